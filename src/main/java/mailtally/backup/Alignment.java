package mailtally.backup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of two lists' elements are the same ones: the shortest way to turn one into the other by
/// leaving out and putting in (Myers, An O(ND) Difference Algorithm, 1986).
final class Alignment {
    /// Lists that differ by more are joined by value in order, without looking for the shortest
    /// way. Memory grows with the square of this.
    private static final int LIMIT = 1500;

    private Alignment() {}

    /// For each element of `a`, the index of its partner in `b`, or -1. Partners are equal, and
    /// each element has at most one.
    static int[] match(int[] a, int[] b) {
        int[] partners = new int[a.length];
        Arrays.fill(partners, -1);
        int head = 0;
        while (head < a.length && head < b.length && a[head] == b[head]) {
            partners[head] = head++;
        }
        int tail = 0;
        while (tail < Math.min(a.length, b.length) - head
                && a[a.length - 1 - tail] == b[b.length - 1 - tail]) {
            tail++;
            partners[a.length - tail] = b.length - tail;
        }
        int[] x = Arrays.copyOfRange(a, head, a.length - tail);
        int[] y = Arrays.copyOfRange(b, head, b.length - tail);
        if (x.length > 0 && y.length > 0 && !shortest(x, y, head, partners)) {
            byValue(x, y, head, partners);
        }
        return partners;
    }

    /// @return false if the lists differ by more than the limit
    private static boolean shortest(int[] a, int[] b, int shift, int[] partners) {
        int most = Math.min(a.length + b.length, LIMIT);
        int[] reach = new int[2 * most + 3];
        int zero = most + 1;
        List<int[]> trace = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(reach, zero - d - 1, zero + d + 2));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
                int x = down ? reach[zero + k + 1] : reach[zero + k - 1] + 1;
                int y = x - k;
                while (x < a.length && y < b.length && a[x] == b[y]) {
                    x++;
                    y++;
                }
                reach[zero + k] = x;
                if (x >= a.length && y >= b.length) {
                    backtrack(trace, d, a.length, b.length, shift, partners);
                    return true;
                }
            }
        }
        return false;
    }

    private static void backtrack(
            List<int[]> trace, int steps, int endX, int endY, int shift, int[] partners) {
        int x = endX;
        int y = endY;
        for (int d = steps; d >= 0; d--) {
            int[] reach = trace.get(d); // holds diagonals -d-1 to d+1
            int k = x - y;
            int zero = d + 1;
            boolean down = k == -d || (k != d && reach[zero + k - 1] < reach[zero + k + 1]);
            int previousK = down ? k + 1 : k - 1;
            int previousX = d == 0 ? 0 : reach[zero + previousK];
            int previousY = d == 0 ? 0 : previousX - previousK;
            while (x > previousX && y > previousY) {
                x--;
                y--;
                partners[shift + x] = shift + y;
            }
            x = previousX;
            y = previousY;
        }
    }

    private static void byValue(int[] a, int[] b, int shift, int[] partners) {
        Map<Integer, Deque<Integer>> places = new HashMap<>();
        for (int i = 0; i < b.length; i++) {
            places.computeIfAbsent(b[i], _ -> new ArrayDeque<>()).add(i);
        }
        for (int i = 0; i < a.length; i++) {
            Deque<Integer> left = places.get(a[i]);
            if (left != null && !left.isEmpty()) {
                partners[shift + i] = shift + left.remove();
            }
        }
    }
}
