package mailtally.backup;

import java.time.Instant;
import java.util.Optional;

/// The date of an mbox separator line: the internal date where its year has four digits, else the
/// start of 1970. A line with that date says nothing: messages.jsonl has the date.
final class Separator {
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Separator() {}

    static Optional<Instant> date(Optional<Instant> internalDate) {
        return internalDate.filter(date -> !date.isBefore(FIRST) && date.isBefore(END));
    }
}
