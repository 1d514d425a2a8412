package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mailtally.ledger.Ledger;
import mailtally.report.Plain;
import mailtally.report.Report;
import mailtally.report.ReportText;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.transfer.Copied;
import mailtally.transfer.Copy;
import mailtally.transfer.CopyTerms;
import mailtally.transfer.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts on one place what it lacks of another, and proves it.
@Command(
        name = "copy",
        header = "Put on TARGET every message of SOURCE that it lacks, and prove it.",
        description = {
            "",
            "Shows what it would do, asks, puts the messages there, and reads TARGET again.",
            "Nothing on TARGET is changed or removed. A TARGET on disk that is empty or not",
            "there yet becomes a Maildir.",
            ""
        },
        sortOptions = false)
final class CopyCommand extends Verb {
    private static final int FOLDER_COLUMNS = 60;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "The place whose mail must be safe")
    private String source;

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "The place that gets what it lacks")
    private String target;

    @Option(names = "--dry-run", description = "Show the plan, change nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask")
    private boolean yes;

    @Option(
            names = "--own-address",
            paramLabel = "ADDRESS",
            description =
                    "An address of the same person. Exchange may exchange one for another as the"
                            + " sender. May be repeated")
    private Set<String> ownAddresses = Set.of();

    @Option(
            names = "--any-date",
            description = "Go on where TARGET does not keep the date on which mail was received")
    private boolean anyDate;

    CopyCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws Exception {
        long began = System.nanoTime();
        if (!dryRun && !yes && terminal().isEmpty()) {
            throw new AddressException(
                    "There is no terminal to ask whether messages may be put on "
                            + target
                            + ". Nothing was changed. Add --yes, or --dry-run to see the plan.");
        }
        try (Places places = new Places(options());
                ProgressLine progress = ProgressLine.of(console(), options())) {
            Apart apart = new Apart(options());
            apart.different(source, target);
            apart.outside(options().state().path(), "--state", source, target);
            Store from = places.open(Side.SOURCE, source);
            Opener opener = new Opener(places, target);
            String one = places.identity(from);
            String other = places.identity(opener.first);
            try (Ledger ledger = options().state().ledger(one, other)) {
                Path outgoing = options().state().outgoing(one, other);
                Copied copied =
                        new Copy(
                                        ledger,
                                        options().serverConnections(),
                                        outgoing,
                                        progress,
                                        new CopyTerms(ownAddresses, anyDate))
                                .run(from, opener, (plan, _) -> mayPut(plan, progress));
                progress.end();
                double seconds = (System.nanoTime() - began) / 1e9;
                return ended(copied, TallyReport.of(ledger, copied, seconds));
            }
        }
    }

    private int ended(Copied copied, Report report) throws IOException {
        if (copied.outcome() == Copied.Outcome.NOT_PUT && !dryRun) {
            console().err().println("Nothing was put there, and nothing was changed.");
            if (options().json()) {
                Printed.report(console(), options(), report, "");
            }
            return ExitStatus.STOPPED;
        }
        return Printed.report(
                console(),
                options(),
                report,
                "Is every message of " + report.source() + " on " + target + "?");
    }

    private boolean mayPut(Plan plan, ProgressLine progress) throws IOException {
        progress.end();
        if (!yes || dryRun) {
            show(plan);
        }
        return !dryRun && (yes || answeredYes(plan));
    }

    /// The plan is an answer where nothing is done, and else belongs to the question.
    private void show(Plan plan) {
        var to = dryRun && !options().json() ? console().out() : console().err();
        String head =
                String.format(
                        Locale.ROOT,
                        "%s, %s, would go onto %s:",
                        ReportText.count(plan.messages(), "message"),
                        ReportText.size(plan.bytes()),
                        Plain.text(target));
        to.println(Plain.folded(head, "", console().columns()));
        for (Plan.Line line : plan.lines()) {
            String how =
                    line.created()
                            ? " (new folder)"
                            : line.mapped()
                                    .map(use -> " (its folder for " + word(use.name()) + ")")
                                    .orElse("");
            to.println(
                    String.format(
                            Locale.ROOT,
                            "  %10s  %s%s",
                            ReportText.number(line.messages()),
                            Plain.tail(line.folder().text(), FOLDER_COLUMNS),
                            how));
        }
        to.println("Dates and flags are kept.");
        plan.remarks()
                .forEach(
                        remark ->
                                to.println(
                                        Plain.folded(
                                                Plain.text(remark, 500),
                                                "  ",
                                                console().columns())));
        to.println();
        to.flush();
    }

    private boolean answeredYes(Plan plan) {
        String question =
                "May "
                        + ReportText.count(plan.messages(), "message")
                        + " go onto "
                        + Plain.text(target)
                        + "? [y/N] ";
        String answer = terminal().map(t -> t.readLine("%s", question)).orElse("");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private static Optional<java.io.Console> terminal() {
        return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
    }

    private static String word(String use) {
        return use.substring(0, 1) + use.substring(1).toLowerCase(Locale.ROOT);
    }

    /// Opens the target; the first time it was open already, so that its ledger could be found.
    private static final class Opener implements Copy.Target {
        private final Places places;
        private final String address;
        private final WritableStore first;
        private boolean used;

        Opener(Places places, String address) throws AddressException, StoreUnavailableException {
            this.places = places;
            this.address = address;
            this.first = places.openWritable(address);
        }

        @Override
        public WritableStore forWriting() throws AddressException, StoreUnavailableException {
            if (used) {
                return places.openWritable(address);
            }
            used = true;
            return first;
        }

        @Override
        public Store forReading() throws AddressException, StoreUnavailableException {
            return places.open(Side.TARGET, address);
        }
    }
}
