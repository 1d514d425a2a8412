package mailtally.backup;

import java.io.ByteArrayOutputStream;
import mailtally.message.LineEnds;

/// Turns a message's raw form back into the bytes it was made of: gives each line its end, and the
/// message as many final line ends as it had.
///
/// Invariant: `held` means that an LF was taken and not yet passed on, since the last one stands
/// for as many as there were.
final class LineEndRestorer {
    /// More final line ends than this are a damaged number.
    private static final long FINAL_LIMIT = 1L << 30;

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LF = {'\n'};
    private static final int FINAL_PIECE = 4096;

    private final ByteArrayOutputStream out;
    private final byte[] lineEnd;
    private long finalLeft;
    private boolean held;

    LineEndRestorer(LineEnds lineEnds, long finalNewlines, ByteArrayOutputStream out) {
        this.out = out;
        this.lineEnd = lineEnds == LineEnds.CRLF ? CRLF : LF;
        this.finalLeft = Math.clamp(finalNewlines, 0, FINAL_LIMIT);
    }

    /// The next piece of the raw form.
    void take(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return;
        }
        if (held) {
            out.writeBytes(lineEnd);
        }
        held = bytes[offset + length - 1] == '\n';
        int stop = offset + length - (held ? 1 : 0);
        int from = offset;
        for (int i = offset; lineEnd.length > 1 && i < stop; i++) {
            if (bytes[i] == '\n') {
                out.write(bytes, from, i - from);
                out.writeBytes(lineEnd);
                from = i + 1;
            }
        }
        out.write(bytes, from, stop - from);
    }

    /// Writes some of the final line ends.
    ///
    /// @return false if all were written before
    boolean finish() {
        if (finalLeft == 0) {
            return false;
        }
        int count = (int) Math.min(finalLeft, FINAL_PIECE);
        for (int i = 0; i < count; i++) {
            out.writeBytes(lineEnd);
        }
        finalLeft -= count;
        return true;
    }
}
