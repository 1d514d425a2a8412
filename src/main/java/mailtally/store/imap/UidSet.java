package mailtally.store.imap;

import java.util.List;

/// UIDs as commands and answers write them (RFC 9051 section 9, sequence-set and uid-set): `1:3,7`.
final class UidSet {
    private UidSet() {}

    /// Ascending UIDs, runs of them as ranges.
    static String text(List<Long> uids) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (from < uids.size()) {
            int to = from;
            while (to + 1 < uids.size() && uids.get(to + 1) == uids.get(to) + 1) {
                to++;
            }
            text.append(text.isEmpty() ? "" : ",").append(uids.get(from));
            if (to > from) {
                text.append(':').append(uids.get(to));
            }
            from = to + 1;
        }
        return text.toString();
    }

    /// The UIDs of a set, in its order, if it is one with exactly so many in it; else none.
    static List<Long> parse(String text, int expected) {
        List<Long> uids = new java.util.ArrayList<>();
        for (String range : text.split(",", -1)) {
            String[] ends = range.split(":", -1);
            if (ends.length > 2 || !ends[0].matches("\\d{1,10}")) {
                return List.of();
            }
            long first = Long.parseLong(ends[0]);
            long last = first;
            if (ends.length == 2) {
                if (!ends[1].matches("\\d{1,10}")) {
                    return List.of();
                }
                last = Long.parseLong(ends[1]);
            }
            if (Math.abs(last - first) >= expected - uids.size()) {
                return List.of();
            }
            long low = Math.min(first, last);
            for (long uid = low; uid <= Math.max(first, last); uid++) {
                uids.add(uid);
            }
        }
        return uids.size() == expected ? uids : List.of();
    }
}
