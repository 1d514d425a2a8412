package mailtally.message;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Date field (RFC 5322 section 3.3 and, for old mail, section 4.3).
final class MailDate {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final Map<String, Integer> ZONE_HOURS =
            Map.of(
                    "est", -5, "edt", -4, "cst", -6, "cdt", -5, "mst", -7, "mdt", -6, "pst", -8,
                    "pdt", -7);
    private static final Pattern DATE =
            Pattern.compile(
                    "(?:[A-Za-z]{3,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([A-Za-z]{3})[A-Za-z]*[\\s-]+"
                            + "(\\d{2,4})\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?"
                            + "(?:\\s*([+-]\\d{4}|[A-Za-z]{1,5})?)?(?:\\s*\\(.*)?\\s*");
    private static final int LONGEST = 120;

    private MailDate() {}

    /// The moment in ms since 1970 UTC, where the value can be read.
    static Optional<Long> parse(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher m = DATE.matcher(value.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            year(m.group(3)),
                            month,
                            Integer.parseInt(m.group(1)),
                            Integer.parseInt(m.group(4)),
                            Integer.parseInt(m.group(5)),
                            // 60 is a leap second; no clock here knows it
                            Math.min(59, m.group(6) == null ? 0 : Integer.parseInt(m.group(6))));
            return Optional.of(local.toInstant(zone(m.group(7))).toEpochMilli());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// Two and three digits as RFC 5322 section 4.3 reads them.
    private static int year(String digits) {
        int year = Integer.parseInt(digits);
        return switch (digits.length()) {
            case 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static ZoneOffset zone(String zone) {
        if (zone == null) {
            return ZoneOffset.UTC;
        }
        if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
            int minutes =
                    Integer.parseInt(zone.substring(1, 3)) * 60
                            + Integer.parseInt(zone.substring(3, 5));
            return ZoneOffset.ofTotalSeconds((zone.charAt(0) == '-' ? -60 : 60) * minutes);
        }
        return ZoneOffset.ofHours(ZONE_HOURS.getOrDefault(zone.toLowerCase(Locale.ROOT), 0));
    }
}
