package mailtally.cli;

import mailtally.discovery.Discovered;
import mailtally.discovery.MailboxSearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds the new mailbox of an address and gets this Mac ready for it.
@Command(
        name = "setup",
        header = "Find the new mailbox of ADDRESS, probe it, and lead through adding it.",
        description = {
            "",
            "Asks the servers that could know the address, and shows what each answered. A host",
            "gets the password only if its certificate is right and you confirm it.",
            ""
        },
        sortOptions = false)
final class SetupCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The mail address")
    private String address;

    @Option(names = "--dry-run", description = "Find the mailbox, change nothing")
    @SuppressWarnings("UnusedVariable")
    private boolean dryRun;

    @Mixin private SetupChoices choices = new SetupChoices();

    SetupCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        try (Servers servers = new Servers(options(), false)) {
            HostConfirmation credentials =
                    new HostConfirmation(
                            console(), choices.confirmed(), servers.secrets(Side.TARGET));
            Discovered found;
            try (MailboxSearch search =
                    MailboxSearch.open(choices.settings(), servers.settings(), credentials)) {
                found = search.find(address);
            }
            SetupReport report = new SetupReport(console(), options());
            report.print(found);
            return found.kind().exchange() ? ExitStatus.PROVEN : ExitStatus.UNAVAILABLE;
        }
    }
}
