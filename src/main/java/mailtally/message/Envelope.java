package mailtally.message;

import java.util.Optional;

/// What a message's header says of it, seen in passing: enough to name a message to a person and
/// to find candidates, never enough to prove anything. Values are the header's own bytes as
/// ISO 8859-1 (one character a byte, so nothing is lost), unfolded, undecoded, cut at
/// [#LIMIT_BYTES]; the first field of a name counts.
///
/// @param messageId the Message-ID field's value (RFC 5322 section 3.6.4), or empty
/// @param subject the Subject field's value, or empty
/// @param from the From field's value, or empty
/// @param dateMs the Date field in ms since 1970 UTC (RFC 5322 section 3.3), where it can be read
/// @param returnPath the Return-Path field's value, or empty
public record Envelope(
        String messageId, String subject, String from, Optional<Long> dateMs, String returnPath) {
    /// The longest value kept.
    public static final int LIMIT_BYTES = 998;

    /// An envelope that says nothing.
    public static final Envelope EMPTY = new Envelope("", "", "", Optional.empty(), "");
}
