package mailtally.cli;

import java.io.IOException;
import java.nio.file.Path;
import mailtally.report.Plain;
import mailtally.report.ReportJson;
import mailtally.report.ReportText;
import mailtally.report.ReportVerifier;
import mailtally.report.Verdict;
import mailtally.report.Version;
import tools.jackson.core.JsonGenerator;

/// Verifies the report of a move and prints what came of it.
final class VerifiedReport {
    private static final int MOST_LISTED = 100;

    private VerifiedReport() {}

    /// Verifies and prints.
    ///
    /// @return the exit status
    static int print(Console console, CommonOptions options, Path report) throws IOException {
        ReportVerifier.Checked checked = ReportVerifier.verify(report);
        Verdict verdict = checked.intact() ? Verdict.PROVEN : Verdict.NOT_PROVEN;
        if (options.json()) {
            json(console, report, checked, verdict);
        } else {
            text(console, report, checked);
        }
        return ExitStatus.of(verdict, true);
    }

    private static void text(Console console, Path report, ReportVerifier.Checked checked) {
        line(console, "Is the report " + report + " as it was written?");
        if (checked.intact()) {
            line(console, "Yes: every file, and the chain of " + events(checked) + ".");
        } else {
            line(
                    console,
                    "No: it was changed in "
                            + ReportText.count(checked.findings().size(), "place")
                            + ".");
            checked.findings().stream()
                    .limit(MOST_LISTED)
                    .forEach(finding -> line(console, "  " + finding.sentence()));
            if (checked.findings().size() > MOST_LISTED) {
                line(console, "  and more: --json lists them all.");
            }
        }
        line(console, "Head of the chain: " + checked.head());
        line(
                console,
                "Hold it against the printed report: whoever can change all files can make them"
                        + " agree with each other, but not with the paper.");
        line(console, checked.intact() ? "Proven." : "Not proven.");
    }

    private static String events(ReportVerifier.Checked checked) {
        return ReportText.count(checked.events(), "event");
    }

    private static void line(Console console, String text) {
        console.out().println(Plain.folded(Plain.text(text), "", console.columns()));
    }

    private static void json(
            Console console, Path report, ReportVerifier.Checked checked, Verdict verdict) {
        try (JsonGenerator json = ReportJson.generator(console.out())) {
            json.writeStartObject();
            json.writeStringProperty("command", "verify");
            json.writeStringProperty("version", Version.text());
            json.writeStringProperty("source", report.toString());
            json.writeStringProperty("verdict", verdict.name());
            json.writeStringProperty("report", report.toString());
            json.writeStringProperty("head", checked.head());
            json.writeNumberProperty("events", checked.events());
            json.writeNumberProperty("bytes", checked.bytes());
            json.writeArrayPropertyStart("findings");
            for (ReportVerifier.Finding finding : checked.findings()) {
                json.writeStartObject();
                json.writeStringProperty("file", finding.file());
                json.writeNumberProperty("line", finding.line());
                json.writeNumberProperty("event", finding.event());
                json.writeStringProperty("sentence", finding.sentence());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        console.out().println();
    }
}
