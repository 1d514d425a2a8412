package mailtally.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A stream whose bytes also go to a watcher, as they are read. Closing it does nothing.
final class WatchedStream extends InputStream {
    private final InputStream in;
    private final OutputStream watcher;
    private long count;

    WatchedStream(InputStream in, OutputStream watcher) {
        this.in = in;
        this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        if (got > 0) {
            watcher.write(bytes, offset, got);
            count += got;
        }
        return got;
    }

    /// Reads to the end, for the watcher's sake.
    void drain() throws IOException {
        transferTo(OutputStream.nullOutputStream());
    }

    /// How many bytes were read.
    long count() {
        return count;
    }
}
