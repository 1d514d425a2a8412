package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/// A stream that makes its bytes from another's, a piece at a time. One thread.
abstract class EncodingStream extends InputStream {
    private final InputStream source;
    private byte[] made = new byte[1 << 14];
    private int madeAt;
    private int madeEnd;
    private boolean finished;

    EncodingStream(InputStream source) {
        this.source = source;
    }

    /// Makes some more bytes with [#put]; returns false when there will be none after them.
    abstract boolean more(InputStream source) throws IOException;

    final void put(int b) {
        if (madeEnd == made.length) {
            made = Arrays.copyOf(made, made.length * 2);
        }
        made[madeEnd++] = (byte) b;
    }

    final void put(byte[] bytes, int from, int length) {
        while (madeEnd + length > made.length) {
            made = Arrays.copyOf(made, made.length * 2);
        }
        System.arraycopy(bytes, from, made, madeEnd, length);
        madeEnd += length;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (madeAt == madeEnd) {
            if (finished) {
                return -1;
            }
            madeAt = 0;
            madeEnd = 0;
            finished = !more(source);
        }
        int count = Math.min(length, madeEnd - madeAt);
        System.arraycopy(made, madeAt, target, offset, count);
        madeAt += count;
        return count;
    }

    @Override
    public final void close() throws IOException {
        source.close();
    }
}
