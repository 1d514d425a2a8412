package mailtally.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Draws a report as plain text, at most some 79 columns wide: for a terminal, a mail, a printer
/// that knows nothing else.
final class TextPage {
    private static final int COLUMNS = 79;
    private static final int WIDEST_CELL = 40;
    private static final int MOST_CHARACTERS = 1_000;

    private final Writer out;

    private TextPage(Writer out) {
        this.out = out;
    }

    static void write(List<Part> parts, OutputStream file) throws IOException {
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8))) {
            TextPage page = new TextPage(out);
            page.line("Mailtally: report of a move");
            for (Part part : parts) {
                page.draw(part);
            }
        }
    }

    private void draw(Part part) throws IOException {
        switch (part) {
            case Part.Heading h -> {
                String text = plain(h.text());
                line("");
                line(text);
                line((h.level() == 1 ? "=" : "-").repeat(Math.min(COLUMNS, Plain.columns(text))));
            }
            case Part.Answer a -> {
                line("");
                folded("", "  ", plain(a.question()) + " " + a.sign() + " " + plain(a.text()));
                folded("", "  ", plain(a.note()));
            }
            case Part.Text t -> {
                line("");
                folded("", "", plain(t.text()));
            }
            case Part.Items items -> {
                line("");
                for (String item : items.items()) {
                    folded("* ", "  ", plain(item));
                }
            }
            case Part.Facts facts -> facts(facts);
            case Part.Table table -> table(table);
            case Part.Tally tally -> tally(tally);
            case Part.Commands commands -> {
                line("");
                for (String command : commands.lines()) {
                    line("    " + plain(command));
                }
            }
        }
    }

    private void facts(Part.Facts facts) throws IOException {
        line("");
        int wide =
                facts.facts().stream()
                        .mapToInt(f -> Plain.columns(plain(f.label())))
                        .max()
                        .orElse(0);
        for (Part.Fact fact : facts.facts()) {
            String label = padded(plain(fact.label()), wide) + "  ";
            folded(label, " ".repeat(wide + 2), plain(fact.value()));
        }
    }

    private void tally(Part.Tally tally) throws IOException {
        List<Part.Column> columns =
                List.of(
                        new Part.Column("Place", Part.Style.HEAD),
                        new Part.Column("Found", Part.Style.NUMBER),
                        new Part.Column("Proven", Part.Style.NUMBER),
                        new Part.Column("Approved", Part.Style.NUMBER),
                        new Part.Column("Left", Part.Style.NUMBER));
        List<List<String>> rows = new ArrayList<>();
        for (Part.Balance b : tally.rows()) {
            rows.add(
                    List.of(
                            b.place(),
                            ReportText.number(b.found()),
                            ReportText.number(b.proven()),
                            ReportText.number(b.approved()),
                            ReportText.number(b.left())));
        }
        table(new Part.Table(tally.caption(), columns, rows));
    }

    /// As columns where they fit, else each row as a list of what its columns say.
    private void table(Part.Table table) throws IOException {
        line("");
        folded("", "", plain(table.caption().strip()));
        List<Integer> widths = widths(table);
        int all = widths.stream().mapToInt(w -> w + 2).sum();
        if (all > COLUMNS || widths.stream().anyMatch(w -> w > WIDEST_CELL)) {
            stacked(table);
            return;
        }
        row(table, table.columns().stream().map(Part.Column::name).toList(), widths);
        for (List<String> row : table.rows()) {
            row(table, row, widths);
        }
    }

    private static List<Integer> widths(Part.Table table) {
        List<Integer> widths = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            int at = c;
            widths.add(
                    Math.max(
                            table.columns().get(c).name().length(),
                            table.rows().stream()
                                    .mapToInt(r -> Plain.columns(plain(r.get(at))))
                                    .max()
                                    .orElse(0)));
        }
        return widths;
    }

    private void row(Part.Table table, List<String> cells, List<Integer> widths)
            throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String cell = plain(cells.get(c));
            String pad = " ".repeat(Math.max(0, widths.get(c) - Plain.columns(cell)));
            line.append("  ");
            line.append(
                    table.columns().get(c).style() == Part.Style.NUMBER ? pad + cell : cell + pad);
        }
        line(line.toString().stripTrailing());
    }

    private void stacked(Part.Table table) throws IOException {
        for (List<String> row : table.rows()) {
            folded("  ", "    ", plain(row.getFirst()));
            StringBuilder rest = new StringBuilder();
            for (int c = 1; c < row.size(); c++) {
                if (!row.get(c).isEmpty()) {
                    rest.append(rest.isEmpty() ? "" : " | ")
                            .append(table.columns().get(c).name())
                            .append(": ")
                            .append(plain(row.get(c)));
                }
            }
            folded("    ", "    ", rest.toString());
        }
    }

    private void folded(String first, String indent, String plain) throws IOException {
        line(Plain.folded(first + plain, indent, COLUMNS).replace(System.lineSeparator(), "\n"));
    }

    private static String padded(String plain, int wide) {
        return plain + " ".repeat(Math.max(0, wide - Plain.columns(plain)));
    }

    private static String plain(String text) {
        return Plain.text(text, MOST_CHARACTERS);
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
