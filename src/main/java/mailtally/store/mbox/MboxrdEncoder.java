package mailtally.store.mbox;

import java.io.IOException;
import java.io.OutputStream;

/// Turns a message into its stored form, whatever pieces it comes in: line ends LF alone, exactly
/// one at the end, and one more `>` before each line that matches `^>*From `.
///
/// A run of CR counts as part of a line end where an LF or the message's end follows; any other CR
/// stays. So the stored form, read back, is its own stored form.
///
/// Invariants: `heldLf` LF and then `heldCr` CR were read and not yet written, since they may turn
/// out to end the message; `prefix` says how much of `From ` was read at the start of a line and
/// not yet written (any `>` before it was written: one more can stand anywhere among them), or
/// [#IN_LINE].
final class MboxrdEncoder extends OutputStream {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final int IN_LINE = -1;

    private final DigestedFile file;
    private long heldLf;
    private long heldCr;
    private int prefix;

    MboxrdEncoder(DigestedFile file) {
        this.file = file;
    }

    /// Begins another message.
    void reset() {
        heldLf = 0;
        heldCr = 0;
        prefix = 0;
    }

    /// Ends the message with exactly one LF.
    void finish() throws IOException {
        writePrefix();
        file.put('\n');
    }

    @Override
    public void write(int b) throws IOException {
        step((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int lineEnds = end;
        while (lineEnds > offset && isLineEnd(bytes[lineEnds - 1])) {
            lineEnds--;
        }
        int i = offset;
        while (i < end) {
            if (prefix == IN_LINE && (heldLf | heldCr) == 0 && i < lineEnds) {
                i = copyPlain(bytes, i, lineEnds);
            }
            if (i < end) {
                step(bytes[i++]);
            }
        }
    }

    /// Copies from within a line up to the next byte that [#step] must decide on. The byte before
    /// `end` is no line end.
    private int copyPlain(byte[] bytes, int from, int end) throws IOException {
        int start = from;
        while (true) {
            int stop = ByteScan.crOrQuotable(bytes, start, end);
            if (stop < 0) {
                file.put(bytes, start, end - start);
                return end;
            }
            file.put(bytes, start, stop - start);
            if (bytes[stop] != '\r' || bytes[stop + 1] != '\n') {
                return stop;
            }
            start = stop + 1;
        }
    }

    private void step(byte b) throws IOException {
        if (b == '\r') {
            writePrefix();
            heldCr++;
        } else if (b == '\n') {
            writePrefix();
            heldCr = 0;
            heldLf++;
            prefix = 0;
        } else {
            writeHeld();
            inLine(b);
        }
    }

    private void inLine(byte b) throws IOException {
        if (prefix >= 0 && b == FROM[prefix]) {
            if (++prefix == FROM.length) {
                file.put('>');
                file.put(FROM, 0, FROM.length);
                prefix = IN_LINE;
            }
        } else {
            if (prefix != 0 || b != '>') {
                writePrefix();
            }
            file.put(b);
        }
    }

    private void writeHeld() throws IOException {
        for (; heldLf > 0; heldLf--) {
            file.put('\n');
        }
        if (heldCr > 0) {
            prefix = IN_LINE;
        }
        for (; heldCr > 0; heldCr--) {
            file.put('\r');
        }
    }

    private void writePrefix() throws IOException {
        if (prefix > 0) {
            file.put(FROM, 0, prefix);
        }
        prefix = IN_LINE;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }
}
