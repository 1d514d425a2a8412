package mailtally.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.discovery.AppleMail;
import mailtally.discovery.Discovered;
import mailtally.discovery.Evidence;
import mailtally.report.Plain;
import mailtally.report.ReportText;
import mailtally.store.TrialStore;
import mailtally.trial.Fate;
import mailtally.trial.FateWords;
import mailtally.trial.TrialKind;
import mailtally.trial.TrialOutcome;

/// Shows what `setup` found and did, for a person.
final class SetupReport {
    private static final int MOST_CHARS = 600;

    private final Console console;
    private final CommonOptions options;

    SetupReport(Console console, CommonOptions options) {
        this.console = console;
        this.options = options;
    }

    void print(SetupOutcome outcome) {
        if (options.json()) {
            new SetupJson(console.out()).write(outcome);
            return;
        }
        PrintStream out = console.out();
        answer(outcome.found(), out);
        evidence(outcome.found().evidence());
        outcome.probe().ifPresent(this::probe);
        outcome.appleMail().ifPresent(this::appleMail);
        outcome.profile().ifPresent(this::profile);
        if (!outcome.next().isEmpty()) {
            out.println();
            line("", "Next:");
            outcome.next().forEach(next -> line("  ", next));
        }
    }

    /// Where the mailbox is, without what was asked.
    void answer(Discovered found, PrintStream out) {
        line(out, "", "Where is the mailbox of " + found.address() + "?");
        line(out, "", where(found) + " " + found.because());
        found.doubts().forEach(doubt -> line(out, "  ", "But: " + doubt));
        out.println();
    }

    private void evidence(List<Evidence> all) {
        line("", "What was asked, and what answered:");
        for (Evidence one : all) {
            line(one.taken() ? "  > " : "    ", one.asked());
            line("        ", one.answered() + ". " + one.means());
        }
    }

    private static String where(Discovered found) {
        return switch (found.kind()) {
            case EXCHANGE_ONLINE -> "In Exchange Online: " + found.ews().orElseThrow() + ".";
            case EXCHANGE_SERVER -> "On an Exchange Server: " + found.ews().orElseThrow() + ".";
            case NOT_EXCHANGE ->
                    "Not in Exchange: "
                            + found.imap().map(i -> i.host() + " port " + i.port()).orElse("")
                            + " by IMAP.";
            case UNKNOWN -> "It was not found.";
        };
    }

    private void probe(SetupProbe.Seen seen) {
        console.out().println();
        line("", "Does it let you in, and what does it do to mail?");
        line(
                "",
                "Yes: "
                        + ReportText.count(seen.folders(), "folder")
                        + ", "
                        + ReportText.count(seen.messages(), "message")
                        + " at "
                        + seen.address()
                        + ".");
        seen.notes().forEach(note -> line("  ", note));
        if (seen.trial().isEmpty()) {
            line("  ", "No message was put there.");
            return;
        }
        TrialOutcome trial = seen.trial().get();
        line("", "Ten messages were put into " + trial.mark().folder() + " and read back:");
        for (Map.Entry<TrialKind, Fate> one : trial.fates().entrySet()) {
            line("    ", one.getKey().words() + ": " + FateWords.of(one.getValue()) + ".");
        }
        trial.profile().sentences().forEach(sentence -> line("  ", sentence));
        line("  ", ended(trial));
        line(
                "",
                trial.proven()
                        ? "Nothing was lost."
                        : "Something was lost. Mail that needs it would not be proven there.");
    }

    static String ended(TrialOutcome trial) {
        String folder = trial.mark().folder().text();
        return switch (trial.ended()) {
            case TrialStore.Ended.Removed(_, Optional<?> left) when left.isPresent() ->
                    "The folder was removed; the server keeps it as "
                            + left.get()
                            + ". Remove it there.";
            case TrialStore.Ended.Removed _ -> "The folder is gone again.";
            case TrialStore.Ended.NotThere _ -> "The folder is gone; somebody else removed it.";
            case TrialStore.Ended.Kept(String reason) ->
                    "The folder " + folder + " is still there. " + reason;
        };
    }

    private void appleMail(AppleMail appleMail) {
        console.out().println();
        line("", "Will Apple Mail work with it?");
        line("", works(appleMail.works()));
        appleMail.sentences().forEach(sentence -> line("  ", sentence));
        if (!appleMail.administrator().isEmpty()) {
            console.out().println();
            line(
                    "",
                    "For the administrator, in Exchange Online PowerShell. It can take a day to"
                            + " have its effect:");
            // Not folded: these lines are to be copied.
            appleMail
                    .administrator()
                    .forEach(text -> console.out().println("    " + Plain.text(text)));
        }
    }

    private static String works(AppleMail.Works works) {
        return switch (works) {
            case LIKELY -> "Nothing speaks against it.";
            case IF_ALLOWED -> "Only where it is allowed.";
            case KEPT_OUT -> "Not now: it is kept out.";
            case NO -> "No.";
        };
    }

    private void profile(SetupOutcome.Profile profile) {
        console.out().println();
        line("", "Profile: " + profile.file());
        line(
                "  ",
                "It adds the account and holds no password. It was read back and is as it was"
                        + " made."
                        + (profile.checkedBySystem() ? " plutil finds it sound." : ""));
    }

    private void line(String indent, String text) {
        line(console.out(), indent, text);
    }

    private void line(PrintStream out, String indent, String text) {
        out.println(
                Plain.folded(
                        indent + Plain.text(text, MOST_CHARS),
                        " ".repeat(indent.length()),
                        console.columns()));
    }
}
