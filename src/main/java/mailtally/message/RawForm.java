package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// A message's raw form, made as its bytes pass: every `\r*\n` becomes `\n`, and the run of CR and
/// LF at the very end becomes exactly one `\n`. A CR elsewhere stays. Making the raw form of a raw
/// form changes nothing.
///
/// Bytes come in by [#write] in any portions and go on to the stream given; [#finish] ends the
/// message and makes this ready for the next one. Used by one thread at a time.
public final class RawForm extends OutputStream {
    private static final int OUTPUT_BYTES = 64 << 10;

    private final OutputStream next;
    private final byte[] output = new byte[OUTPUT_BYTES];
    private int outputLength;

    // What came last and has not gone on yet is always (\r*\n)^newlines \r^returns.
    private long newlines;
    private long returns;

    private boolean sawLf;
    private boolean sawCrLf;
    private boolean sawRun;
    private long newlinesAtEnd;
    private boolean returnsAtEnd;

    /// A raw form that goes on to `next`.
    public RawForm(OutputStream next) {
        this.next = next;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            byte first = bytes[at];
            if (first == '\r') {
                returns++;
                at++;
            } else if (first == '\n') {
                newline();
                at++;
            } else {
                at = line(bytes, at, end);
            }
        }
    }

    /// Forgets a message that was not finished.
    void reset() {
        outputLength = 0;
        newlines = 0;
        returns = 0;
        takeLineEnds();
    }

    /// Ends the message: the rest goes on, and one `\n`.
    public void finish() throws IOException {
        newlinesAtEnd = newlines;
        returnsAtEnd = returns > 0;
        newlines = 0;
        returns = 0;
        emit((byte) '\n', 1);
        drain();
    }

    /// How the lines of the message that was finished ended; forgets it.
    LineEnds takeLineEnds() {
        LineEnds seen =
                sawRun || returnsAtEnd || (sawLf && sawCrLf)
                        ? LineEnds.MIXED
                        : sawCrLf ? LineEnds.CRLF : LineEnds.LF;
        sawLf = false;
        sawCrLf = false;
        sawRun = false;
        returnsAtEnd = false;
        return seen;
    }

    /// How many line ends closed the message that was finished.
    long finalNewlines() {
        return newlinesAtEnd;
    }

    private void newline() {
        sawLf |= returns == 0;
        sawCrLf |= returns == 1;
        sawRun |= returns > 1;
        returns = 0;
        newlines++;
    }

    /// Something that is no line end, up to the next CR: a line of a message with CRLF, or all
    /// lines of one with LF at once.
    ///
    /// @return where it ended
    private int line(byte[] bytes, int from, int end) throws IOException {
        emit((byte) '\n', newlines);
        emit((byte) '\r', returns);
        newlines = 0;
        returns = 0;
        int to = Bytes.indexOfLineEnd(bytes, from, end);
        int last = to;
        if (to < end && bytes[to] == '\n') {
            sawLf = true;
            to = Bytes.indexOf(bytes, to, end, (byte) '\r');
            last = to;
            while (bytes[last - 1] == '\n') {
                last--; // these wait, since the message may end here
            }
            newlines = (long) to - last;
        }
        emit(bytes, from, last);
        return to;
    }

    private void emit(byte b, long times) throws IOException {
        for (long left = times; left > 0; left--) {
            if (outputLength == OUTPUT_BYTES) {
                drain();
            }
            output[outputLength++] = b;
        }
    }

    private void emit(byte[] bytes, int from, int to) throws IOException {
        int length = to - from;
        if (length > OUTPUT_BYTES - outputLength) {
            drain();
        }
        if (length > OUTPUT_BYTES / 2) {
            drain();
            next.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, output, outputLength, length);
            outputLength += length;
        }
    }

    private void drain() throws IOException {
        if (outputLength > 0) {
            next.write(output, 0, outputLength);
            outputLength = 0;
        }
    }
}
