package mailtally.store.mbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line before a message in an mbox (RFC 4155 appendix A): `From `, a sender, a date.
///
/// Writers differ, so the date counts in any of these forms, with or without seconds and zone:
/// `Thu Jan  1 00:00:00 1970`, `Thu Jan  1 00:00:00 +0000 1970` (Gmail Takeout),
/// `Thu, 1 Jan 1970 00:00:00 +0000`, `1970-01-01T00:00:00Z`. What has none is body text.
///
/// @param text the line without its line end, one character a byte
/// @param date when the message was received: UTC where the line names no numeric zone; empty for
///     the start of 1970, which writers put where they know no date, and for impossible dates
record SeparatorLine(String text, Optional<Instant> date) {
    /// A longer line is no separator.
    static final int LIMIT_BYTES = 1000;

    /// What every separator begins with.
    static final String FROM = "From ";

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final String MONTH = "(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
    private static final String DAY = "(?<day>\\d{1,2})";
    private static final String TIME = "(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?";
    private static final String ZONE = "(?<zone>[+-]\\d{4}|z|[a-z]{2,5})";
    private static final String REST = "(?: {1,4}remote from \\S{1,255})? {0,4}$";
    private static final Pattern ASCTIME =
            Pattern.compile(
                    " "
                            + MONTH
                            + " {1,2}"
                            + DAY
                            + " {1,2}"
                            + TIME
                            + "(?: {1,2}"
                            + ZONE
                            + ")?"
                            + " {1,2}(?<year>\\d{4})(?: {1,2}(?<after>[+-]\\d{4}|[a-z]{2,5}))?"
                            + REST);
    private static final Pattern INTERNET =
            Pattern.compile(
                    "[ ,]"
                            + DAY
                            + " {1,2}"
                            + MONTH
                            + " {1,2}(?<year>\\d{4}) {1,2}"
                            + TIME
                            + "(?: {1,2}"
                            + ZONE
                            + ")?"
                            + REST);
    private static final Pattern ISO =
            Pattern.compile(
                    " (?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)[t ]"
                            + TIME
                            + "(?:\\.\\d{1,9})? ?(?<zone>[+-]\\d\\d:?\\d\\d|z|[a-z]{2,5})?"
                            + REST);

    /// How much of the line's end is looked at: a date and a `remote from`.
    private static final int TAIL_CHARS = 360;

    /// The separator that begins at `from`, if there is one whose line ends before `to`.
    ///
    /// @param atEnd true where `to` is the end of the file, which ends a line as an LF does
    static Optional<SeparatorLine> parse(byte[] bytes, int from, int to, boolean atEnd) {
        if (!begins(bytes, from, to)) {
            return Optional.empty();
        }
        int limit = Math.min(to, from + LIMIT_BYTES + 1);
        int end = from;
        while (end < limit && bytes[end] != '\n') {
            end++;
        }
        if (end == limit && !(atEnd && limit == to)) {
            return Optional.empty();
        }
        while (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        String text = new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        String tail =
                text.substring(Math.max(FROM.length() - 1, text.length() - TAIL_CHARS))
                        .replace('\t', ' ')
                        .toLowerCase(Locale.ROOT);
        for (Pattern form : List.of(ASCTIME, INTERNET, ISO)) {
            Matcher found = form.matcher(tail);
            if (found.find()) {
                return Optional.of(new SeparatorLine(text, date(found)));
            }
        }
        return Optional.empty();
    }

    /// True for `From ` that is not the header field of that name: obsolete syntax allows blanks
    /// before the colon (RFC 5322 section 4.5).
    static boolean begins(byte[] bytes, int from, int to) {
        if (!ByteScan.startsWith(bytes, from, to, FROM)) {
            return false;
        }
        int i = from + FROM.length();
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i == to || bytes[i] != ':';
    }

    private static Optional<Instant> date(Matcher found) {
        String month = found.group("month");
        String second = found.group("second");
        try {
            Instant date =
                    LocalDateTime.of(
                                    Integer.parseInt(found.group("year")),
                                    MONTHS.contains(month)
                                            ? MONTHS.indexOf(month) + 1
                                            : Integer.parseInt(month),
                                    Integer.parseInt(found.group("day")),
                                    Integer.parseInt(found.group("hour")),
                                    Integer.parseInt(found.group("minute")),
                                    second == null ? 0 : Math.min(59, Integer.parseInt(second)))
                            .toInstant(zone(found));
            return Optional.of(date).filter(d -> !d.equals(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneOffset zone(Matcher found) {
        String zone = found.group("zone");
        if (zone == null && found.namedGroups().containsKey("after")) {
            zone = found.group("after");
        }
        if (zone == null || (zone.charAt(0) != '+' && zone.charAt(0) != '-')) {
            return ZoneOffset.UTC;
        }
        return ZoneOffset.of(zone);
    }
}
