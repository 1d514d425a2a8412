package mailtally.backup;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Takes mboxrd quoting back: in each line that matches `^>+From `, one `>` goes. Works on pieces
/// of a message as they come. Part of the second reader: shares nothing with the writer.
/// Looks at eight bytes at a time.
final class Unquoting {
    /// Takes pieces of the message, in order.
    interface Pieces {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    /// The bytes at the end of a piece that can be decided only with what follows.
    static final int HELD_BYTES = 5;

    private static final byte[] QUOTED = {'>', 'F', 'r', 'o', 'm', ' '};
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = ONES << 7;
    private static final long QUOTES = ONES * '>';
    private static final long INITIALS = ONES * 'F';

    /// True where everything since the last line end is `>`, or nothing.
    private boolean atLineStart = true;

    /// The next bytes are a message's first.
    void restart() {
        atLineStart = true;
    }

    /// Passes on `[from, to)` without the quoting.
    ///
    /// @param last whether the message ends at `to`; otherwise up to [#HELD_BYTES] bytes at the end
    ///     are not taken and must come again
    /// @return behind the last byte that was taken
    int pass(byte[] bytes, int from, int to, boolean last, Pieces out) throws IOException {
        int plain = from;
        int start = find(bytes, from, to);
        while (start >= 0) {
            if (leads(bytes, from, start)) {
                out.take(bytes, plain, start - plain);
                plain = start + 1;
            }
            start = find(bytes, start + 1, to);
        }
        int end = last ? to : Math.max(from, to - HELD_BYTES);
        if (end > plain) {
            out.take(bytes, plain, end - plain);
        }
        atLineStart = leads(bytes, from, end);
        return end;
    }

    /// The first `>From ` that lies whole in `[from, to)`, or -1.
    private static int find(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES < to; i += Long.BYTES) {
            long here = (long) LONGS.get(bytes, i) ^ QUOTES;
            long behind = (long) LONGS.get(bytes, i + 1) ^ INITIALS;
            long both = here | behind; // a byte is zero where `>F` begins
            long hits = (both - ONES) & ~both & HIGHS; // and rarely elsewhere
            while (hits != 0) {
                int at = i + (Long.numberOfTrailingZeros(hits) >>> 3);
                if (isQuoted(bytes, at, to)) {
                    return at;
                }
                hits &= hits - 1;
            }
        }
        for (; i < to; i++) {
            if (isQuoted(bytes, i, to)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isQuoted(byte[] bytes, int at, int to) {
        return at + QUOTED.length <= to
                && Arrays.equals(bytes, at, at + QUOTED.length, QUOTED, 0, QUOTED.length);
    }

    /// True if only `>` stands between the line's start and `at`.
    private boolean leads(byte[] bytes, int from, int at) {
        int i = at - 1;
        while (i >= from && bytes[i] == '>') {
            i--;
        }
        return i < from ? atLineStart : bytes[i] == '\n';
    }
}
