package mailtally.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import mailtally.journey.MoveRecord;

/// Every message that is not proven, for a spreadsheet (RFC 4180, UTF-8 with a byte order mark,
/// since Excel takes it for Latin-1 without). Nothing in it can become a formula.
final class ExceptionsCsv {
    /// So much of a text is kept, in characters: a spreadsheet's cell takes 32,767.
    static final int MOST_CHARACTERS = 2_000;

    /// What makes a formula of a cell, also in its wide forms.
    private static final String STARTS_FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20";

    /// Where a spreadsheet is set to semicolons, what follows one begins a cell.
    private static final Pattern LATER_FORMULA =
            Pattern.compile("(;[\\s\"]*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private ExceptionsCsv() {}

    static void write(MoveRecord move, Times times, OutputStream file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(file, 1 << 16)) {
            out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
            line(
                    out,
                    List.of(
                            "number",
                            "place",
                            "folder",
                            "grade",
                            "approved",
                            "date",
                            "from",
                            "subject",
                            "message-id",
                            "reason"));
            long[] number = new long[1];
            try {
                move.left().each(left -> write(left, ++number[0], times, out));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static void write(MoveRecord.Left left, long number, Times times, OutputStream out) {
        try {
            line(
                    out,
                    List.of(
                            Long.toString(number),
                            left.place(),
                            left.folder(),
                            Grades.words(left.bucket()),
                            left.approved() ? "yes" : "no",
                            left.date().map(times::exact).orElse(""),
                            left.from(),
                            left.subject(),
                            left.messageId(),
                            left.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(OutputStream out, List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append(line.isEmpty() ? "" : ",").append(cell(cell));
        }
        out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /// One cell: what acts is visible, what would be a formula begins with an apostrophe.
    static String cell(String fromMail) {
        String plain = Plain.text(fromMail, MOST_CHARACTERS);
        String safe = LATER_FORMULA.matcher(plain).replaceAll("$1'");
        if (!safe.isEmpty() && STARTS_FORMULA.indexOf(safe.charAt(0)) >= 0) {
            safe = "'" + safe;
        }
        boolean quoted = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0 || safe.indexOf(';') >= 0;
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
