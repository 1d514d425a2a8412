package mailtally.backup;

import java.util.Arrays;

/// A growing table of longs: rows of a fixed width, held compactly.
final class LongRows {
    private final int width;
    private long[] values = new long[64];
    private int size;

    LongRows(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    void add(long... row) {
        if ((size + 1) * width > values.length) {
            values = Arrays.copyOf(values, Math.multiplyExact(2, values.length) + width);
        }
        System.arraycopy(row, 0, values, size++ * width, width);
    }

    long get(int row, int column) {
        return values[row * width + column];
    }
}
