package mailtally.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Searching in byte arrays, eight bytes at a time.
public final class Bytes {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long RETURNS = '\r' * ONES;
    private static final long NEWLINES = '\n' * ONES;

    private Bytes() {}

    /// Where the byte first occurs in `[from, to)`, or `to` where it does not.
    public static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * ONES;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, at) ^ pattern;
            // The lowest set bit is exact: a borrow only spoils bytes above the first zero.
            long zeros = (difference - ONES) & ~difference & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /// Where the first CR or LF stands in `[from, to)`, or `to` where there is none.
    static int indexOfLineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            long returns = eight ^ RETURNS;
            long newlines = eight ^ NEWLINES;
            long zeros = (((returns - ONES) & ~returns) | ((newlines - ONES) & ~newlines)) & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\r' && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
