package mailtally.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How a report writes times: in the person's zone for people, in UTC for programs; to the day
/// where it is redacted.
record Times(ZoneId zone, boolean dayOnly) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SORTED_DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);

    /// For a person: `25 November 2026, 15:04`.
    String words(Instant at) {
        return (dayOnly ? DAY : MINUTE).format(at.atZone(zone));
    }

    /// The day, as names of files have it.
    String day(Instant at) {
        return SORTED_DAY.format(at.atZone(zone));
    }

    /// For a program.
    String exact(Instant at) {
        return dayOnly ? day(at) : at.toString();
    }

    /// Which zone it is, for a person; empty where that would tell where somebody lives.
    String note() {
        return dayOnly ? "" : "Times are in the time zone " + zone.getId() + ".";
    }
}
