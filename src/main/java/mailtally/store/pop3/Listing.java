package mailtally.store.pop3;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server says is there, by three commands that must agree: STAT, LIST and UIDL.
///
/// @param entries every message that LIST or UIDL names, by number
/// @param byUidl those with a UIDL of their own, by that
/// @param statCount how many there are by STAT
/// @param listCount how many lines LIST has
/// @param uidlCount how many lines UIDL has, where the server has UIDL
/// @param repeated how many messages share their UIDL with another
record Listing(
        List<Entry> entries,
        List<Entry> byUidl,
        long statCount,
        long listCount,
        OptionalLong uidlCount,
        long repeated) {
    /// A mailbox of a million messages fits into the memory that there is, at 100 bytes each.
    private static final int MOST_MESSAGES = 1_000_000;

    private static final Pattern STAT = Pattern.compile("(\\d{1,9}) +\\d{1,18}\\b.*");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) +(\\d{1,18})\\b.*");
    private static final Pattern UIDL = Pattern.compile("(\\d{1,9}) +(\\S+) *");
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::uidl);

    /// Asks the server.
    ///
    /// @throws RefusedException if it does not tell what is there
    static Listing take(Session session) throws BrokenException, RefusedException {
        Lines lines = new Lines();
        long stat = Long.parseLong(match(STAT, session.run("STAT")).group(1));
        long[] counts = new long[2];
        session.lines(
                "LIST",
                line -> {
                    Matcher found = match(SIZE, line);
                    lines.size(number(found), Long.parseLong(found.group(2)));
                    counts[0]++;
                });
        boolean uidl = session.mayKnow("UIDL") && uidls(session, lines, counts);
        return lines.listing(
                stat, counts[0], uidl ? OptionalLong.of(counts[1]) : OptionalLong.empty());
    }

    /// True where the three commands name the same messages.
    boolean agrees() {
        return statCount == listCount
                && listCount == entries.size()
                && (uidlCount.isEmpty() || uidlCount.getAsLong() == listCount);
    }

    /// How many messages have no UIDL.
    long withoutUidl() {
        return entries.size() - byUidl.size() - repeated;
    }

    /// The message that alone has this UIDL.
    Optional<Entry> named(String uidl) {
        int low = 0;
        int high = byUidl.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = byUidl.get(middle).uidl().compareTo(uidl);
            if (order == 0) {
                return Optional.of(byUidl.get(middle));
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return Optional.empty();
    }

    /// The message of this number.
    Optional<Entry> numbered(int number) {
        // Numbers have no gaps, unless the server's lists contradict each other.
        if (number <= entries.size() && entries.get(number - 1).number() == number) {
            return Optional.of(entries.get(number - 1));
        }
        return entries.stream().filter(e -> e.number() == number).findFirst();
    }

    /// True where this list begins as the other does to its end: then a number means the same
    /// message in both, and what is new stands behind.
    boolean continues(Listing earlier) {
        return entries.size() >= earlier.entries.size()
                && entries.subList(0, earlier.entries.size()).equals(earlier.entries);
    }

    private static boolean uidls(Session session, Lines lines, long[] counts)
            throws BrokenException {
        try {
            session.lines(
                    "UIDL",
                    line -> {
                        Matcher found = match(UIDL, line);
                        lines.uidl(number(found), found.group(2));
                        counts[1]++;
                    });
            return true;
        } catch (RefusedException e) {
            return false; // it has no UIDL, which is told as a finding
        }
    }

    private static Matcher match(Pattern pattern, String line) throws BrokenException {
        Matcher found = pattern.matcher(line);
        if (!found.matches()) {
            throw new BrokenException("it sent a list that no POP3 server sends");
        }
        return found;
    }

    private static int number(Matcher found) throws BrokenException {
        int number = Integer.parseInt(found.group(1));
        if (number < 1 || number > MOST_MESSAGES) {
            throw new BrokenException(
                    "it lists message number "
                            + number
                            + ", and 1 to "
                            + MOST_MESSAGES
                            + " are read");
        }
        return number;
    }

    /// The lists while they arrive. A message has at least an empty UIDL or a size.
    private static final class Lines {
        private long[] sizes = new long[64];
        private String[] uidls = new String[64];
        private int most;

        void size(int number, long bytes) {
            room(number);
            sizes[number] = bytes + 1;
        }

        void uidl(int number, String uidl) {
            room(number);
            uidls[number] = uidl;
        }

        Listing listing(long stat, long listed, OptionalLong uidlCount) {
            Set<String> repeated = repeated();
            List<Entry> all = new ArrayList<>();
            List<Entry> named = new ArrayList<>();
            long sharing = 0;
            for (int number = 1; number <= most; number++) {
                if (sizes[number] == 0 && uidls[number] == null) {
                    continue;
                }
                String uidl = uidls[number] == null ? "" : uidls[number];
                boolean alone = !uidl.isEmpty() && !repeated.contains(uidl);
                Entry entry = new Entry(number, sizes[number] - 1, uidl, alone);
                all.add(entry);
                if (alone) {
                    named.add(entry);
                } else if (!uidl.isEmpty()) {
                    sharing++;
                }
            }
            named.sort(ORDER);
            return new Listing(all, named, stat, listed, uidlCount, sharing);
        }

        private Set<String> repeated() {
            String[] sorted =
                    Arrays.stream(uidls, 0, most + 1)
                            .filter(u -> u != null)
                            .sorted()
                            .toArray(String[]::new);
            Set<String> twice = new HashSet<>();
            for (int i = 1; i < sorted.length; i++) {
                if (sorted[i].equals(sorted[i - 1])) {
                    twice.add(sorted[i]);
                }
            }
            return twice;
        }

        private void room(int number) {
            most = Math.max(most, number);
            if (number >= sizes.length) {
                int twice = Math.max(number + 1, 2 * sizes.length);
                sizes = Arrays.copyOf(sizes, twice);
                uidls = Arrays.copyOf(uidls, twice);
            }
        }
    }
}
