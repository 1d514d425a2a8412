package mailtally.demo.exchange;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What goes to the client. A character is a byte.
final class ImapOutput {
    private final OutputStream out;

    ImapOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    /// A line with its end.
    void line(String line) throws IOException {
        text(line + "\r\n");
    }

    void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void literal(byte[] bytes) throws IOException {
        text("{" + bytes.length + "}\r\n");
        out.write(bytes);
    }

    void flush() throws IOException {
        out.flush();
    }

    /// A string, quoted; what cannot be quoted becomes a literal.
    static String quoted(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return "{" + text.length() + "}\r\n" + text;
    }
}
