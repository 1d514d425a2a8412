package mailtally.cli;

import java.io.PrintStream;
import java.util.List;
import mailtally.journey.View;
import mailtally.report.Plain;
import mailtally.report.ReportText;

/// What runs, as one line that renews itself on a terminal.
final class WorkLine {
    private final PrintStream err;
    private final int columns;
    private String what = "";
    private int shownColumns;

    WorkLine(PrintStream err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    void show(View.Work work) {
        if (!work.what().equals(what)) {
            end();
            what = work.what();
            new MoveLines(columns).add("  ", what + "…").lines().forEach(err::println);
        }
        String text = Plain.text("  " + text(work), columns);
        int wide = Plain.columns(text);
        err.print("\r" + text + " ".repeat(Math.max(0, shownColumns - wide)));
        err.flush();
        shownColumns = wide;
    }

    /// How far it is.
    static String text(View.Work work) {
        StringBuilder line = new StringBuilder();
        line.append(work.paused() ? "Pausing. " : "");
        line.append(ReportText.number(work.done()));
        line.append(
                work.expected()
                        .map(all -> " of " + ReportText.number(all) + " messages")
                        .orElse(" messages so far"));
        // What is left tells most, and stands where a narrow terminal still shows it.
        for (String more : List.of(work.left(), work.rate())) {
            line.append(more.isEmpty() ? "" : ", " + more);
        }
        return line.toString();
    }

    /// Ends the line, so that what follows stands below it.
    void end() {
        if (shownColumns > 0) {
            err.println();
            err.flush();
            shownColumns = 0;
        }
    }
}
