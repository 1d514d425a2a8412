package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;

/// Bytes as they are, but with every LF or CRLF as one wanted line end.
final class TextLines extends EncodingStream {
    private final byte[] piece = new byte[1 << 13];
    private final boolean crlf;
    private boolean pendingCr;

    TextLines(InputStream source, boolean crlf) {
        super(source);
        this.crlf = crlf;
    }

    @Override
    boolean more(InputStream source) throws IOException {
        int got = source.readNBytes(piece, 0, piece.length);
        for (int i = 0; i < got; i++) {
            byte b = piece[i];
            if (pendingCr && b != '\n') {
                put('\r');
            }
            if (b == '\n' && crlf) {
                put('\r');
            }
            pendingCr = b == '\r';
            if (!pendingCr) {
                put(b);
            }
        }
        if (got == piece.length) {
            return true;
        }
        if (pendingCr) {
            put('\r');
        }
        return false;
    }
}
