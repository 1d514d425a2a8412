package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on with each CRLF as LF, and counts what went on. Other CRs stay.
final class LfForm extends OutputStream {
    private final OutputStream next;
    private boolean heldReturn;
    private long count;

    LfForm(OutputStream next) {
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
        if (heldReturn && length > 0) {
            heldReturn = false;
            if (bytes[at] != '\n') {
                pass(new byte[] {'\r'}, 0, 1);
            }
        }
        while (at < end) {
            int cr = Bytes.indexOf(bytes, at, end, (byte) '\r');
            if (cr == end - 1) {
                pass(bytes, at, cr);
                heldReturn = true;
                return;
            }
            boolean drop = cr < end && bytes[cr + 1] == '\n';
            pass(bytes, at, drop ? cr : Math.min(cr + 1, end));
            at = cr + 1;
        }
    }

    private void pass(byte[] bytes, int from, int to) throws IOException {
        next.write(bytes, from, to - from);
        count += to - from;
    }

    /// No more bytes come.
    void finish() throws IOException {
        if (heldReturn) {
            heldReturn = false;
            pass(new byte[] {'\r'}, 0, 1);
        }
    }

    /// How many bytes went on.
    long count() {
        return count;
    }
}
