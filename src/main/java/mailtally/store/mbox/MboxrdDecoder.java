package mailtally.store.mbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Takes the quoting of mboxrd back: each line that matches `^>+From ` loses its first `>`.
///
/// Invariants: `prefix` is [#IN_LINE], or how much of `From ` was read behind the `>` that is held
/// back (`held`) at the start of a line; more `>` before it were handed on, one stands for another.
final class MboxrdDecoder extends InputStream {
    private static final int PIECE_BYTES = 64 << 10;
    private static final int IN_LINE = -1;

    private final InputStream stored;
    private final byte[] input = new byte[PIECE_BYTES];
    // One piece can bring what was held back from the one before: one `>` and four of `From `.
    private final byte[] output = new byte[PIECE_BYTES + 8];
    private int outputFrom;
    private int outputTo;
    private int prefix;
    private boolean held;
    private boolean ended;

    MboxrdDecoder(InputStream stored) {
        this.stored = stored;
    }

    /// A message in memory without its quoting, in a new array.
    static byte[] unquote(byte[] bytes, int offset, int length) {
        try (InputStream in = new MboxrdDecoder(new ByteArrayInputStream(bytes, offset, length))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("an array cannot fail", e);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? output[outputFrom++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, outputTo - outputFrom);
        System.arraycopy(output, outputFrom, into, from, part);
        outputFrom += part;
        return part;
    }

    @Override
    public void close() throws IOException {
        stored.close();
    }

    /// True where there is more to hand out.
    private boolean fill() throws IOException {
        while (outputFrom == outputTo && !ended) {
            outputFrom = 0;
            outputTo = 0;
            int got = stored.read(input);
            if (got < 0) {
                ended = true;
                writeHeld();
            } else {
                decode(got);
            }
        }
        return outputFrom < outputTo;
    }

    private void decode(int length) {
        int i = 0;
        while (i < length) {
            if (prefix == IN_LINE) {
                int lineEnd = ByteScan.quotable(input, i, length - 1);
                int plainTo = lineEnd < 0 ? length - 1 : lineEnd;
                System.arraycopy(input, i, output, outputTo, plainTo - i);
                outputTo += plainTo - i;
                i = plainTo;
            }
            step(input[i++]);
        }
    }

    private void step(byte b) {
        if (prefix == 0 && b == '>') {
            if (held) {
                output[outputTo++] = b;
            }
            held = true;
        } else if (prefix >= 0 && held && b == SeparatorLine.FROM.charAt(prefix)) {
            if (++prefix == SeparatorLine.FROM.length()) {
                held = false;
                writeHeld();
            }
        } else {
            writeHeld();
            output[outputTo++] = b;
            prefix = b == '\n' ? 0 : IN_LINE;
        }
    }

    private void writeHeld() {
        if (held) {
            output[outputTo++] = '>';
        }
        for (int i = 0; i < prefix; i++) {
            output[outputTo++] = (byte) SeparatorLine.FROM.charAt(i);
        }
        held = false;
        prefix = IN_LINE;
    }
}
