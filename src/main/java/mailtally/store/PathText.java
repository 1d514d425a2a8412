package mailtally.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Paths as text and back, without losing a byte: file names on disk need not be UTF-8.
public final class PathText {
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._~-]+");

    private PathText() {}

    /// The path relative to its root, in ASCII: percent-encoded as in a URI (RFC 3986 section 2.1),
    /// byte by byte.
    public static String encode(Path root, Path path) {
        Path relative = root.relativize(path);
        StringBuilder text = new StringBuilder();
        for (Path name : relative) {
            text.append(text.isEmpty() ? "" : "/").append(rawName(name));
        }
        return text.toString();
    }

    /// The path of which [#encode] made this text.
    public static Path decode(Path root, String text) {
        return Path.of(
                java.net.URI.create(root.toUri().toString().replaceAll("/+$", "") + "/" + text));
    }

    /// A file's name as a person reads it. Bytes that are no UTF-8 stand as `%FF`; a percent sign
    /// that could be mistaken for one stands as `%25` in such a name only.
    public static String display(Path name) {
        String raw = rawName(name.getFileName());
        byte[] bytes = percentDecode(raw);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return partlyDecoded(bytes);
        }
    }

    private static String rawName(Path name) {
        String plain = name.toString();
        if (UNRESERVED.matcher(plain).matches()) {
            return plain; // by far the most; the URI below asks the file system
        }
        String uri = name.toAbsolutePath().toUri().getRawPath();
        // A name that is an existing folder ends in a slash here.
        String trimmed = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    private static byte[] percentDecode(String raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }

    /// ASCII as it is, valid UTF-8 sequences decoded, all else as `%FF`.
    private static String partlyDecoded(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length; ) {
            int length = sequenceLength(bytes, i);
            if (length == 0) {
                text.append(String.format("%%%02X", bytes[i] & 0xff));
                i++;
            } else {
                String one = new String(bytes, i, length, StandardCharsets.UTF_8);
                text.append(one.equals("%") ? "%25" : one);
                i += length;
            }
        }
        return text.toString();
    }

    private static int sequenceLength(byte[] bytes, int at) {
        for (int length = 1; length <= 4 && at + length <= bytes.length; length++) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length));
                return length;
            } catch (CharacterCodingException e) {
                // try a longer sequence
            }
        }
        return 0;
    }
}
