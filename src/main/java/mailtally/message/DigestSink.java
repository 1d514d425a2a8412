package mailtally.message;

import java.io.OutputStream;
import java.security.MessageDigest;

/// Digests what it gets and counts it.
final class DigestSink extends OutputStream {
    private final MessageDigest digest = Sha256.newDigest();
    private long sizeBytes;

    @Override
    public void write(int b) {
        digest.update((byte) b);
        sizeBytes++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        sizeBytes += length;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// The digest of all bytes so far; starts anew, but for the count.
    Sha256 finish() {
        return Sha256.finish(digest);
    }
}
