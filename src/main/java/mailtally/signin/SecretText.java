package mailtally.signin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The first line of some bytes as a secret. What is wrong is said without the bytes.
final class SecretText {
    /// Longer than any password or token, shorter than a file that was named by mistake.
    static final int MOST_BYTES = 64 << 10;

    private static final char BYTE_ORDER_MARK = 0xFEFF;

    private SecretText() {}

    /// The first line without its line end, which may be CR LF.
    ///
    /// @throws UnusableException if it is no password
    static String password(byte[] bytes) throws UnusableException {
        String line = line(bytes);
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new UnusableException("a control character, such as NUL, stands in it");
        }
        return line;
    }

    /// The first line, which must be visible ASCII (RFC 6750 section 2.1).
    ///
    /// @throws UnusableException if it is no token
    static String token(byte[] bytes) throws UnusableException {
        String line = line(bytes).strip();
        if (line.isEmpty() || line.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new UnusableException("it is no access token: other than visible ASCII is in it");
        }
        return line;
    }

    private static String line(byte[] bytes) throws UnusableException {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end > MOST_BYTES) {
            throw new UnusableException("its first line is longer than 64 KiB");
        }
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        String line;
        try {
            line =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, end)))
                            .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableException("it is no UTF-8");
        }
        if (!line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            throw new UnusableException(
                    "it begins with a byte order mark. Save it as UTF-8 without one");
        }
        if (line.isEmpty()) {
            throw new UnusableException("its first line is empty");
        }
        return line;
    }

    /// Why something is no secret: part of a sentence, with nothing of the secret in it.
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String why) {
            super(why);
        }
    }
}
