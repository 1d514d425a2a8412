package mailtally.store.applemail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;

/// A message as a row of segments, each read from where it lies: a region of a file, bytes in
/// memory, an attachment encoded on the way. Nothing is held in memory but a buffer. One thread.
final class SegmentBytes implements MessageBytes {
    private static final int BUFFER_BYTES = 1 << 16;

    /// Opens a segment's bytes; what cannot be read is an [UnreadableException].
    interface Opener {
        InputStream open() throws IOException;
    }

    /// @param sizeBytes exactly how many bytes the opened stream yields
    record Segment(long sizeBytes, Opener opener) {
        static Segment of(byte[] array, int offset, int length) {
            return new Segment(length, () -> new ByteArrayInputStream(array, offset, length));
        }

        static Segment of(Path file, FileStamp stamp, long from, long to) {
            return new Segment(to - from, () -> new CheckedFileStream(file, stamp, from, to));
        }
    }

    private final List<Segment> segments;
    private final long sizeBytes;

    SegmentBytes(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        long total = 0;
        for (Segment segment : segments) {
            total = Math.addExact(total, segment.sizeBytes());
        }
        this.sizeBytes = total;
    }

    /// One region of a file.
    static SegmentBytes ofFile(Path file, FileStamp stamp, long from, long to) {
        return new SegmentBytes(List.of(Segment.of(file, stamp, from, to)));
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = open()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                sink.write(buffer, 0, got);
            }
        }
    }

    @Override
    public InputStream open() throws IOException {
        return new Joined(segments.iterator());
    }

    /// The segments one after the other; each must yield exactly as many bytes as it promised.
    private static final class Joined extends InputStream {
        private final Iterator<Segment> rest;
        private InputStream current = InputStream.nullInputStream();
        private long left;

        Joined(Iterator<Segment> rest) {
            this.rest = rest;
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
            while (true) {
                int got = current.read(target, offset, length);
                if (got > 0) {
                    left -= got;
                    return got;
                }
                current.close();
                if (left != 0) {
                    throw new UnreadableException("An attachment changed while it was read.");
                }
                if (!rest.hasNext()) {
                    current = InputStream.nullInputStream();
                    return -1;
                }
                next();
            }
        }

        private void next() throws IOException {
            Segment segment = rest.next();
            current = segment.opener().open();
            left = segment.sizeBytes();
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
