package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;

/// Quoted-printable text (RFC 2045 section 6.7). Encoders differ in where they break a long line;
/// two ways are known here: as late as the width allows, and after the last blank that fits, which
/// is Apple Mail's own way at a width of 74 (a real file is matched byte for byte by it).
final class QuotedPrintableLines extends EncodingStream {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };

    private final byte[] piece = new byte[1 << 13];
    private final int width;
    private final boolean atBlanks;
    private final boolean crlf;
    private final byte[] line;
    private int length;
    private int afterBlank;
    private int pendingCr;
    private int previous = -1;

    /// @param width the longest line, the `=` of a soft break included
    /// @param atBlanks true to break after a blank where one fits
    /// @param crlf true to end lines with CRLF
    QuotedPrintableLines(InputStream source, int width, boolean atBlanks, boolean crlf) {
        super(source);
        this.width = width;
        this.atBlanks = atBlanks;
        this.crlf = crlf;
        this.line = new byte[width + 8];
    }

    @Override
    boolean more(InputStream source) throws IOException {
        int got = source.readNBytes(piece, 0, piece.length);
        for (int i = 0; i < got; i++) {
            take(piece[i] & 0xff);
        }
        if (got == piece.length) {
            return true;
        }
        if (pendingCr > 0) {
            literalCr();
        }
        token(previous, true);
        put(line, 0, length);
        return false;
    }

    /// LF and CRLF are line ends; a CR alone is a byte like any other.
    private void take(int b) {
        if (b == '\n') {
            token(previous, true);
            previous = -1;
            pendingCr = 0;
            put(line, 0, length);
            length = 0;
            afterBlank = 0;
            lineEnd();
            return;
        }
        if (pendingCr > 0) {
            literalCr();
        }
        if (b == '\r') {
            pendingCr = 1;
            return;
        }
        token(previous, false);
        previous = b;
    }

    private void literalCr() {
        token(previous, false);
        previous = '\r';
        pendingCr = 0;
    }

    /// Adds the byte that waits: whether it is the last of its line decides how it is written.
    private void token(int b, boolean last) {
        if (b < 0) {
            return;
        }
        boolean blank = b == ' ' || b == '\t';
        boolean plain = blank ? !last : b > ' ' && b < 127 && b != '=';
        int size = plain ? 1 : 3;
        while (length + size > (last ? width : width - 1)) {
            softBreak();
        }
        if (plain) {
            line[length++] = (byte) b;
        } else {
            line[length++] = '=';
            line[length++] = HEX[b >> 4];
            line[length++] = HEX[b & 0xf];
        }
        if (blank && plain) {
            afterBlank = length;
        }
    }

    private void softBreak() {
        int keep = atBlanks && afterBlank > 0 ? afterBlank : length;
        put(line, 0, keep);
        put('=');
        lineEnd();
        System.arraycopy(line, keep, line, 0, length - keep);
        length -= keep;
        afterBlank = 0;
    }

    private void lineEnd() {
        if (crlf) {
            put('\r');
        }
        put('\n');
    }
}
