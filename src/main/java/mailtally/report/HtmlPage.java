package mailtally.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import mailtally.message.Sha256;

/// Draws a report as one page of HTML that stands alone: no script, nothing loaded, its own style
/// under a policy that allows that style and nothing else. An element begins a line, so that a
/// change can be told by its line.
final class HtmlPage {
    private static final String STYLE = style();
    private static final int MOST_CHARACTERS = 1_000;
    private static final double BAR = 300;

    private final Writer out;

    private HtmlPage(Writer out) {
        this.out = out;
    }

    static void write(String title, List<Part> parts, OutputStream file) throws IOException {
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8))) {
            HtmlPage page = new HtmlPage(out);
            page.head(title);
            for (Part part : parts) {
                page.draw(part);
            }
            page.line("</main>");
            page.line("<footer>");
            page.line("<p>Made by Mailtally. This page loads nothing and runs nothing.</p>");
            page.line("</footer>");
            page.line("</body>");
            page.line("</html>");
        }
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("/mailtally/report/report.css")) {
            if (in == null) {
                throw new IllegalStateException("the report's style is not in the program");
            }
            return "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the report's style cannot be read", e);
        }
    }

    private void head(String title) throws IOException {
        String sum =
                Base64.getEncoder()
                        .encodeToString(
                                Sha256.digestOf(STYLE.getBytes(StandardCharsets.UTF_8)).bytes());
        line("<!DOCTYPE html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\">");
        line(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                        + " style-src 'sha256-"
                        + sum
                        + "'; base-uri 'none'; form-action 'none'\">");
        line("<meta name=\"referrer\" content=\"no-referrer\">");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        line("<meta name=\"color-scheme\" content=\"light dark\">");
        line("<title>" + text(title) + "</title>");
        line("<style>" + STYLE + "</style>");
        line("</head>");
        line("<body>");
        line("<header>");
        line("<p class=\"mark\">Mailtally: report of a move</p>");
    }

    private void draw(Part part) throws IOException {
        switch (part) {
            case Part.Heading h -> heading(h);
            case Part.Answer a -> answer(a);
            case Part.Text t -> line("<p>" + text(t.text()) + "</p>");
            case Part.Items items -> {
                line("<ul>");
                for (String item : items.items()) {
                    line("<li>" + text(item) + "</li>");
                }
                line("</ul>");
            }
            case Part.Facts facts -> {
                line("<dl>");
                for (Part.Fact fact : facts.facts()) {
                    line("<dt>" + text(fact.label()) + "</dt>");
                    line(
                            "<dd>"
                                    + (fact.code() ? code(fact.value()) : text(fact.value()))
                                    + "</dd>");
                }
                line("</dl>");
            }
            case Part.Table table -> table(table);
            case Part.Tally tally -> tally(tally);
            case Part.Commands commands -> {
                // A line feed between the tags would be one that is shown.
                line(
                        "<pre><code>"
                                + commands.lines().stream()
                                        .map(HtmlPage::text)
                                        .collect(Collectors.joining("\n"))
                                + "</code></pre>");
            }
        }
    }

    private void heading(Part.Heading h) throws IOException {
        String tag = "h" + h.level();
        line("<" + tag + ">" + text(h.text()) + "</" + tag + ">");
        if (h.level() == 1) {
            line("</header>");
            line("<main>");
        }
    }

    private void answer(Part.Answer a) throws IOException {
        line("<div class=\"answer " + a.tone() + "\">");
        line("<p class=\"question\">" + text(a.question()) + "</p>");
        line(
                "<p class=\"says\"><span aria-hidden=\"true\">"
                        + a.sign()
                        + "</span> "
                        + text(a.text())
                        + "</p>");
        line("<p class=\"note\">" + text(a.note()) + "</p>");
        line("</div>");
    }

    private void table(Part.Table table) throws IOException {
        begin("table", table.caption(), table.columns());
        int last = table.columns().getFirst().style() == Part.Style.HEAD ? table.rows().size() : 0;
        for (int i = 0; i < table.rows().size(); i++) {
            List<String> row = table.rows().get(i);
            boolean sum = i + 1 == last && List.of("found", "in all").contains(row.getFirst());
            line(sum ? "<tr class=\"sum\">" : "<tr>");
            for (int c = 0; c < row.size(); c++) {
                cell(table.columns().get(c).style(), row.get(c));
            }
            line("</tr>");
        }
        end();
    }

    private void cell(Part.Style style, String value) throws IOException {
        switch (style) {
            case HEAD -> line("<th scope=\"row\">" + text(value) + "</th>");
            case WORDS -> line("<td>" + text(value) + "</td>");
            case DAY -> line("<td class=\"day\">" + text(value) + "</td>");
            case NUMBER -> line("<td class=\"number\">" + text(value) + "</td>");
            case CODE -> line("<td>" + code(value) + "</td>");
        }
    }

    private void tally(Part.Tally tally) throws IOException {
        List<Part.Column> columns =
                List.of(
                        new Part.Column("Place", Part.Style.HEAD),
                        new Part.Column("Found", Part.Style.NUMBER),
                        new Part.Column("Proven", Part.Style.NUMBER),
                        new Part.Column("Approved", Part.Style.NUMBER),
                        new Part.Column("Left", Part.Style.NUMBER),
                        new Part.Column("Share", Part.Style.WORDS));
        begin("tally", tally.caption(), columns);
        for (Part.Balance b : tally.rows()) {
            line("<tr>");
            cell(Part.Style.HEAD, b.place());
            cell(Part.Style.NUMBER, ReportText.number(b.found()));
            cell(Part.Style.NUMBER, ReportText.number(b.proven()));
            cell(Part.Style.NUMBER, ReportText.number(b.approved()));
            cell(Part.Style.NUMBER, ReportText.number(b.left()));
            line("<td class=\"bar\">" + bar(b) + "</td>");
            line("</tr>");
        }
        end();
        line("<p class=\"key\">Bars: solid is proven, hatched is approved, hollow is left.</p>");
    }

    /// Said by the numbers beside it already, so not read aloud. Hatched by lines, since styles
    /// within elements are not allowed.
    private static String bar(Part.Balance b) {
        if (b.found() <= 0) {
            return "";
        }
        StringBuilder svg = new StringBuilder();
        svg.append("<svg aria-hidden=\"true\" viewBox=\"0 0 300 16\"")
                .append(" preserveAspectRatio=\"none\">");
        double proven = BAR * b.proven() / b.found();
        // What is there at all is seen.
        double approved = b.approved() == 0 ? 0 : Math.max(4, BAR * b.approved() / b.found());
        double least = b.left() == 0 ? 0 : 4;
        proven = Math.clamp(proven, 0, Math.max(0, BAR - approved - least));
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect class=\"b-proven\" width=\"%.1f\" height=\"16\"/>",
                        proven));
        for (double x = proven + 2; x < proven + approved; x += 6) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<line class=\"b-approved\" x1=\"%.1f\" y1=\"16\" x2=\"%.1f\""
                                    + " y2=\"0\"/>",
                            x,
                            x));
        }
        return svg.append(
                        "<rect class=\"b-frame\" x=\"0.5\" y=\"0.5\" width=\"299\" height=\"15\"/>")
                .append("</svg>")
                .toString();
    }

    private void begin(String kind, String caption, List<Part.Column> columns) throws IOException {
        line(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""
                        + text(caption.strip())
                        + "\">");
        line("<table class=\"" + kind + "\">");
        line("<caption>" + text(caption.strip()) + "</caption>");
        line("<thead>");
        line("<tr>");
        for (Part.Column column : columns) {
            String number = column.style() == Part.Style.NUMBER ? " class=\"number\"" : "";
            line("<th scope=\"col\"" + number + ">" + text(column.name()) + "</th>");
        }
        line("</tr>");
        line("</thead>");
        line("<tbody>");
    }

    private void end() throws IOException {
        line("</tbody>");
        line("</table>");
        line("</div>");
    }

    private static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }

    /// Text from anywhere: nothing in it is markup, and nothing in it acts.
    static String text(String raw) {
        String plain = Plain.text(raw, MOST_CHARACTERS);
        StringBuilder safe = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    private void line(String html) throws IOException {
        out.write(html);
        out.write('\n');
    }
}
