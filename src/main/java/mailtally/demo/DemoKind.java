package mailtally.demo;

/// What is special about a message of the made-up library.
public enum DemoKind {
    /// Plain text.
    PLAIN,
    /// Text and HTML as alternatives.
    HTML,
    /// With one or two attached files, all of it in the .emlx.
    ATTACHMENT,
    /// Subject and names in encoded words (RFC 2047), in several languages and charsets.
    ENCODED_SUBJECT,
    /// A .partial.emlx whose attachments lie beside it. Putting them back gives the original byte
    /// for byte.
    PARTIAL,
    /// A .partial.emlx whose attachments were never downloaded.
    NOT_DOWNLOADED,
    /// Both forms under one number; the full one counts.
    BOTH_FORMS,
    /// The file ends in the middle of the message.
    CUT,
    /// A file of no bytes.
    EMPTY,
    /// The first line says more or fewer bytes than there are; the message itself is whole.
    WRONG_LENGTH,
    /// No property list follows the message.
    NO_PROPERTY_LIST,
    /// An exact copy of another message in the same folder.
    DUPLICATE,
    /// An exact copy of a message in another folder.
    OTHER_FOLDER,
    /// No Message-ID field.
    NO_MESSAGE_ID,
    /// One of two different messages with the same Message-ID.
    SHARED_MESSAGE_ID,
    /// Lines end with CRLF.
    CRLF,
    /// A picture in binary (RFC 3030 section 3): its CRLF among the LF of the lines.
    MIXED,
    /// Lines of the text begin with `From ` and `>From `.
    FROM_LINES,
    /// Bytes above 127 in the header, in no declared charset.
    EIGHT_BIT_HEADER,
    /// A NUL byte in the text.
    NUL,
    /// One line of more than 100,000 bytes; RFC 5322 section 2.1.1 allows 998.
    LONG_LINE,
    /// A forwarded message inside (message/rfc822), with an attachment of its own.
    NESTED,
    /// A file that the Envelope Index does not know.
    UNKNOWN_TO_INDEX,
    /// A row of the Envelope Index whose file is missing: it counts as found, and as unreadable.
    INDEX_ONLY;

    /// True where a reader of the library must hand out exactly the original bytes.
    public boolean exact() {
        return switch (this) {
            case NOT_DOWNLOADED, CUT, EMPTY, INDEX_ONLY -> false;
            default -> true;
        };
    }

    /// True where a file of the library stands for the message, readable or not.
    public boolean onDisk() {
        return this != INDEX_ONLY;
    }
}
