package mailtally.store.mbox;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.RegularFile;

/// A stretch of a file in memory that slides from front to back. Positions are the file's.
///
/// Invariants: the array holds the file's bytes `[base, base + filled)`, among them all from the
/// position last given to [#keepFrom]; it never grows beyond [#MOST_BYTES].
final class Window {
    /// How much a caller may keep: the largest message held in memory, and some room to look
    /// around it.
    static final int KEEP_LIMIT_BYTES = MessageBytes.IN_MEMORY_LIMIT_BYTES + (64 << 10);

    private static final int PIECE_BYTES = 256 << 10;
    private static final int FIRST_BYTES = 2 * PIECE_BYTES;
    private static final int MOST_BYTES = KEEP_LIMIT_BYTES + PIECE_BYTES;

    private final FileChannel channel;
    private final long sizeBytes;
    private byte[] bytes;
    private long base;
    private int filled;
    private long keep;

    /// @param start the first position that is wanted
    /// @param sizeBytes where to stop: the length of the file when it was looked at, or less
    Window(FileChannel channel, long start, long sizeBytes) {
        this.channel = channel;
        this.base = start;
        this.keep = start;
        this.sizeBytes = sizeBytes;
        this.bytes = new byte[Math.clamp(sizeBytes - start, 1, FIRST_BYTES)];
    }

    /// The array. It can be another one after [#more].
    byte[] bytes() {
        return bytes;
    }

    /// Where in the array a position is.
    int index(long position) {
        return (int) (position - base);
    }

    /// The position of a place in the array.
    long position(int index) {
        return base + index;
    }

    /// The end of what is in the array, as an index.
    int filled() {
        return filled;
    }

    /// True where the array reaches to the end of the file.
    boolean atEnd() {
        return base + filled == sizeBytes;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /// The byte at a position in the array; before the file's first byte there is an LF, as it
    /// were.
    byte at(long position) {
        return position < 0 ? (byte) '\n' : bytes[index(position)];
    }

    /// True where the array has the byte at a position.
    boolean holds(long position) {
        return position >= base && position < base + filled;
    }

    /// What lies before this position is no longer needed.
    void keepFrom(long position) {
        keep = Math.max(keep, position);
    }

    /// Reads on until `count` bytes from the position are in the array, or the file ends.
    void require(long position, int count) throws UnreadableException {
        while (!atEnd() && base + filled - position < count) {
            more();
        }
    }

    /// Reads one more piece of the file.
    ///
    /// @throws UnreadableException if the file became shorter, or cannot be read
    void more() throws UnreadableException {
        int used = filled - index(keep);
        if (used > bytes.length - bytes.length / 4 && bytes.length < MOST_BYTES) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, MOST_BYTES));
        }
        if (bytes.length - filled < Math.min(PIECE_BYTES, sizeBytes - base - filled)) {
            System.arraycopy(bytes, index(keep), bytes, 0, used);
            base = keep;
            filled = used;
        }
        int part =
                (int)
                        Math.min(
                                Math.min(bytes.length - filled, PIECE_BYTES),
                                sizeBytes - base - filled);
        if (part <= 0) {
            throw new IllegalStateException("more is kept than the window can hold");
        }
        RegularFile.readFully(channel, ByteBuffer.wrap(bytes, filled, part), base + filled);
        filled += part;
    }

    /// Bytes from anywhere in the file, without moving the window.
    byte[] peek(long position, int count) throws UnreadableException {
        int part = Math.clamp(sizeBytes - position, 0, count);
        if (part > 0 && holds(position) && holds(position + part - 1)) {
            return Arrays.copyOfRange(bytes, index(position), index(position) + part);
        }
        byte[] peeked = new byte[part];
        RegularFile.readFully(channel, ByteBuffer.wrap(peeked), position);
        return peeked;
    }
}
