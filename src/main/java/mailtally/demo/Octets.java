package mailtally.demo;

import java.nio.charset.StandardCharsets;

/// Bytes as text: one character for each byte, 0 to 255. Messages are put together from such
/// strings, because mail's text has no one charset.
final class Octets {
    private Octets() {}

    /// The text's bytes in UTF-8.
    static String utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// These bytes.
    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// The bytes of which the octets were made.
    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }
}
