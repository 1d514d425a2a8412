package mailtally.testing.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/// A message as a server holds it.
///
/// @param folder levels joined by `/`, in Unicode
/// @param sha256 of the bytes as IMAP hands them out: every line ends in CRLF
/// @param flags without `\Recent`
/// @param internalDate in whole seconds
public record StoredMessage(String folder, String sha256, Set<String> flags, Instant internalDate)
        implements Comparable<StoredMessage> {
    public StoredMessage {
        flags = java.util.Collections.unmodifiableSet(new TreeSet<>(flags));
    }

    /// The digest of these bytes, each bare LF read as CRLF.
    public static String digest(byte[] message) {
        try {
            byte[] lines =
                    new String(message, StandardCharsets.ISO_8859_1)
                            .replaceAll("(?<!\r)\n", "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(lines));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int compareTo(StoredMessage other) {
        return Comparator.comparing(StoredMessage::folder)
                .thenComparing(StoredMessage::sha256)
                .thenComparing(StoredMessage::internalDate)
                .thenComparing(message -> message.flags().toString())
                .compare(this, other);
    }
}
