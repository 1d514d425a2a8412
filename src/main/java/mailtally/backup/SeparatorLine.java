package mailtally.backup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// The separator line that must stand before a message, made of its line in messages.jsonl: `From
/// `, the envelope sender, and the internal date as C's asctime writes it in UTC; the start of 1970
/// where there is none with a four-digit year. Part of the second reader: shares nothing with the
/// writer.
final class SeparatorLine {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private SeparatorLine() {}

    /// With its line end; with the empty line that ends the message before, where there is one.
    static byte[] before(BagLine.Message message, boolean first) {
        StringBuilder line = new StringBuilder(80);
        line.append(first ? "" : "\n").append("From ").append(message.envelopeSender()).append(' ');
        appendDate(line, message.common().holding().internalDate());
        return line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void appendDate(StringBuilder line, Optional<Instant> internalDate) {
        OffsetDateTime date = internalDate.orElse(Instant.EPOCH).atOffset(ZoneOffset.UTC);
        if (date.getYear() < 1000 || date.getYear() > 9999) {
            date = Instant.EPOCH.atOffset(ZoneOffset.UTC);
        }
        line.append(DAYS[date.getDayOfWeek().getValue() - 1]).append(' ');
        line.append(MONTHS[date.getMonthValue() - 1]).append(' ');
        padded(line, date.getDayOfMonth(), ' ').append(' ');
        padded(line, date.getHour(), '0').append(':');
        padded(line, date.getMinute(), '0').append(':');
        padded(line, date.getSecond(), '0').append(' ').append(date.getYear());
    }

    private static StringBuilder padded(StringBuilder line, int number, char pad) {
        return (number < 10 ? line.append(pad) : line).append(number);
    }
}
