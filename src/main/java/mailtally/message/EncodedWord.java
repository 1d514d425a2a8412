package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// One encoded word of a header (RFC 2047 section 2), read strictly: a charset we know, no blank
/// inside, no character that its encoding does not allow. Words longer than the 75 characters of
/// the standard are met in the wild and are read.
///
/// @param start where it begins in the header's value
/// @param end where it ends, exclusive
/// @param bytes what it encodes, one character a byte
record EncodedWord(int start, int end, Charset charset, String bytes) {
    /// What stands in the value at `start`, where that is an encoded word.
    static Optional<EncodedWord> at(String value, int start) {
        int charsetEnd = tokenEnd(value, start + 2, 80);
        int encodingAt = charsetEnd + 1;
        int textAt = charsetEnd + 3;
        if (charsetEnd < 0 || textAt > value.length() || value.charAt(encodingAt + 1) != '?') {
            return Optional.empty();
        }
        int textEnd = tokenEnd(value, textAt, value.length());
        if (textEnd < 0 || textEnd + 1 >= value.length() || value.charAt(textEnd + 1) != '=') {
            return Optional.empty();
        }
        String name = value.substring(start + 2, charsetEnd);
        int language = name.indexOf('*'); // RFC 2231 section 5
        Optional<Charset> charset =
                MailCharset.named(language < 0 ? name : name.substring(0, language));
        String text = value.substring(textAt, textEnd);
        Optional<String> bytes =
                switch (value.charAt(encodingAt)) {
                    case 'q', 'Q' -> quoted(text);
                    case 'b', 'B' -> base64(text);
                    default -> Optional.empty();
                };
        if (charset.isEmpty() || bytes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EncodedWord(start, textEnd + 2, charset.get(), bytes.get()));
    }

    /// The place of the next `?`, or -1 where a blank, a control or too many characters come first.
    private static int tokenEnd(String value, int from, int longest) {
        long end = Math.min(value.length(), (long) from + longest);
        for (int i = from; i < end; i++) {
            char c = value.charAt(i);
            if (c == '?') {
                return i;
            }
            if (c <= ' ' || c >= 0x7f) {
                return -1;
            }
        }
        return -1;
    }

    private static Optional<String> base64(String text) {
        if (text.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder forgives bits that stand for nothing.
            return Base64.getEncoder().encodeToString(bytes).equals(text)
                    ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=') {
                if (i + 2 >= text.length()) {
                    return Optional.empty();
                }
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c == '_' ? ' ' : c);
            }
        }
        return Optional.of(bytes.toString(StandardCharsets.ISO_8859_1));
    }
}
