package mailtally.message;

/// A part of a message that was announced but whose body is not here: Apple Mail never downloaded
/// it.
///
/// @param partNumber the part's number as IMAP counts (RFC 9051 section 6.4.5.1), such as `2.4`
/// @param mediaType the part's media type in lower case, such as `application/pdf`
/// @param encodedBytes the length of the part's encoded body in LF form, or -1 where not told
/// @param fileName the name the part's header gives, decoded, or empty
public record MissingPart(
        String partNumber, String mediaType, long encodedBytes, String fileName) {}
