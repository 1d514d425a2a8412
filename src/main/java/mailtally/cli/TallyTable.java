package mailtally.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View;
import mailtally.report.Plain;
import mailtally.report.ReportText;

/// The tally as a small table; where the terminal is too narrow for one, as a sentence a place.
final class TallyTable {
    private static final String UNKNOWN = "–";
    private static final List<String> HEADS = List.of("", "found", "proven", "approved", "left");
    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private TallyTable() {}

    static List<String> lines(List<View.Row> tally, int columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        tally.forEach(row -> rows.add(cells(row)));
        int[] widths = new int[HEADS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Plain.columns(row.get(i)));
            }
        }
        int all = INDENT.length() + (widths.length - 1) * GAP.length();
        for (int width : widths) {
            all += width;
        }
        return all <= columns
                ? rows.stream().map(row -> line(row, widths)).toList()
                : narrow(tally, columns);
    }

    private static List<String> cells(View.Row row) {
        return List.of(
                Plain.text(row.place()),
                number(row.found()) + (row.counting() ? " so far" : ""),
                number(row.proven()),
                number(row.approved()),
                number(row.left()));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - Plain.columns(cells.get(i)));
            line.append(i == 0 ? cells.get(i) + pad : GAP + pad + cells.get(i));
        }
        return line.toString();
    }

    private static List<String> narrow(List<View.Row> tally, int columns) {
        MoveLines lines = new MoveLines(columns);
        for (View.Row row : tally) {
            List<String> cells = cells(row);
            lines.add(INDENT, row.place());
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < cells.size(); i++) {
                text.append(i == 1 ? "" : ", ")
                        .append(cells.get(i))
                        .append(' ')
                        .append(HEADS.get(i));
            }
            lines.add(INDENT + INDENT, text.toString());
        }
        return lines.lines();
    }

    /// A count, or a dash where it is not known: never 0 for that.
    private static String number(Optional<Long> count) {
        return count.map(ReportText::number).orElse(UNKNOWN);
    }
}
