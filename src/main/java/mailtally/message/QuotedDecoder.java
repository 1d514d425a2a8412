package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// Quoted-printable (RFC 2045 section 6.7). A line break is decoded as CRLF, whatever stands in the
/// file; blanks at the end of a line are dropped, as rule 3 has it; lines longer than 76 characters
/// are read. Where the body is all of a message, line breaks at its very end are dropped, since
/// stores add and take them.
///
/// Refused: bytes outside printable ASCII, a CR that ends no line, `=` before anything but two
/// hexadecimal digits (lower case is read) or a line end.
final class QuotedDecoder extends TransferDecoder {
    /// More blanks than this at the end of a line are refused: nobody writes them, and they would
    /// have to be kept.
    private static final int BLANKS_LIMIT = 4096;

    private enum State {
        TEXT,
        /// After blanks, `\r` or both: a line end may follow.
        BLANKS,
        /// After `=`.
        EQUALS,
        /// After `=` and one digit.
        DIGIT,
        /// After `=` and a blank or CR: only a line end may follow.
        SOFT_BREAK
    }

    private final byte[] output = new byte[8192];
    private int outputLength;
    private final byte[] blanks = new byte[BLANKS_LIMIT];
    private int blankCount;
    private boolean sawReturn;
    private long breaks;
    private int high;
    private State state = State.TEXT;

    private final boolean wholeBody;

    QuotedDecoder(OutputStream next, boolean wholeBody) {
        super(next);
        this.wholeBody = wholeBody;
    }

    @Override
    void decode(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length && !failed(); i++) {
            step(bytes[i]);
        }
        drain();
    }

    private void step(byte b) throws IOException {
        switch (state) {
            case TEXT -> text(b);
            case BLANKS -> blanks(b);
            case EQUALS -> {
                high = Character.digit(b, 16);
                if (high >= 0) {
                    state = State.DIGIT;
                } else {
                    softBreak(b);
                }
            }
            case DIGIT -> {
                int low = Character.digit(b, 16);
                if (low < 0) {
                    fail();
                } else {
                    state = State.TEXT;
                    emit((byte) (high << 4 | low));
                }
            }
            case SOFT_BREAK -> softBreak(b);
        }
    }

    private void text(byte b) throws IOException {
        if (b == '\n') {
            breaks++;
        } else if (b == ' ' || b == '\t' || b == '\r') {
            blankCount = 0;
            sawReturn = false;
            state = State.BLANKS;
            blanks(b);
        } else if (b == '=') {
            state = State.EQUALS;
        } else if (b > ' ' && b < 0x7f) {
            emit(b);
        } else {
            fail();
        }
    }

    private void blanks(byte b) throws IOException {
        if (b == '\n') {
            breaks++;
            state = State.TEXT;
        } else if (b == '\r') {
            sawReturn = true;
        } else if (sawReturn) {
            fail();
        } else if (b == ' ' || b == '\t') {
            if (blankCount == BLANKS_LIMIT) {
                fail();
                return;
            }
            blanks[blankCount++] = b;
        } else {
            for (int i = 0; i < blankCount; i++) {
                emit(blanks[i]);
            }
            state = State.TEXT;
            text(b);
        }
    }

    private void softBreak(byte b) {
        if (b == '\n') {
            state = State.TEXT;
        } else if (b == ' ' || b == '\t' || b == '\r') {
            state = State.SOFT_BREAK;
        } else {
            fail();
        }
    }

    private void emit(byte b) throws IOException {
        emitBreaks();
        put(b);
    }

    private void emitBreaks() throws IOException {
        for (; breaks > 0; breaks--) {
            put((byte) '\r');
            put((byte) '\n');
        }
    }

    private void put(byte b) throws IOException {
        if (outputLength == output.length) {
            drain();
        }
        output[outputLength++] = b;
    }

    private void drain() throws IOException {
        next.write(output, 0, outputLength);
        outputLength = 0;
    }

    @Override
    void finish() throws IOException {
        if (state == State.DIGIT) {
            fail();
        } else if (!wholeBody) {
            emitBreaks();
            drain();
        }
    }
}
