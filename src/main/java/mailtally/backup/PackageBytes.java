package mailtally.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;
import mailtally.message.Sha256;

/// A package's mbox file, read once from front to back in large pieces, and digested as a whole on
/// the way. Used by one thread.
///
/// Invariants: `buffer[at, end)` was read and not yet consumed; the digest has seen every byte that
/// was read.
final class PackageBytes implements Closeable {
    private static final int BUFFER_BYTES = 512 << 10;

    /// A separator line fits in.
    private static final int LEAST_BUFFER_BYTES = 4 << 10;

    private final FileChannel channel;
    private final byte[] buffer;
    private final MessageDigest whole = Sha256.newDigest();
    private final MessageDigest message = Sha256.newDigest();
    private final Unquoting unquoting = new Unquoting();
    private int at;
    private int end;
    private long consumed;

    private PackageBytes(FileChannel channel, int bufferBytes) {
        this.channel = channel;
        this.buffer = new byte[bufferBytes];
    }

    static PackageBytes open(Path file) throws IOException {
        return open(file, BUFFER_BYTES);
    }

    /// Opens the file to read not more than so much of it.
    static PackageBytes open(Path file, long wantedBytes) throws IOException {
        return new PackageBytes(
                FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                Math.clamp(wantedBytes, LEAST_BUFFER_BYTES, BUFFER_BYTES));
    }

    /// How many bytes were consumed.
    long position() {
        return consumed;
    }

    /// How long the file is.
    long sizeBytes() throws IOException {
        return channel.size();
    }

    /// Goes on reading at another place. There is no digest of the whole from then on.
    void seek(long position) throws IOException {
        long behind = position - consumed;
        if (behind >= 0 && behind <= end - at) {
            advance((int) behind);
            return;
        }
        channel.position(position);
        at = 0;
        end = 0;
        consumed = position;
    }

    /// Consumes these bytes if they come next.
    boolean consume(byte[] expected) throws IOException {
        if (!available(expected.length)) {
            return false;
        }
        int to = at + expected.length;
        if (!java.util.Arrays.equals(buffer, at, to, expected, 0, expected.length)) {
            return false;
        }
        advance(expected.length);
        return true;
    }

    /// Consumes so many bytes, and answers the digest of the message whose stored form they are.
    /// What is missing at the end of the file is left out.
    Sha256 message(long lengthBytes) throws IOException {
        pieces(lengthBytes, message::update);
        return Sha256.finish(message);
    }

    /// Consumes so many bytes of stored form, and passes the message on.
    ///
    /// @return false if the file ends before that
    boolean pieces(long lengthBytes, Unquoting.Pieces out) throws IOException {
        long left = lengthBytes;
        beginMessage();
        while (left > 0) {
            long taken = piece(left, out);
            left -= taken;
            if (taken == 0) {
                return false;
            }
        }
        return true;
    }

    /// What is consumed next is a message's first byte.
    void beginMessage() {
        unquoting.restart();
    }

    /// Consumes the next piece of a message's stored form, and passes the message on.
    ///
    /// @param left how much of the message is left
    /// @return how many bytes were consumed; 0 at the end of the file
    long piece(long left, Unquoting.Pieces out) throws IOException {
        available((int) Math.min(left, buffer.length));
        int window = (int) Math.min(left, end - at);
        boolean last = window == left || window < buffer.length;
        int taken = unquoting.pass(buffer, at, at + window, last, out) - at;
        advance(taken);
        return taken;
    }

    /// Consumes what is left, and answers the digest of the whole file.
    Sha256 wholeDigest() throws IOException {
        do {
            advance(end - at);
        } while (available(1));
        return Sha256.finish(whole);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void advance(int bytes) {
        at += bytes;
        consumed += bytes;
    }

    /// Reads on until so many bytes are in the buffer, if the file has them.
    private boolean available(int bytes) throws IOException {
        if (end - at >= bytes) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        while (end < buffer.length) {
            int n = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
            if (n <= 0) {
                break;
            }
            whole.update(buffer, end, n);
            end += n;
        }
        return end >= bytes;
    }
}
