package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import mailtally.discovery.AppleMail;
import mailtally.discovery.Discovered;
import mailtally.discovery.MailboxSearch;
import mailtally.discovery.SearchSettings;
import mailtally.mac.Host;
import mailtally.mac.Hosts;
import mailtally.report.Plain;
import mailtally.store.AddressException;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
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
            "Asks the servers that could know the address, and shows what each answered.",
            "A host gets the password only if its certificate is right and you confirm it.",
            "It signs in to the mailbox, puts ten messages into a folder of their own,",
            "reads them back, says what the server did, and removes the folder again.",
            "Writes a configuration profile for the account, with no password in it.",
            "With --look it looks whether the account is on this Mac and shows mail.",
            ""
        },
        sortOptions = false)
final class SetupCommand extends Verb {
    @Parameters(index = "0", paramLabel = "ADDRESS", description = "The mail address")
    private String address;

    @Option(
            names = "--new",
            paramLabel = "MAILBOX",
            description =
                    "The new mailbox, to try it: imaps://USER@HOST, or ews://USER@HOST. Default:"
                            + " what was found, where there is a way to sign in")
    private String mailbox;

    @Option(
            names = "--look",
            description = "Look whether the account is on this Mac and shows mail; nothing else")
    private boolean look;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "Where the profile goes. Default: the current folder")
    private Path to = Path.of("");

    @Option(names = "--dry-run", description = "Find, sign in and list, change nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before the ten messages are put there")
    private boolean yes;

    @Option(
            names = "--anyway",
            description = "Write the profile though Apple Mail is kept out at present")
    private boolean anyway;

    @Mixin private SetupChoices choices = new SetupChoices();

    private final Clock clock;
    private final Supplier<Host> host;

    SetupCommand(Console console) {
        this(console, Clock.system(ZoneId.systemDefault()), Hosts::ofThisComputer);
    }

    SetupCommand(Console console, Clock clock, Supplier<Host> host) {
        super(console);
        this.clock = clock;
        this.host = host;
    }

    @Override
    public Integer call() throws Exception {
        if (look) {
            return new SetupLook(console(), options(), address).look(Optional.ofNullable(mailbox));
        }
        Apart apart = new Apart(options());
        apart.outside(to, "--to", "apple:");
        apart.outside(options().state().path(), "--state", "apple:");
        Optional<String> signIn = choices.signInUrl();
        SearchSettings settings = choices.settings();
        try (Places places = new Places(options())) {
            HostConfirmation credentials = credentials(places.servers());
            SetupMailbox which =
                    new SetupMailbox(
                            options(),
                            Optional.ofNullable(mailbox),
                            settings.online(),
                            credentials);
            which.check();
            refuseWithoutAnybody();
            try (MailboxSearch search =
                    MailboxSearch.open(settings, places.servers().settings(), credentials)) {
                Discovered found = search.find(address);
                Optional<AppleMail> appleMail =
                        found.ews()
                                .map(
                                        ews ->
                                                AppleMail.of(
                                                        found,
                                                        search.askEws(ews),
                                                        LocalDate.now(clock)));
                return tried(places, which, found, appleMail, signIn);
            }
        }
    }

    private int tried(
            Places places,
            SetupMailbox which,
            Discovered found,
            Optional<AppleMail> appleMail,
            Optional<String> signIn)
            throws AddressException, StoreUnavailableException, IOException {
        boolean somebody = dryRun ? mailbox != null : yes || terminal().isPresent();
        Optional<String> there = somebody ? which.of(found) : Optional.empty();
        Optional<SetupProbe.Seen> probe = Optional.empty();
        if (there.isPresent()) {
            probe = probed(new SetupProbe(options(), places, there.get()), found, there.get());
            if (probe.isEmpty()) {
                console().err().println("Nothing was put there, and nothing was changed.");
                return ExitStatus.STOPPED;
            }
        }
        Optional<SetupOutcome.Profile> profile = profile(found, appleMail, signIn);
        boolean offered =
                profile.isPresent()
                        && terminal().isPresent()
                        && new SetupProfile(host.get(), to).offer(profile.get().file());
        List<String> next = SetupNext.of(found, probe.isPresent(), profile, offered, dryRun);
        SetupOutcome outcome = new SetupOutcome(found, probe, appleMail, profile, next);
        new SetupReport(console(), options()).print(outcome);
        return outcome.status();
    }

    private HostConfirmation credentials(Servers servers) throws StoreUnavailableException {
        boolean passwords = options().servers().oauth().isEmpty();
        return new HostConfirmation(
                console(),
                choices.confirmed(),
                passwords ? Optional.of(servers.secrets(Side.TARGET)) : Optional.empty());
    }

    private void refuseWithoutAnybody() throws AddressException {
        if (mailbox != null && !dryRun && !yes && terminal().isEmpty()) {
            throw new AddressException(
                    "There is no terminal to ask whether ten messages may be put on "
                            + mailbox
                            + " for a moment. Nothing was changed. Add --yes, or --dry-run to put"
                            + " none.");
        }
    }

    /// Tries it, where the person lets us.
    ///
    /// @return nothing where the person said no
    private Optional<SetupProbe.Seen> probed(SetupProbe probe, Discovered found, String there)
            throws AddressException, StoreUnavailableException, IOException {
        if (dryRun) {
            return Optional.of(probe.look());
        }
        if (!yes && !answeredYes(found, there)) {
            return Optional.empty();
        }
        try {
            return Optional.of(probe.tried());
        } catch (RefusedException e) {
            throw new StoreUnavailableException(e.getMessage() + " Nothing else was changed.", e);
        }
    }

    private boolean answeredYes(Discovered found, String there) {
        new SetupReport(console(), options()).answer(found, console().err());
        String question =
                "May ten messages go into a folder of their own on "
                        + Plain.text(there)
                        + ", to be removed again? [y/N] ";
        String answer = terminal().map(t -> t.readLine("%s", question)).orElse("");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private static Optional<java.io.Console> terminal() {
        return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    }

    private Optional<SetupOutcome.Profile> profile(
            Discovered found, Optional<AppleMail> appleMail, Optional<String> signIn)
            throws StoreUnavailableException {
        boolean works =
                appleMail
                        .map(AppleMail::works)
                        .filter(w -> w != AppleMail.Works.NO && w != AppleMail.Works.KEPT_OUT)
                        .isPresent();
        if (dryRun || found.ews().isEmpty() || !(works || anyway)) {
            return Optional.empty();
        }
        return Optional.of(new SetupProfile(host.get(), to).write(found, signIn));
    }
}
