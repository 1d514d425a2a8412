package mailtally.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes bytes so that they travel as short ASCII lines (RFC 2045 section 6), with LF.
final class TransferEncoding {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, new byte[] {'\n'});

    private TransferEncoding() {}

    /// Base64 in lines of 76, with a line end between lines and none after the last: as Apple Mail
    /// sends it.
    static String base64(byte[] content) {
        return new String(LINES.encode(content), StandardCharsets.US_ASCII);
    }

    /// Quoted-printable (RFC 2045 section 6.7) of text in octets whose lines end with LF.
    static String quotedPrintable(String octets) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '\n') {
                out.append('\n');
                column = 0;
                continue;
            }
            boolean lineEndsHere = i + 1 == octets.length() || octets.charAt(i + 1) == '\n';
            boolean plain = (c > ' ' && c < 127 && c != '=') || (c == ' ' && !lineEndsHere);
            String piece = plain ? String.valueOf(c) : "=%02X".formatted((int) c);
            if (column + piece.length() > 75) {
                out.append("=\n");
                column = 0;
            }
            out.append(piece);
            column += piece.length();
        }
        return out.toString();
    }
}
