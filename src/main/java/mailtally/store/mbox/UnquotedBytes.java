package mailtally.store.mbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import mailtally.message.MessageBytes;

/// A large message without the quoting of mboxrd, taken off each time it is read.
record UnquotedBytes(MessageBytes stored, long sizeBytes) implements MessageBytes {
    private static final int PIECE_BYTES = 64 << 10;

    /// Reads the stored form once, to know how long the message is.
    static UnquotedBytes of(MessageBytes stored) throws IOException {
        try (InputStream in = new MboxrdDecoder(stored.open())) {
            return new UnquotedBytes(stored, in.transferTo(OutputStream.nullOutputStream()));
        }
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = open()) {
            int got;
            while ((got = in.read(piece)) >= 0) {
                sink.write(piece, 0, got);
            }
        }
    }

    @Override
    public InputStream open() throws IOException {
        return new MboxrdDecoder(stored.open());
    }
}
