package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;

/// Numbers of messages (RFC 3501 section 9, sequence-set).
///
/// @param ranges ends of each range, the lower first
record ImapSet(List<Range> ranges) {
    /// From one number to another, both in it.
    record Range(long low, long high) {}

    ImapSet {
        ranges = List.copyOf(ranges);
    }

    /// Reads a set.
    ///
    /// @param last what `*` stands for
    static ImapSet of(String text, long last) throws ImapRefusal {
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int colon = part.indexOf(':');
            long one = number(colon < 0 ? part : part.substring(0, colon), last);
            long other = colon < 0 ? one : number(part.substring(colon + 1), last);
            ranges.add(new Range(Math.min(one, other), Math.max(one, other)));
        }
        return new ImapSet(ranges);
    }

    private static long number(String text, long last) throws ImapRefusal {
        if (text.equals("*")) {
            return last;
        }
        if (!text.matches("[1-9]\\d{0,9}")) {
            throw ImapRefusal.badArgument();
        }
        return Long.parseLong(text);
    }

    boolean contains(long number) {
        for (Range range : ranges) {
            if (range.low <= number && number <= range.high) {
                return true;
            }
        }
        return false;
    }
}
