package mailtally.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Writes header text that is not ASCII as encoded words (RFC 2047 section 2), folded.
final class EncodedWords {
    /// How a word is written.
    ///
    /// @param charset the charset that is named
    /// @param base64 base64 (`B`) or something like quoted-printable (`Q`)
    record Form(Charset charset, boolean base64) {}

    static final Form UTF_8_BASE64 = new Form(StandardCharsets.UTF_8, true);
    static final Form UTF_8_QUOTED = new Form(StandardCharsets.UTF_8, false);
    static final Form LATIN_1_QUOTED = new Form(StandardCharsets.ISO_8859_1, false);

    /// With `=?utf-8?B?` and `?=` this stays under the 75 characters of RFC 2047 section 2.
    private static final int ENCODED_LIMIT = 56;

    private EncodedWords() {}

    /// The text as it may stand in a header field: as it is where it is printable ASCII.
    static String encode(String text, Form form) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            return text;
        }
        StringBuilder field = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            String longer = word + Character.toString(codePoint);
            if (payload(longer, form).length() > ENCODED_LIMIT) {
                append(field, word.toString(), form);
                word.setLength(0);
            }
            word.appendCodePoint(codePoint);
        }
        append(field, word.toString(), form);
        return field.toString();
    }

    private static void append(StringBuilder field, String word, Form form) {
        field.append(field.isEmpty() ? "" : "\n ")
                .append("=?")
                .append(form.charset().name().toLowerCase(java.util.Locale.ROOT))
                .append(form.base64() ? "?B?" : "?Q?")
                .append(payload(word, form))
                .append("?=");
    }

    private static String payload(String word, Form form) {
        byte[] bytes = word.getBytes(form.charset());
        if (form.base64()) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean plain = Character.isLetterOrDigit(b) && b > 0;
            text.append(plain ? "" + (char) b : b == ' ' ? "_" : "=%02X".formatted(b & 0xff));
        }
        return text.toString();
    }
}
