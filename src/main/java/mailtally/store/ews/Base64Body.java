package mailtally.store.ews;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import mailtally.message.MessageBytes;
import mailtally.store.server.WebBody;

/// A message on its way to a server, as base64 (RFC 4648 section 4): an LF without CR gets its CR,
/// nothing else changes. Read piece by piece.
final class Base64Body implements WebBody {
    private final MessageBytes message;
    private final long wireBytes;

    private Base64Body(MessageBytes message, long wireBytes) {
        this.message = message;
        this.wireBytes = wireBytes;
    }

    /// Counts what will be sent.
    ///
    /// @throws IOException what reading the bytes threw
    static Base64Body of(MessageBytes message) throws IOException {
        long bytes = 0;
        byte last = 0;
        byte[] piece = new byte[Wire.PIECE];
        try (InputStream in = message.open()) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                bytes += got;
                for (int i = 0; i < got; i++) {
                    bytes += piece[i] == '\n' && last != '\r' ? 1 : 0;
                    last = piece[i];
                }
            }
        }
        return new Base64Body(message, bytes);
    }

    /// How many bytes the message has on the wire, before base64.
    long wireBytes() {
        return wireBytes;
    }

    @Override
    public long length() {
        return (wireBytes + 2) / 3 * 4;
    }

    @Override
    public InputStream open() throws IOException {
        return new Wire(message.open());
    }

    private static final class Wire extends InputStream {
        private static final int PIECE = 12 << 10;

        private final InputStream in;
        private final byte[] raw = new byte[PIECE];

        /// What is not yet encoded: each byte of a piece may get a CR, and two may be left over.
        private final byte[] wire = new byte[2 * PIECE + 2];

        private int held;
        private byte last;
        private byte[] encoded = new byte[0];
        private int at;
        private boolean ended;

        Wire(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            while (at == encoded.length) {
                if (ended) {
                    return -1;
                }
                fill();
            }
            int some = Math.min(length, encoded.length - at);
            System.arraycopy(encoded, at, into, offset, some);
            at += some;
            return some;
        }

        private void fill() throws IOException {
            int got = in.read(raw);
            ended = got < 0;
            for (int i = 0; i < got; i++) {
                if (raw[i] == '\n' && last != '\r') {
                    wire[held++] = '\r';
                }
                last = raw[i];
                wire[held++] = last;
            }
            int whole = ended ? held : held - held % 3;
            encoded = Base64.getEncoder().encode(Arrays.copyOf(wire, whole));
            at = 0;
            System.arraycopy(wire, whole, wire, 0, held - whole);
            held -= whole;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
