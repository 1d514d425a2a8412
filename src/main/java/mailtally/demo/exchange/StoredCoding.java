package mailtally.demo.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// Transfer encodings and charsets, strictly: what is not clean does not decode.
final class StoredCoding {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII));

    private StoredCoding() {}

    /// The bytes of a body, if it is one in this encoding.
    static Optional<byte[]> decoded(String body, String encoding) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary" -> Optional.of(octets(body));
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> base64(String body) {
        try {
            String digits = body.replace("\r\n", "");
            return digits.length() % 4 == 0
                    ? Optional.of(Base64.getDecoder().decode(octets(digits)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> quotedPrintable(String body) {
        if (!cleanQuotedPrintable(body)) {
            return Optional.empty();
        }
        try (InputStream in = MimeUtility.decode(new Typed(body), "quoted-printable")) {
            return Optional.of(in.readAllBytes());
        } catch (MessagingException | IOException e) {
            return Optional.empty();
        }
    }

    /// Only what an encoder makes: blanks at the end of a line are of no encoder's making (RFC 2045
    /// section 6.7).
    private static boolean cleanQuotedPrintable(String body) {
        int at = 0;
        while (at < body.length()) {
            char c = body.charAt(at);
            boolean lineEnd = body.startsWith("\r\n", at);
            boolean blankAtEnd =
                    (c == ' ' || c == '\t')
                            && (at + 1 == body.length() || body.startsWith("\r\n", at + 1));
            if (lineEnd) {
                at += 2;
            } else if (c == '=' && body.startsWith("\r\n", at + 1)) {
                at += 3;
            } else if (c == '=') {
                if (at + 3 > body.length()
                        || Character.digit(body.charAt(at + 1), 16) < 0
                        || Character.digit(body.charAt(at + 2), 16) < 0) {
                    return false;
                }
                at += 3;
            } else if (blankAtEnd || c > '~' || (c < ' ' && c != '\t')) {
                return false;
            } else {
                at++;
            }
        }
        return true;
    }

    /// A body of these bytes, in `base64` or `quoted-printable`.
    static String encoded(byte[] bytes, String encoding) {
        if (encoding.equals("base64")) {
            return LINES.encodeToString(bytes) + (bytes.length == 0 ? "" : "\r\n");
        }
        Octets body = new Octets(bytes.length);
        try (OutputStream out = MimeUtility.encode(body, "quoted-printable")) {
            out.write(bytes);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
        return body.text.toString();
    }

    /// What the decoder reads byte by byte, without a lock for each.
    private static final class Typed extends InputStream {
        private final String octets;
        private int at;

        Typed(String octets) {
            this.octets = octets;
        }

        @Override
        public int read() {
            return at < octets.length() ? octets.charAt(at++) : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int portion = Math.min(length, octets.length() - at);
            for (int i = 0; i < portion; i++) {
                into[offset + i] = (byte) octets.charAt(at++);
            }
            return portion == 0 && length > 0 ? -1 : portion;
        }
    }

    /// Takes what the encoder writes byte by byte, without a lock for each.
    private static final class Octets extends OutputStream {
        private final StringBuilder text;

        Octets(int expected) {
            text = new StringBuilder(expected + expected / 8);
        }

        @Override
        public void write(int b) {
            text.append((char) (b & 0xff));
        }
    }

    /// The text, if each byte is one of this charset's and Java knows it.
    static Optional<String> text(byte[] bytes, String charset) {
        try {
            return Optional.of(
                    Charset.forName(charset.strip())
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException
                | IllegalCharsetNameException
                | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    static byte[] octets(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String octets(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
