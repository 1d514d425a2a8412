package mailtally.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mailtally.journey.Clearing;
import mailtally.mac.Hosts;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The gate: may this account be removed from this Mac now?
@Command(
        name = "clear",
        header = "The gate: may ACCOUNT be removed from this Mac now? Removes nothing.",
        description = {
            "",
            "Makes a copy of the account's mail beside the backup, counts it against the server and",
            "the backup, and says for each condition whether it holds. Exit status 4 where one does",
            "not. What was said in an earlier run or on the page need not be said again.",
            ""
        },
        sortOptions = false)
final class ClearCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Address or id of the account")
    private String account;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TARGET",
            description = "The mailbox that it is on: imaps://USER@HOST or pop3s://USER@HOST")
    private String target;

    @Mixin private GateChoices choices = new GateChoices();

    ClearCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        try (JourneyDoor door = new JourneyDoor(options(), Hosts.ofThisComputer());
                ProgressLine progress = ProgressLine.of(console(), options());
                Clearing clearing = Clearing.open(door, find(door, account))) {
            Clearing.Outcome outcome =
                    clearing.clear(choices.wanted(Optional.ofNullable(target)), progress);
            progress.end();
            new GateReport(console(), options()).print("clear", outcome);
            return outcome.decision().clearance().isPresent()
                    ? ExitStatus.PROVEN
                    : ExitStatus.REFUSED;
        }
    }

    /// The one account of this name.
    static MailAccount find(JourneyDoor door, String name) throws Exception {
        String plain = name.startsWith("apple:") ? name.substring("apple:".length()) : name;
        try (AppleMailLibrary library =
                AppleMailLibrary.open(door.library(), door.accounts(), door.state("copies"))) {
            return library.account(plain);
        }
    }

    /// What a person says to the gate.
    static final class GateChoices {
        @picocli.CommandLine.Option(
                names = "--bag",
                paramLabel = "DIR",
                description = "The sealed backup of the account")
        private Path bag;

        @picocli.CommandLine.Option(
                names = "--new-mailbox",
                paramLabel = "ADDRESS",
                description = "Side by side: the new mailbox, which must have every message too")
        private String newMailbox;

        @picocli.CommandLine.Option(
                names = "--other-macs",
                paramLabel = "TEXT",
                description = "none, or the names of other Macs with this account")
        private String otherMacs;

        @picocli.CommandLine.Option(
                names = "--approve",
                paramLabel = "CAUSE",
                description =
                        "Approve what is left for this cause, as the list is now: only-here,"
                                + " part-missing, never-downloaded, looks-the-same, other-folder,"
                                + " trash-and-junk, doubts. May be repeated; needs --by and"
                                + " --reason")
        private List<String> approve = List.of();

        @picocli.CommandLine.Option(
                names = "--by",
                paramLabel = "NAME",
                description = "Who approves. Default: this computer's user")
        private String by = System.getProperty("user.name", "");

        @picocli.CommandLine.Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "Why it may be approved")
        private String reason = "";

        @picocli.CommandLine.Option(
                names = "--only-in-backup",
                paramLabel = "N",
                description = "POP: how many messages are nowhere but in the backup")
        private Long onlyInBackup;

        Clearing.Wanted wanted(Optional<String> server) {
            return new Clearing.Wanted(
                    server,
                    Optional.ofNullable(newMailbox),
                    Optional.ofNullable(bag),
                    Optional.ofNullable(otherMacs),
                    by,
                    reason,
                    approve,
                    Optional.ofNullable(onlyInBackup));
        }
    }
}
