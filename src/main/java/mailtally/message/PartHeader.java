package mailtally.message;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The header of a message or part, as far as it says what the parts are. Of a field that may stand
/// once the first counts.
final class PartHeader {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");
    private static final Set<String> KEPT =
            Set.of(
                    "content-type",
                    "content-transfer-encoding",
                    "content-disposition",
                    "x-apple-content-length",
                    "message-id",
                    "date",
                    "from",
                    "subject",
                    "to",
                    "cc",
                    "bcc");

    private final Map<String, List<String>> fields = new HashMap<>();
    private final List<String> strayLines = new ArrayList<>();
    private final InkDigest ink = new InkDigest();
    private boolean hasField;

    /// Takes one field as it lies there, folded, without its last line end.
    void add(byte[] raw) {
        ink.write(raw, 0, raw.length);
        String field = new String(raw, StandardCharsets.ISO_8859_1);
        int colon = field.indexOf(':');
        String name = colon < 0 ? "" : field.substring(0, colon).stripTrailing();
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
            strayLines.add(field);
            return;
        }
        hasField = true;
        String key = name.toLowerCase(Locale.ROOT);
        if (KEPT.contains(key)) {
            fields.computeIfAbsent(key, k -> new ArrayList<>()).add(field.substring(colon + 1));
        }
    }

    /// The digest of all bytes but blanks; asked for once.
    Sha256 ink() {
        return ink.finish();
    }

    /// True where there is at least one header field.
    boolean hasField() {
        return hasField;
    }

    /// What stood in the header and is no field, one character a byte.
    List<String> strayLines() {
        return strayLines;
    }

    /// The values of the fields of that name, one character a byte.
    List<String> values(String name) {
        return fields.getOrDefault(name, List.of());
    }

    private String first(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.get(0);
    }

    private Parameters contentType() {
        return new Parameters(first("content-type"));
    }

    /// Type and subtype in lower case; what stands for it where none, or none that can be read, is
    /// given (RFC 2045 section 5.2).
    String mediaType(String otherwise) {
        if (values("content-type").isEmpty()) {
            return otherwise;
        }
        String type = contentType().value().replace(" ", "");
        return MEDIA_TYPE.matcher(type).matches()
                ? type.substring(0, Math.min(type.length(), Component.MEDIA_TYPE_LIMIT_CHARS))
                : "text/plain";
    }

    String boundary() {
        return contentType().token("boundary");
    }

    /// The charset's name; US-ASCII where none is given (RFC 2045 section 5.2).
    String charset() {
        String name = contentType().token("charset");
        return name.isEmpty() ? "us-ascii" : name;
    }

    /// The content-transfer-encoding as written, without comment; empty for none.
    String transferEncoding() {
        return new Parameters(first("content-transfer-encoding")).value();
    }

    /// The part's file name, NFC; empty for none.
    String fileName() {
        String name = new Parameters(first("content-disposition")).text("filename");
        if (name.isBlank()) {
            name = contentType().text("name");
        }
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /// True for a part that is meant to be saved and not to be shown.
    boolean attachment() {
        return new Parameters(first("content-disposition")).value().equals("attachment")
                || !fileName().isEmpty();
    }

    /// The encoded length of a body that Apple Mail has put elsewhere or never had; -1 for none.
    long appleLength() {
        String length = first("x-apple-content-length").strip();
        return LENGTH.matcher(length).matches() ? Long.parseLong(length) : -1;
    }

    /// True where Apple Mail says that the body is not in the message.
    boolean bodyIsElsewhere() {
        return !values("x-apple-content-length").isEmpty();
    }
}
