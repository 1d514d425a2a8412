package mailtally.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Sha256;

/// Reads the lines of a part of messages.jsonl, one after the other, with little memory. Used by
/// one thread.
final class LineFile implements Closeable {
    private static final int FIRST_BUFFER_BYTES = 256 << 10;

    private final FileChannel channel;
    private final Optional<MessageDigest> digest;
    private final long endPosition;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private long readTo;
    private int at;
    private int end;
    private int lineFrom;
    private int lineTo;
    private boolean lineEnded;

    private LineFile(FileChannel channel, long from, long to, Optional<MessageDigest> digest) {
        this.channel = channel;
        this.readTo = from;
        this.endPosition = to;
        this.digest = digest;
    }

    /// The lines from `from` on, which must be a line's start, up to `to`.
    static LineFile open(Path file, long from, long to) throws IOException {
        return new LineFile(openChannel(file), from, to, Optional.empty());
    }

    /// All lines, digested on the way.
    static LineFile openDigesting(Path file) throws IOException {
        return new LineFile(openChannel(file), 0, Long.MAX_VALUE, Optional.of(Sha256.newDigest()));
    }

    private static FileChannel openChannel(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /// Goes to the next line. A line over [LineParser#LIMIT_BYTES] comes in pieces.
    boolean next() throws IOException {
        int scanned = at;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    return found(scanned, true);
                }
            }
            if (end - at >= LineParser.LIMIT_BYTES) {
                return found(end, false);
            }
            int behind = scanned - at;
            if (!fill()) {
                return end > at && found(end, false);
            }
            scanned = at + behind;
        }
    }

    /// The array that holds the line, until the next call of [#next].
    byte[] bytes() {
        return buffer;
    }

    int from() {
        return lineFrom;
    }

    /// Behind the line's last byte, without the line end.
    int to() {
        return lineTo;
    }

    /// True where a line end follows the line.
    boolean ended() {
        return lineEnded;
    }

    /// Where the line begins in the file.
    long position() {
        return readTo - (end - lineFrom);
    }

    /// Where the next line begins in the file.
    long nextPosition() {
        return readTo - (end - at);
    }

    /// The digest of all that was read; after the last line.
    Sha256 digest() {
        return Sha256.finish(digest.orElseThrow());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean found(int to, boolean ended) {
        lineFrom = at;
        lineTo = to;
        lineEnded = ended;
        at = ended ? to + 1 : to;
        return true;
    }

    private boolean fill() throws IOException {
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        } else if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int room = (int) Math.min(buffer.length - end, endPosition - readTo);
        if (room <= 0) {
            return false;
        }
        int n = channel.read(ByteBuffer.wrap(buffer, end, room), readTo);
        if (n <= 0) {
            return false;
        }
        int from = end;
        digest.ifPresent(d -> d.update(buffer, from, n));
        end += n;
        readTo += n;
        return true;
    }
}
