package mailtally.cli;

import java.io.IOException;
import mailtally.report.Plain;
import mailtally.report.Report;
import mailtally.report.ReportJson;
import mailtally.report.ReportText;

/// Prints a report as the options ask.
final class Printed {
    private Printed() {}

    /// Prints it.
    ///
    /// @return the exit status that the report deserves
    static int report(Console console, CommonOptions options, Report report, String question)
            throws IOException {
        if (options.json()) {
            ReportJson.write(report, console.out());
        } else {
            new ReportText(console.out(), options.verbose(), console.columns())
                    .write(report, Plain.text(question));
        }
        return ExitStatus.of(report.verdict(), report.counts().balanced());
    }
}
