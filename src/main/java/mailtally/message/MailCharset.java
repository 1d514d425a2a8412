package mailtally.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Charsets as mail names them (RFC 2046 section 4.1.2), read strictly: a byte that stands for
/// nothing is an error, never a replacement character.
final class MailCharset {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Map<String, Charset> USUAL =
            Map.of(
                    "us-ascii", StandardCharsets.US_ASCII,
                    "utf-8", StandardCharsets.UTF_8,
                    "iso-8859-1", StandardCharsets.ISO_8859_1,
                    "windows-1252", WINDOWS_1252);

    private MailCharset() {}

    /// The charset of that name, where this Java knows it. Charset.forName is not asked: it looks
    /// for plug-ins each time a name is unknown, and a header may hold a hundred thousand.
    static Optional<Charset> named(String name) {
        String bare = name.strip().toLowerCase(Locale.ROOT);
        Charset usual = USUAL.get(bare);
        return Optional.ofNullable(usual != null ? usual : All.BY_NAME.get(bare));
    }

    /// Every charset under every name; made when an unusual one is first met.
    private static final class All {
        static final Map<String, Charset> BY_NAME = new HashMap<>();

        static {
            for (Charset charset : Charset.availableCharsets().values()) {
                BY_NAME.putIfAbsent(charset.name().toLowerCase(Locale.ROOT), charset);
                for (String alias : charset.aliases()) {
                    BY_NAME.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
                }
            }
        }
    }

    /// A decoder that reports every error.
    static CharsetDecoder strictDecoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// The text, or nothing where a byte stands for nothing.
    static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(strictDecoder(charset).decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// A header's bytes, one character each, as text: ASCII as it is, else UTF-8 (RFC 6532), else
    /// windows-1252, in which the five bytes that stand for nothing are left alone.
    static String undeclared(String latin1) {
        boolean ascii = latin1.chars().allMatch(c -> c < 0x80);
        if (ascii || latin1.chars().anyMatch(c -> c > 0xff)) {
            return latin1;
        }
        return decode(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .orElseGet(() -> windows1252(latin1));
    }

    /// Each byte a character; none is lost.
    static String windows1252(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder(latin1);
        String read = new String(bytes, WINDOWS_1252);
        for (int i = 0; i < read.length(); i++) {
            if (read.charAt(i) != '\uFFFD') {
                text.setCharAt(i, read.charAt(i));
            }
        }
        return text.toString();
    }
}
