package mailtally.backup;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import mailtally.message.Sha256;

/// File names made of names from mail, safe on macOS, Linux and exFAT and in a BagIt manifest: no
/// control or invisible characters, none of `/ \ : * ? " < > | %`, no dot or blank at either end
/// (a dot inside is fine), no name that Windows keeps for devices, composed (NFC), and short.
public final class SafeName {
    /// The longest name made here, in UTF-8. Room is left for suffixes: file systems take 255.
    static final int LIMIT_BYTES = 180;

    private static final String FORBIDDEN = "/\\:*?\"<>|%";
    private static final Pattern DEVICE =
            Pattern.compile(
                    "(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeName() {}

    /// The safe form of the name; the name itself where it is safe already. Two names can have one
    /// safe form: see [#key].
    public static String of(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        CharsetEncoder system = systemEncoder();
        StringBuilder safe = new StringBuilder();
        composed.codePoints()
                .forEach(c -> safe.appendCodePoint(allowed(c) && encodable(system, c) ? c : '_'));
        if (safe.isEmpty() || DEVICE.matcher(safe).matches()) {
            safe.insert(0, '_');
        }
        if (safe.charAt(0) == '.' || safe.charAt(0) == ' ') {
            safe.setCharAt(0, '_');
        }
        for (int i = safe.length() - 1;
                i >= 0 && (safe.charAt(i) == '.' || safe.charAt(i) == ' '); ) {
            safe.setCharAt(i--, '_');
        }
        return shortened(safe.toString(), name);
    }

    /// Equal for names that some file system takes for one: in any case, composed or not, with or
    /// without characters that are not seen.
    static String key(String name) {
        String folded =
                Normalizer.normalize(name, Normalizer.Form.NFKC)
                        .toUpperCase(Locale.ROOT)
                        .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean allowed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> FORBIDDEN.indexOf(c) < 0;
        };
    }

    /// Under LANG=C Java cannot open a file called Entwürfe.
    private static CharsetEncoder systemEncoder() {
        String name = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.isSupported(name)
                ? Charset.forName(name).newEncoder()
                : StandardCharsets.US_ASCII.newEncoder();
    }

    private static boolean encodable(CharsetEncoder system, int c) {
        return system.canEncode(Character.toString(c));
    }

    private static String shortened(String safe, String name) {
        if (safe.getBytes(StandardCharsets.UTF_8).length <= LIMIT_BYTES) {
            return safe;
        }
        String mark = "~" + shortDigest(name);
        StringBuilder cut = new StringBuilder();
        int bytes = mark.length();
        for (int i = 0; i < safe.length(); ) {
            String one = Character.toString(safe.codePointAt(i));
            bytes += one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LIMIT_BYTES) {
                break;
            }
            cut.append(one);
            i += one.length();
        }
        return cut + mark;
    }

    /// Eight hexadecimal digits that tell one name from another.
    static String shortDigest(String name) {
        return Sha256.digestOf(name.getBytes(StandardCharsets.UTF_16BE)).hex().substring(0, 8);
    }
}
