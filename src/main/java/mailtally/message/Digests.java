package mailtally.message;

import java.util.Optional;

/// What one pass over a message's bytes tells: digests under four readings, from strict to lenient.
/// Each later reading starts from the one before, so equal at one means equal at all that follow.
///
/// - `exact`: the bytes as read.
/// - `raw`: every `\r*\n` is `\n`, and exactly one `\n` ends the message.
/// - `core`: raw, without the headers that stores add or eat (Status, X-Status, X-UID, X-Keywords,
///   X-IMAPbase, X-UIDL, X-IMAP, Content-Length, a leading `From ` line), at top level only.
/// - `wire`: core, with each NUL as 0x80, as Dovecot hands it out.
///
/// @param sizeBytes the length of the message as read
/// @param finalNewlines how many LF or CRLF ended the message as read; with `lineEnds`, the exact
///     bytes can be made again from the raw form unless line ends are mixed
/// @param hasHeader false where there is no header field at all: such a message is unreadable and
///     never equal to anything
public record Digests(
        Sha256 exact,
        Sha256 raw,
        Sha256 core,
        Sha256 wire,
        long sizeBytes,
        LineEnds lineEnds,
        long finalNewlines,
        boolean hasHeader,
        Envelope envelope) {

    /// True where the message is worth nothing as evidence: no bytes, or no header field.
    public boolean unreadable() {
        return sizeBytes == 0 || !hasHeader;
    }

    /// Why the message is unreadable, in one sentence.
    public Optional<String> unreadableReason() {
        if (sizeBytes == 0) {
            return Optional.of("The message has no bytes.");
        }
        return hasHeader ? Optional.empty() : Optional.of("The message has no header field.");
    }
}
