package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Apple's numbers of seconds as instants. They count from 1970 in all files seen, but one author
/// says 2001, and Apple's own interfaces count from there: so plausibility decides.
final class ReceivedDate {
    /// Seconds from 1970 to 2001.
    private static final long APPLE_EPOCH_SECONDS = 978_307_200L;

    /// As seconds since 1970 this is 2001, as seconds since 2001 it is 2032: a larger number can
    /// only count from 1970.
    private static final long CERTAIN_SECONDS = 1_000_000_000L;

    private static final long LATEST_SECONDS = 7_258_118_400L; // the year 2200
    private static final int HEADER_LIMIT_BYTES = 1 << 15;
    private static final long MEAN_YEAR_SECONDS = 31_556_952L;

    private static final Pattern DATE_YEAR =
            Pattern.compile("(?im)^Date:[^\\n]{0,40}?\\b((?:19|20)[0-9]{2})\\b");

    private ReceivedDate() {}

    /// The instant that a property list's value means.
    ///
    /// @param message the message's beginning, whose Date field decides in doubt
    static Optional<Instant> of(Object value, byte[] message, int from, int to) {
        if (value instanceof Instant instant) {
            return Optional.of(instant);
        }
        double seconds = value instanceof Number number ? number.doubleValue() : 0;
        if (!(seconds > 0 && seconds < LATEST_SECONDS)) {
            return Optional.empty();
        }
        long ms = Math.round(seconds * 1000);
        if (seconds < CERTAIN_SECONDS) {
            int year = headerYear(message, from, to);
            double since1970 = Math.abs(1970 + seconds / MEAN_YEAR_SECONDS - year);
            double since2001 = Math.abs(2001 + seconds / MEAN_YEAR_SECONDS - year);
            if (year > 0 && since2001 < since1970) {
                ms += APPLE_EPOCH_SECONDS * 1000;
            }
        }
        return Optional.of(Instant.ofEpochMilli(ms));
    }

    /// The instant that a number in the index means.
    ///
    /// @param since2001 which epoch the index as a whole was found to use
    static Optional<Instant> ofIndex(double seconds, boolean since2001) {
        if (!(seconds > 0 && seconds < LATEST_SECONDS)) {
            return Optional.empty();
        }
        long ms = Math.round(seconds * 1000);
        return Optional.of(Instant.ofEpochMilli(ms + (since2001 ? APPLE_EPOCH_SECONDS * 1000 : 0)));
    }

    /// True where an index whose latest date is this number must count from 2001: Mail has kept
    /// such an index only since long after September 2001, where 1970's count passed this mark.
    static boolean countsFrom2001(double latestSeconds) {
        return latestSeconds > 0 && latestSeconds < CERTAIN_SECONDS;
    }

    private static int headerYear(byte[] message, int from, int to) {
        int length = Math.min(to - from, HEADER_LIMIT_BYTES);
        String header = new String(message, from, Math.max(0, length), StandardCharsets.ISO_8859_1);
        int end = header.indexOf("\n\n");
        Matcher matcher = DATE_YEAR.matcher(end < 0 ? header : header.substring(0, end));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
