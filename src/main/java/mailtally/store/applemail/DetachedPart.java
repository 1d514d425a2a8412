package mailtally.store.applemail;

/// A part of a partial message whose body is blank: its content was taken out, or was never there.
/// Places count from the message's first byte.
///
/// @param number the part's number as IMAP counts (RFC 9051 section 6.4.5.1)
/// @param mediaType the media type in lower case
/// @param encoding the Content-Transfer-Encoding in lower case, `7bit` where there is none
/// @param fileName the name that the header gives, decoded, or empty
/// @param announcedBytes what X-Apple-Content-Length says, or -1 where it stands not there
/// @param fieldStart where that field starts
/// @param fieldEnd where it ends; equal to `fieldStart` where there is none
/// @param bodyStart where the body starts
/// @param bodyEnd where it ends: the line end before a boundary is the boundary's (RFC 2046
///     section 5.1.1)
/// @param needsBlankLine true where the header ends without the blank line that a body needs
/// @param needsLineEnd true where the boundary follows the header at once, so that a body needs a
///     line end of its own after it
/// @param crlf true where the part's lines end with CRLF
record DetachedPart(
        String number,
        String mediaType,
        String encoding,
        String fileName,
        long announcedBytes,
        long fieldStart,
        long fieldEnd,
        long bodyStart,
        long bodyEnd,
        boolean needsBlankLine,
        boolean needsLineEnd,
        boolean crlf) {
    /// True where the header says that the body was taken out.
    boolean announced() {
        return announcedBytes >= 0;
    }
}
