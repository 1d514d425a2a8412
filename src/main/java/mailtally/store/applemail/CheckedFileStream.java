package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import mailtally.message.UnreadableException;

/// A region of a plain file as a stream that notices when the file is not, or no longer, the one
/// that its stamp was taken of. Every trouble is an [UnreadableException]. One thread.
final class CheckedFileStream extends InputStream {
    private final Path file;
    private final FileStamp stamp;
    private final FileChannel channel;
    private long position;
    private final long end;

    /// Opens the region `[from, to)`.
    CheckedFileStream(Path file, FileStamp stamp, long from, long to) throws UnreadableException {
        this.file = file;
        this.stamp = stamp;
        this.position = from;
        this.end = to;
        check();
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UnreadableException("The file cannot be opened: " + Reasons.of(e) + ".", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            check();
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int got;
        try {
            got = channel.read(ByteBuffer.wrap(target, offset, wanted), position);
        } catch (IOException e) {
            throw new UnreadableException("The file cannot be read: " + Reasons.of(e) + ".", e);
        }
        if (got <= 0) {
            throw new UnreadableException("The file became shorter while it was read.");
        }
        position += got;
        return got;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void check() throws UnreadableException {
        try {
            FileStamp now = FileStamp.of(file);
            if (!now.regular() || !now.equals(stamp)) {
                throw new UnreadableException("The file changed while it was read.");
            }
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException("The file is gone or closed: " + Reasons.of(e) + ".", e);
        }
    }
}
