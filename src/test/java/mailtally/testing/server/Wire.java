package mailtally.testing.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines and literals of IMAP and POP3, byte for byte: a character is a byte.
final class Wire {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)(\\+?)\\}\r?\n$");

    /// A literal that a line announces at its end.
    ///
    /// @param waits whether its sender waits for `+` (RFC 9051 section 4.3)
    record Literal(long length, boolean waits) {}

    private Wire() {}

    /// The next line with its end; what there is of it at the stream's end; null after that.
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.ISO_8859_1);
    }

    /// The literal at the end of this line, or null.
    static Literal literal(String line) {
        Matcher end =
                LITERAL.matcher(line.length() > 40 ? line.substring(line.length() - 40) : line);
        return end.find()
                ? new Literal(Long.parseLong(end.group(1)), end.group(2).isEmpty())
                : null;
    }

    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String octets(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Without the line's end.
    static String bare(String line) {
        return line.replaceFirst("\r?\n$", "");
    }
}
