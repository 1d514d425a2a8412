package mailtally.demo.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/// Dates as IMAP writes them (RFC 3501 section 9, date-time and date).
final class ImapDates {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ROOT);
    private static final DateTimeFormatter TIME = read("d-MMM-uuuu HH:mm:ss Z");
    private static final DateTimeFormatter DAY = read("d-MMM-uuuu");

    private ImapDates() {}

    private static DateTimeFormatter read(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ROOT);
    }

    static String text(Instant instant) {
        return '"' + WRITTEN.format(instant.atOffset(ZoneOffset.UTC)) + '"';
    }

    static Instant instant(String text) throws ImapRefusal {
        try {
            return OffsetDateTime.parse(text.strip(), TIME).toInstant();
        } catch (DateTimeException e) {
            throw ImapRefusal.badArgument();
        }
    }

    static LocalDate day(String text) throws ImapRefusal {
        try {
            return LocalDate.parse(text, DAY);
        } catch (DateTimeException e) {
            throw ImapRefusal.badArgument();
        }
    }
}
