package mailtally.store.mbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds line ends that matter, eight bytes at a time.
final class ByteScan {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LF = ONES * '\n';
    private static final long CR = ONES * '\r';

    private ByteScan() {}

    /// The first CR, or the first LF right before `F` or `>`, in `[from, to)`; -1 where there is
    /// none. The last byte of the range must be neither CR nor LF.
    static int crOrQuotable(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONGS.get(bytes, i);
            long hits = zeros(word ^ LF) | zeros(word ^ CR);
            while (hits != 0) {
                int at = i + (Long.numberOfTrailingZeros(hits) >>> 3);
                if (matters(bytes, at)) {
                    return at;
                }
                hits &= hits - 1;
            }
        }
        for (; i < to; i++) {
            if (matters(bytes, i)) {
                return i;
            }
        }
        return -1;
    }

    /// The first LF right before `F` or `>` in `[from, to)`; -1 where there is none. The byte at
    /// `to` must be there.
    static int quotable(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long hits = zeros((long) LONGS.get(bytes, i) ^ LF);
            while (hits != 0) {
                int at = i + (Long.numberOfTrailingZeros(hits) >>> 3);
                if (bytes[at + 1] == 'F' || bytes[at + 1] == '>') {
                    return at;
                }
                hits &= hits - 1;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n' && (bytes[i + 1] == 'F' || bytes[i + 1] == '>')) {
                return i;
            }
        }
        return -1;
    }

    /// True where these ASCII characters stand at `at` and end before `end`.
    static boolean startsWith(byte[] bytes, int at, int end, String text) {
        if (end - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The high bit of each byte that is zero. Exact for every byte, unlike the shorter formula.
    private static long zeros(long word) {
        return ~(((word & ~HIGHS) + ~HIGHS) | word | ~HIGHS);
    }

    private static boolean matters(byte[] bytes, int at) {
        byte b = bytes[at];
        return b == '\r' || (b == '\n' && (bytes[at + 1] == 'F' || bytes[at + 1] == '>'));
    }
}
