package mailtally.journey;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers, sizes and times as a person reads them.
final class Words {
    private static final double KB = 1e3;
    private static final double MB = 1e6;
    private static final double GB = 1e9;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);

    private Words() {}

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// "1 message", "2,204 messages".
    static String count(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /// "is" or "are".
    static String are(long count) {
        return count == 1 ? "is" : "are";
    }

    /// "21.8 GB".
    static String size(long bytes) {
        if (bytes < MB) {
            return String.format(Locale.ROOT, "%,d KB", (long) Math.ceil(bytes / KB));
        }
        return bytes < GB
                ? String.format(Locale.ROOT, "%,.1f MB", bytes / MB)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / GB);
    }

    /// "15:42".
    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /// "12 March, 21:14".
    static String day(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone));
    }

    /// "1 minute", "about 7 minutes", "12 hours"; never less than a minute.
    static String duration(Duration time) {
        long minutes = Math.max(1, (time.toSeconds() + 59) / 60);
        if (minutes < 90) {
            return count(minutes, "minute");
        }
        return count((minutes + 30) / 60, "hour");
    }

    /// The first letter large.
    static String sentence(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
