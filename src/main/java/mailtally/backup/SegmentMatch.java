package mailtally.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mailtally.message.Sha256;

/// Which listed messages that are not in their places stand elsewhere in the package, and what
/// stands there that is not listed. For the diagnosis only.
final class SegmentMatch {
    /// Nothing was lost, nothing found.
    static final SegmentMatch NONE =
            new SegmentMatch(new ListedMessages(), List.of(), new Segments());

    /// A message and the separator line before it: equal messages can stand in a package twice.
    private record Key(Sha256 digest, long separator) {}

    private final ListedMessages listed;
    private final List<Integer> lost;
    private final Segments segments;
    private final int[] segmentOf;
    private final boolean[] used;

    private SegmentMatch(ListedMessages listed, List<Integer> lost, Segments segments) {
        this.listed = listed;
        this.lost = lost;
        this.segments = segments;
        this.segmentOf = new int[lost.size()];
        this.used = new boolean[segments.size()];
        Arrays.fill(segmentOf, -1);
    }

    /// Matches, and marks what is not right.
    ///
    /// @param lost which of the listed messages are not in their places
    static SegmentMatch of(ListedLines lines, List<Integer> lost, Segments segments)
            throws IOException {
        SegmentMatch match = new SegmentMatch(lines.messages(), lost, segments);
        match.align(lines);
        return match;
    }

    /// The segment that is the `k`th of the lost messages, or what damage left of it; or -1.
    int segmentOf(int k) {
        return segmentOf[k];
    }

    /// True where nothing was looked for, since nothing could be read.
    boolean isEmpty() {
        return segmentOf.length == 0;
    }

    /// Segments that are no listed message nor a part of a damaged one.
    List<Integer> surplus() {
        List<Integer> left = new ArrayList<>();
        for (int s = 0; s < used.length; s++) {
            if (!used[s]) {
                left.add(s);
            }
        }
        return left;
    }

    private void align(ListedLines lines) throws IOException {
        Map<Key, Integer> codes = new HashMap<>();
        int[] wanted = new int[lost.size()];
        int[] found = new int[segments.size()];
        for (int k = 0; k < wanted.length; k++) {
            byte[] separator = SeparatorLine.before(lines.message(lost.get(k)), true);
            Key key = new Key(listed.digest(lost.get(k)), Segments.checkOf(separator));
            wanted[k] = code(codes, key);
        }
        for (int s = 0; s < found.length; s++) {
            found[s] = code(codes, new Key(segments.digest(s), segments.separatorCheck(s)));
        }
        boolean permutation = isPermutation(wanted, found);
        int[] inOrder = permutation ? inPlace(wanted, found) : Alignment.match(wanted, found);
        for (int k = 0; k < inOrder.length; k++) {
            if (inOrder[k] >= 0) {
                take(k, inOrder[k]);
            }
        }
        findMoved(wanted, found);
        findUnderOtherSeparators();
        findChanged(inOrder);
    }

    private static int code(Map<Key, Integer> codes, Key key) {
        return codes.computeIfAbsent(key, _ -> codes.size());
    }

    private void take(int k, int segment) {
        segmentOf[k] = segment;
        used[segment] = true;
    }

    /// Where nothing is lost and nothing is new, those that are out of place were moved.
    private static boolean isPermutation(int[] wanted, int[] found) {
        int[] a = wanted.clone();
        int[] b = found.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        return Arrays.equals(a, b);
    }

    private static int[] inPlace(int[] wanted, int[] found) {
        int[] partners = new int[wanted.length];
        for (int k = 0; k < wanted.length; k++) {
            partners[k] = wanted[k] == found[k] ? k : -1;
        }
        return partners;
    }

    private void findMoved(int[] wanted, int[] found) {
        Map<Integer, List<Integer>> places = new HashMap<>();
        for (int s = found.length - 1; s >= 0; s--) {
            if (!used[s]) {
                places.computeIfAbsent(found[s], _ -> new ArrayList<>()).add(s);
            }
        }
        for (int k = 0; k < wanted.length; k++) {
            List<Integer> left = places.get(wanted[k]);
            if (segmentOf[k] < 0 && left != null && !left.isEmpty()) {
                take(k, left.removeLast());
                listed.mark(lost.get(k), ListedMessages.State.MOVED);
            }
        }
    }

    private void findUnderOtherSeparators() {
        Map<Sha256, List<Integer>> places = new HashMap<>();
        for (int s = used.length - 1; s >= 0; s--) {
            if (!used[s]) {
                places.computeIfAbsent(segments.digest(s), _ -> new ArrayList<>()).add(s);
            }
        }
        for (int k = 0; k < segmentOf.length; k++) {
            List<Integer> left = places.get(listed.digest(lost.get(k)));
            if (segmentOf[k] < 0 && left != null && !left.isEmpty()) {
                take(k, left.removeLast());
                listed.mark(lost.get(k), ListedMessages.State.SEPARATOR);
            }
        }
    }

    /// A message that was not found, where an unknown segment stands between its neighbours, was
    /// changed; its further parts, if damage made a separator line in it, are not new messages.
    private void findChanged(int[] inOrder) {
        int next = 0;
        for (int k = 0; k < inOrder.length; k++) {
            if (inOrder[k] >= 0) {
                next = inOrder[k] + 1;
            } else if (segmentOf[k] < 0) {
                int end = endBefore(inOrder, k);
                while (next < end && used[next]) {
                    next++;
                }
                if (next < end) {
                    next = changed(k, next, end);
                } else {
                    listed.mark(lost.get(k), ListedMessages.State.GONE);
                }
            }
        }
    }

    private int changed(int k, int segment, int end) {
        int message = lost.get(k);
        listed.mark(message, ListedMessages.State.CHANGED);
        segmentOf[k] = segment;
        long reach = segments.start(segment) + listed.lengthBytes(message);
        int next = segment;
        while (next < end && !used[next] && (next == segment || segments.start(next) <= reach)) {
            used[next++] = true;
        }
        return next;
    }

    private int endBefore(int[] inOrder, int k) {
        for (int i = k + 1; i < inOrder.length; i++) {
            if (inOrder[i] >= 0) {
                return inOrder[i];
            }
        }
        return used.length;
    }
}
