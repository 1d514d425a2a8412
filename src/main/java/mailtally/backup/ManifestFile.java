package mailtally.backup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import mailtally.message.Sha256;

/// A manifest of a bag, read strictly: lower-case digits, two blanks, a path, a line feed; sorted,
/// each path once. A manifest that is not exactly so is not as it was sealed.
///
/// @param digests by path; what could be read of a damaged one
/// @param strict false where any byte is not of the form
record ManifestFile(Map<String, Sha256> digests, boolean strict) {
    private static final int DIGITS = 64;

    static ManifestFile parse(byte[] content) {
        Map<String, Sha256> digests = new LinkedHashMap<>();
        boolean strict = content.length == 0 || content[content.length - 1] == '\n';
        byte[] before = {};
        int from = 0;
        while (from < content.length) {
            int to = from;
            while (to < content.length && content[to] != '\n') {
                to++;
            }
            byte[] path = path(content, from, to);
            boolean sound =
                    path.length > 0
                            && Arrays.compareUnsigned(before, path) < 0
                            && add(digests, content, from, path);
            strict &= sound;
            before = path;
            from = to + 1;
        }
        return new ManifestFile(digests, strict);
    }

    private static byte[] path(byte[] content, int from, int to) {
        boolean form =
                to - from > DIGITS + 2
                        && content[from + DIGITS] == ' '
                        && content[from + DIGITS + 1] == ' ';
        return form ? Arrays.copyOfRange(content, from + DIGITS + 2, to) : new byte[0];
    }

    private static boolean add(Map<String, Sha256> digests, byte[] content, int from, byte[] path) {
        try {
            String name =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString();
            String hex = new String(content, from, DIGITS, StandardCharsets.US_ASCII);
            return digests.put(name, Sha256.ofHex(hex)) == null;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }
}
