package mailtally.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;

/// A part of a file, read piece by piece each time it is asked for. At the end of each reading the
/// file must still be what it was when it was looked at.
final class FileRegion implements MessageBytes {
    private static final int PIECE_BYTES = 256 << 10;

    private final RegularFile file;
    private final long offset;
    private final long lengthBytes;

    FileRegion(RegularFile file, long offset, long lengthBytes) {
        this.file = file;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
    }

    @Override
    public long sizeBytes() {
        return lengthBytes;
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        byte[] piece = new byte[Math.clamp(lengthBytes, 1, PIECE_BYTES)];
        try (InputStream in = open()) {
            int got;
            while ((got = in.read(piece)) >= 0) {
                sink.write(piece, 0, got);
            }
        }
    }

    @Override
    public InputStream open() throws UnreadableException {
        return new RegionStream(file.open());
    }

    private final class RegionStream extends InputStream {
        private final FileChannel channel;
        private long done;
        private boolean checked;

        RegionStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, into.length);
            int part = (int) Math.min(Math.min(length, PIECE_BYTES), lengthBytes - done);
            if (part == 0 && length > 0) {
                if (!checked) {
                    checked = true;
                    file.requireUnchanged();
                }
                return -1;
            }
            RegularFile.readFully(channel, ByteBuffer.wrap(into, from, part), offset + done);
            done += part;
            return part;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
