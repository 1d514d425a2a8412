package mailtally.store.mbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import mailtally.message.Sha256;

/// A new file that is written from front to back and digested on the way, and that can be taken
/// back to a mark, digest and all. Used by one thread.
///
/// Invariants: the file on disk holds `flushed` bytes, `digest` has seen exactly those; `used`
/// bytes more wait in the buffer. While a mark is set, `digestAtMark` is present if and only if
/// bytes behind the mark were flushed.
final class DigestedFile implements Closeable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final FileChannel channel;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private MessageDigest digest = Sha256.newDigest();
    private MessageDigest digestAtMark;
    private int used;
    private long flushed;
    private long mark = -1;

    private DigestedFile(FileChannel channel) {
        this.channel = channel;
    }

    /// A new file that only its owner can read.
    static DigestedFile create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return new DigestedFile(
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode));
    }

    /// How long the file is, with what still waits in the buffer.
    long position() {
        return flushed + used;
    }

    void put(int b) throws IOException {
        if (used == BUFFER_BYTES) {
            flush();
        }
        buffer[used++] = (byte) b;
    }

    void put(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (used == BUFFER_BYTES) {
                flush();
            }
            int part = Math.min(left, BUFFER_BYTES - used);
            System.arraycopy(bytes, from, buffer, used, part);
            used += part;
            from += part;
            left -= part;
        }
    }

    /// Remembers this position, for [#rollback]. There is one mark at a time.
    void mark() {
        mark = position();
        digestAtMark = null;
    }

    /// Forgets the mark.
    void release() {
        mark = -1;
        digestAtMark = null;
    }

    /// Takes the file back to the mark and forgets the mark.
    void rollback() throws IOException {
        if (digestAtMark == null) {
            used = (int) (mark - flushed);
        } else {
            used = 0;
            flushed = mark;
            digest = digestAtMark;
            channel.truncate(mark);
            channel.position(mark);
        }
        release();
    }

    /// The digest of the whole file so far.
    Sha256 sha256() {
        MessageDigest copy = copyOf(digest);
        copy.update(buffer, 0, used);
        return Sha256.finish(copy);
    }

    /// Writes what waits in the buffer, and waits until the disk has it all.
    void sync() throws IOException {
        flush();
        channel.force(true);
    }

    /// Closes the file. What waits in the buffer is lost: see [#sync].
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void flush() throws IOException {
        int seen = 0;
        if (mark >= 0 && digestAtMark == null && mark < flushed + used) {
            seen = (int) (mark - flushed);
            digest.update(buffer, 0, seen);
            digestAtMark = copyOf(digest);
        }
        digest.update(buffer, seen, used - seen);
        ByteBuffer out = ByteBuffer.wrap(buffer, 0, used);
        flushed += used;
        used = 0;
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's SHA-256 cannot be copied", e);
        }
    }
}
