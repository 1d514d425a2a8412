package mailtally.message;

import java.io.OutputStream;
import java.security.MessageDigest;

/// Digests bytes as they are and, from the first NUL on, also with each NUL as 0x80, as Dovecot
/// hands it out over IMAP. Used by one thread at a time.
final class WireLane extends OutputStream {
    private static final byte NUL_ON_THE_WIRE = (byte) 0x80;

    private final MessageDigest plain = Sha256.newDigest();
    private MessageDigest wire;

    /// Both digests of what was written; alike where there was no NUL.
    record Sums(Sha256 plain, Sha256 wire) {}

    void reset() {
        plain.reset();
        wire = null;
    }

    /// The digests; ready for the next message afterwards.
    Sums take() {
        Sha256 plainSum = Sha256.finish(plain);
        Sha256 wireSum = wire == null ? plainSum : Sha256.finish(wire);
        reset();
        return new Sums(plainSum, wireSum);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int nul = Bytes.indexOf(bytes, offset, end, (byte) 0);
        if (nul < end && wire == null) {
            wire = copyOf(plain);
        }
        plain.update(bytes, offset, length);
        if (wire != null) {
            byte[] changed = java.util.Arrays.copyOfRange(bytes, offset, end);
            for (int i = nul - offset; i < length; i++) {
                changed[i] = changed[i] == 0 ? NUL_ON_THE_WIRE : changed[i];
            }
            wire.update(changed);
        }
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java cannot copy a SHA-256", e);
        }
    }
}
