package mailtally.cli;

import java.time.ZoneId;
import java.util.Optional;
import mailtally.journey.Clearing;
import mailtally.mac.Hosts;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.Version;
import mailtally.store.applemail.MailAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/// The guided removal, and the look afterwards.
@Command(
        name = "remove",
        header = "Guided removal of ACCOUNT, by your own click, and the look afterwards.",
        description = {
            "",
            "Asks the gate anew, opens Internet Accounts, says which row goes, waits until one is",
            "gone, and looks: the right row, and no other; the server still has every message.",
            ""
        },
        sortOptions = false)
final class RemoveCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Address or id of the account")
    private String account;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TARGET",
            description = "The mailbox that it is on, where it was not named before")
    private String target;

    @Mixin private ClearCommand.GateChoices choices = new ClearCommand.GateChoices();

    RemoveCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        try (JourneyDoor door = new JourneyDoor(options(), Hosts.ofThisComputer());
                ProgressLine progress = ProgressLine.of(console(), options())) {
            MailAccount found = ClearCommand.find(door, account);
            try (Clearing clearing = Clearing.open(door, found)) {
                Clearing.Outcome outcome =
                        clearing.clear(choices.wanted(Optional.ofNullable(target)), progress);
                progress.end();
                if (outcome.decision().clearance().isEmpty()) {
                    new GateReport(console(), options()).print("remove", outcome);
                    return ExitStatus.REFUSED;
                }
                guide(clearing);
                Clearing.Seen seen =
                        clearing.remove(outcome.decision().clearance().get().until(), progress);
                progress.end();
                return ended(seen);
            }
        }
    }

    /// Which row goes, and how.
    private void guide(Clearing clearing) {
        MoveText.lines(
                        clearing.view().screen().evidence(),
                        console().columns(),
                        ZoneId.systemDefault())
                .forEach(console().err()::println);
    }

    private int ended(Clearing.Seen seen) {
        int status = seen.removed() ? ExitStatus.PROVEN : ExitStatus.NOT_PROVEN;
        if (options().json()) {
            try (JsonGenerator json = ReportJson.generator(console().out())) {
                json.writeStartObject();
                json.writeStringProperty("command", "remove");
                json.writeStringProperty("version", Version.text());
                json.writeBooleanProperty("removed", seen.removed());
                json.writeStringProperty("seen", seen.seen());
                seen.restoreFrom()
                        .ifPresent(bag -> json.writeStringProperty("restoreFrom", bag.toString()));
                json.writeEndObject();
            }
            console().out().println();
            return status;
        }
        String text =
                seen.seen().isEmpty()
                        ? "The hour is over, and no row is gone. Nothing changed."
                        : seen.seen();
        console().out().println(Plain.folded(Plain.text(text), "  ", console().columns()));
        if (!seen.removed() && !seen.seen().isEmpty()) {
            console()
                    .out()
                    .println(Plain.folded(Plain.text(restore(seen)), "  ", console().columns()));
        }
        return status;
    }

    private static String restore(Clearing.Seen seen) {
        return seen.restoreFrom()
                .map(bag -> "Put its messages back: mailtally copy " + bag + " TARGET")
                .orElse(
                        "Its messages: mailtally copy BACKUP TARGET, where there is a backup of it;"
                                + " else Time Machine has Library/Mail from before.");
    }
}
