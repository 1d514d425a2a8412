package mailtally.backup;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import mailtally.message.Sha256;

/// A package's messages as messages.jsonl lists them, in the order of their offsets: place, digest
/// and line of each, in 90 bytes. For the diagnosis only.
final class ListedMessages {
    /// What is wrong with a message; the first one found is kept.
    enum State {
        /// Not looked at yet, or right.
        RIGHT(""),
        CHANGED("Its bytes in the package are not those that were backed up."),
        GONE("It is gone from the package."),
        MOVED("It is whole, but stands at another place in the package than it was written to."),
        SEPARATOR("It is whole, but the separator line before it is damaged."),
        EMPTY_LINE("It is whole, but the empty line after it is damaged."),
        LINE_TWICE("It is whole, but its line stands twice in messages.jsonl."),
        LINE_MOVED("It is whole, but its line in messages.jsonl stands at another place.");

        private final String reason;

        State(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    private final LongRows rows = new LongRows(9);
    private final Set<Sha256> seen = new HashSet<>();
    private final Set<Sha256> equal = new HashSet<>();
    private int[] order = {};
    private State[] states = {};

    /// @param position where the line begins in messages.jsonl
    /// @param lineBytes how long the line is
    void add(BagLine.Message line, long position, int lineBytes) {
        Sha256 raw = line.raw();
        rows.add(
                line.offset(),
                line.lengthBytes(),
                position,
                line.common().number(),
                raw.a(),
                raw.b(),
                raw.c(),
                raw.d(),
                lineBytes);
        if (!seen.add(raw)) {
            equal.add(raw);
        }
    }

    /// Call after the last [#add]: puts them in order, and marks those whose lines are not in it.
    void sort() {
        seen.clear();
        int[] byOffset =
                IntStream.range(0, rows.size())
                        .boxed()
                        .sorted(Comparator.comparingLong(row -> rows.get(row, 0)))
                        .mapToInt(Integer::intValue)
                        .toArray();
        order =
                IntStream.range(0, byOffset.length)
                        .filter(i -> i == 0 || !same(byOffset[i - 1], byOffset[i]))
                        .map(i -> byOffset[i])
                        .toArray();
        states = new State[order.length];
        Arrays.fill(states, State.RIGHT);
        int kept = 0;
        for (int i = 0; i < byOffset.length; i++) {
            if (i > 0 && same(byOffset[i - 1], byOffset[i])) {
                mark(kept - 1, State.LINE_TWICE);
            } else {
                if (order.length == byOffset.length && byOffset[i] != i) {
                    mark(kept, State.LINE_MOVED);
                }
                kept++;
            }
        }
    }

    private boolean same(int row, int other) {
        return rows.get(row, 0) == rows.get(other, 0)
                && rows.get(row, 3) == rows.get(other, 3)
                && digestOf(row).equals(digestOf(other));
    }

    /// The message that was written at this offset, or -1.
    int find(long offset) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (offset(middle) == offset) {
                return middle;
            }
            if (offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    int size() {
        return order.length;
    }

    long offset(int i) {
        return rows.get(order[i], 0);
    }

    long lengthBytes(int i) {
        return rows.get(order[i], 1);
    }

    long end(int i) {
        return offset(i) + lengthBytes(i);
    }

    /// Where its line begins in messages.jsonl.
    long linePosition(int i) {
        return rows.get(order[i], 2);
    }

    int lineBytes(int i) {
        return (int) rows.get(order[i], 8);
    }

    Sha256 digest(int i) {
        return digestOf(order[i]);
    }

    /// True where another listed message has the same digest.
    boolean hasEqual(int i) {
        return equal.contains(digest(i));
    }

    State state(int i) {
        return states[i];
    }

    void mark(int i, State state) {
        if (states[i] == State.RIGHT) {
            states[i] = state;
        }
    }

    private Sha256 digestOf(int row) {
        return new Sha256(rows.get(row, 4), rows.get(row, 5), rows.get(row, 6), rows.get(row, 7));
    }
}
