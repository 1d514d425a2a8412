package mailtally.demo.exchange;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A word that tells a message from others: for what a mailbox makes up.
final class StoredMark {
    private static final int CHARS = 32;

    private StoredMark() {}

    /// Letters and digits, the same for the same bytes.
    static String of(byte[] mime) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(mime);
            return HexFormat.of().formatHex(digest).substring(0, CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
