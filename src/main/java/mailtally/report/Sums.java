package mailtally.report;

import java.util.Arrays;

/// The sums of a file's lines, in order: four bytes a line. Files with more lines than are ever
/// written are cut, and then equal no other.
final class Sums {
    private static final int MOST = 20_000_000;

    private int[] sums = new int[64];
    private int size;
    private boolean cut;

    void add(int sum) {
        if (size == MOST) {
            cut = true;
            return;
        }
        if (size == sums.length) {
            sums = Arrays.copyOf(sums, Math.min(MOST, size * 2));
        }
        sums[size++] = sum;
    }

    int size() {
        return size;
    }

    int at(int index) {
        return sums[index];
    }

    boolean sameAs(Sums other) {
        return !cut && !other.cut && Arrays.equals(sums, 0, size, other.sums, 0, other.size);
    }
}
