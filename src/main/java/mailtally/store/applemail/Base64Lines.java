package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/// Base64 (RFC 2045 section 6.8) in lines of a given width, with a line end between lines and as
/// many as wanted after the last.
final class Base64Lines extends EncodingStream {
    private static final int PIECE_BYTES = 3 << 14;

    private final byte[] piece = new byte[PIECE_BYTES];
    private final int width;
    private final int trailing;
    private final boolean crlf;
    private int column;

    Base64Lines(InputStream source, int width, int trailing, boolean crlf) {
        super(source);
        this.width = width;
        this.trailing = trailing;
        this.crlf = crlf;
    }

    /// How many bytes the lines have, line ends counted as one byte each.
    static long length(long sizeBytes, int width, int trailing) {
        long characters = Math.multiplyExact(Math.ceilDiv(sizeBytes, 3), 4L);
        return characters == 0 ? trailing : characters + (characters - 1) / width + trailing;
    }

    @Override
    boolean more(InputStream source) throws IOException {
        int got = source.readNBytes(piece, 0, piece.length);
        byte[] coded =
                Base64.getEncoder().encode(got == piece.length ? piece : Arrays.copyOf(piece, got));
        for (int at = 0; at < coded.length; ) {
            if (column == width) {
                lineEnd();
                column = 0;
            }
            int count = Math.min(width - column, coded.length - at);
            put(coded, at, count);
            column += count;
            at += count;
        }
        if (got == piece.length) {
            return true;
        }
        for (int i = 0; i < trailing; i++) {
            lineEnd();
        }
        return false;
    }

    private void lineEnd() {
        if (crlf) {
            put('\r');
        }
        put('\n');
    }
}
