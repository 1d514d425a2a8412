package mailtally.web;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import mailtally.journey.Exceptions;

/// What is left as CSV (RFC 4180) that a spreadsheet opens without running any of it.
final class Csv {
    private static final String ACTS = "=+-@|%\t\r";

    private final Writer out;

    Csv(Writer out) {
        this.out = out;
    }

    void head() throws IOException {
        line(List.of("date", "from", "subject", "folder", "reason"));
    }

    void message(Exceptions.Left left) throws IOException {
        line(
                List.of(
                        left.date().map(Object::toString).orElse(""),
                        left.from(),
                        left.subject(),
                        left.folder(),
                        left.reason()));
    }

    private void line(List<String> cells) throws IOException {
        out.write(String.join(",", cells.stream().map(Csv::cell).toList()));
        out.write("\r\n");
    }

    /// A cell that begins like a formula gets an apostrophe: spreadsheets take it for text then.
    private static String cell(String fromMail) {
        String plain = Shown.visible(fromMail).strip();
        String text = plain.isEmpty() || ACTS.indexOf(plain.charAt(0)) < 0 ? plain : "'" + plain;
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
