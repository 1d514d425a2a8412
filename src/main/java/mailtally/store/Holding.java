package mailtally.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mailtally.message.Flags;

/// One copy of one message in one folder of one store.
///
/// @param locator where it lies; unique within its folder at any one time
/// @param internalDate when the store received it (RFC 9051 section 2.3.3), in whole milliseconds
/// @param flags IMAP flags and keywords
/// @param remoteId what the server calls it: an IMAP UID or a POP UIDL, where the store knows
/// @param completeness whether all of the message is here
/// @param findings what there is to say of it: a wrong length line, a missing property list
public record Holding(
        Locator locator,
        Optional<Instant> internalDate,
        Flags flags,
        Optional<String> remoteId,
        Completeness completeness,
        List<Finding> findings) {
    public Holding {
        findings = List.copyOf(findings);
    }

    /// A whole message with nothing else known of it.
    public static Holding of(Locator locator, Optional<Instant> internalDate, Flags flags) {
        return new Holding(
                locator, internalDate, flags, Optional.empty(), Completeness.WHOLE, List.of());
    }
}
