package mailtally.message;

import java.util.Objects;

/// One thing that a message consists of, with its digest. A [Sheet] is a list of these.
///
/// Two components are the same thing where kind and digest are equal. Path, sizes, media type and
/// label are for finding it and for people; they take no part in a comparison, with one exception:
/// a part that was never downloaded is looked for by media type and encoded length.
///
/// @param path the part's number as IMAP counts (RFC 9051 section 6.4.5.1), `TEXT` for the body of
///     a multipart message as a whole, empty for the header and for a message as a whole
/// @param sizeBytes how many bytes the digest was made of
/// @param label for people, as mail gave it, without control characters, at most
///     [#LABEL_LIMIT_CHARS]: `plan.pdf, application/pdf` or `To: bob@example.com`
/// @param mediaType of a part: type and subtype in lower case; empty for what is no part
/// @param encodedBytes of a part: the length of its body as transferred, in LF form and without the
///     line end before a boundary; -1 for what is no part or where it is not known
public record Component(
        Kind kind,
        String path,
        Sha256 digest,
        long sizeBytes,
        String label,
        String mediaType,
        long encodedBytes) {
    /// The longest label.
    public static final int LABEL_LIMIT_CHARS = 200;

    /// The longest path: fifty numbers of up to five digits, with dots.
    static final int PATH_LIMIT_CHARS = 400;

    /// The longest media type; a longer one is cut.
    static final int MEDIA_TYPE_LIMIT_CHARS = 127;

    /// What kind of thing a component is, and what its digest is made of. The numbers are part of
    /// the stored form and of every content digest; they never change within a version.
    public enum Kind {
        /// The Message-ID with its angle brackets, or `text:` and the field's text.
        MESSAGE_ID(1),
        /// The Date in seconds since 1970 UTC as a decimal number, or `text:` and the field's text.
        DATE(2),
        /// One mailbox of From: local part as it is, `@`, domain in lower case.
        FROM_ADDRESS(3),
        /// The whole From field's text: decoded, blanks collapsed, NFC.
        FROM_TEXT(4),
        /// The Subject field's text.
        SUBJECT(5),
        /// One mailbox of To.
        TO_ADDRESS(6),
        /// The whole To field's text.
        TO_TEXT(7),
        /// One mailbox of Cc.
        CC_ADDRESS(8),
        /// The whole Cc field's text.
        CC_TEXT(9),
        /// One mailbox of Bcc.
        BCC_ADDRESS(10),
        /// The whole Bcc field's text.
        BCC_TEXT(11),
        /// Something in a header that is no field: its bytes in raw form.
        HEADER_LINE(12),
        /// Plain text in Unicode, as UTF-8: line ends and blanks before them made alike.
        TEXT(13),
        /// Text, links, sources and descriptions of HTML, else its bytes.
        HTML(14),
        /// The decoded bytes of a part.
        BINARY(15),
        /// A message in the message: the content digest of its own sheet.
        EMBEDDED(16),
        /// The part that a signature covers, header and all, with LF line ends.
        SIGNED(17),
        /// What was not understood, or not strictly: its bytes as they lie there, in raw form.
        RAW(18),
        /// What stands before the first part of a multipart, in raw form.
        PREAMBLE(19),
        /// What stands after the last part of a multipart, in raw form.
        EPILOGUE(20),
        /// The name of a part, tied to the part's own digest.
        FILE_NAME(21),
        /// A part that is announced but was never downloaded: media type, blank, encoded length.
        NOT_DOWNLOADED(22);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// The kind's number, 1 to 127.
        int code() {
            return code;
        }

        /// The kind of that number.
        ///
        /// @throws IllegalArgumentException where there is none
        static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of component has the number " + code);
        }

        /// True for what a reader reads or opens, as against the header and what frames the parts.
        public boolean content() {
            return switch (this) {
                case TEXT, HTML, BINARY, EMBEDDED, SIGNED, RAW -> true;
                default -> false;
            };
        }
    }

    public Component {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(digest);
        if (path.length() > PATH_LIMIT_CHARS
                || label.length() > LABEL_LIMIT_CHARS
                || mediaType.length() > MEDIA_TYPE_LIMIT_CHARS) {
            throw new IllegalArgumentException("a component's text is too long");
        }
        if (sizeBytes < 0 || encodedBytes < -1) {
            throw new IllegalArgumentException("a component's length is negative");
        }
    }
}
