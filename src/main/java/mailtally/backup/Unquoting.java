package mailtally.backup;

import java.io.IOException;

/// Takes mboxrd quoting back: in each line that matches `^>+From `, one `>` goes. Works on pieces
/// of a message as they come. Part of the second reader: shares nothing with the writer.
///
/// Looks for `>From ` by its last byte first (Boyer, Moore, Horspool), so most bytes are never
/// looked at.
final class Unquoting {
    /// Takes pieces of the message, in order.
    interface Pieces {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    /// The bytes at the end of a piece that can be decided only with what follows.
    static final int HELD_BYTES = 5;

    private static final byte[] QUOTED = {'>', 'F', 'r', 'o', 'm', ' '};
    private static final byte[] SKIP = skips();

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
        int i = from + QUOTED.length - 1;
        while (i < to) {
            int skip = SKIP[bytes[i] & 0xff];
            if (skip > 0) {
                i += skip;
                continue;
            }
            int start = i - QUOTED.length + 1;
            if (isQuoted(bytes, start) && leads(bytes, from, start)) {
                out.take(bytes, plain, start - plain);
                plain = start + 1;
            }
            i += QUOTED.length;
        }
        int end = last ? to : Math.max(from, to - HELD_BYTES);
        if (end > plain) {
            out.take(bytes, plain, end - plain);
        }
        atLineStart = leads(bytes, from, end);
        return end;
    }

    private static boolean isQuoted(byte[] bytes, int at) {
        for (int i = 0; i < QUOTED.length; i++) {
            if (bytes[at + i] != QUOTED[i]) {
                return false;
            }
        }
        return true;
    }

    /// True if only `>` stands between the line's start and `at`.
    private boolean leads(byte[] bytes, int from, int at) {
        int i = at - 1;
        while (i >= from && bytes[i] == '>') {
            i--;
        }
        return i < from ? atLineStart : bytes[i] == '\n';
    }

    private static byte[] skips() {
        byte[] skips = new byte[256];
        java.util.Arrays.fill(skips, (byte) QUOTED.length);
        for (int i = 0; i < QUOTED.length; i++) {
            skips[QUOTED[i]] = (byte) (QUOTED.length - 1 - i);
        }
        return skips;
    }
}
