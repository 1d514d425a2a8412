package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A meeting as it is written out of the mailbox again: other product, other folding, no private
/// lines. What people gave of it stays: times, words, who comes.
final class StoredCalendar {
    private static final int LONGEST_LINE = 70;
    private static final String PRODUCT = "PRODID:-//Stand-in//Meeting as Exchange writes it//EN";

    private StoredCalendar() {}

    /// Nothing if it is no calendar.
    static Optional<String> again(String calendar) {
        List<String> lines = unfolded(calendar);
        if (lines.isEmpty()
                || !lines.getFirst().equalsIgnoreCase("BEGIN:VCALENDAR")
                || !lines.getLast().equalsIgnoreCase("END:VCALENDAR")
                || lines.stream().anyMatch(line -> line.indexOf(':') < 1)) {
            return Optional.empty();
        }
        lines.removeIf(line -> starts(line, "PRODID") || starts(line, "X-"));
        lines.add(1, PRODUCT);
        int event = lines.lastIndexOf("END:VEVENT");
        if (event > 0) {
            lines.add(event, "X-MICROSOFT-CDO-BUSYSTATUS:BUSY");
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(folded(line)).append("\r\n"));
        return Optional.of(text.toString());
    }

    private static boolean starts(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }

    private static List<String> unfolded(String calendar) {
        List<String> lines = new ArrayList<>();
        for (String line : calendar.split("\r?\n", -1)) {
            boolean more = line.startsWith(" ") || line.startsWith("\t");
            if (more && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.getLast() + line.substring(1));
            } else if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /// RFC 5545 section 3.1; never within a pair of surrogates.
    private static String folded(String line) {
        StringBuilder folded = new StringBuilder();
        int length = 0;
        for (int at = 0; at < line.length(); ) {
            int character = line.codePointAt(at);
            if (length == LONGEST_LINE) {
                folded.append("\r\n ");
                length = 1;
            }
            folded.appendCodePoint(character);
            length++;
            at += Character.charCount(character);
        }
        return folded.toString();
    }
}
