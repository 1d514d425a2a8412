package mailtally.trial;

/// The messages of a trial, each with what it brings out. Their order is their number.
public enum TrialKind {
    /// Text, and nothing else.
    PLAIN(1, "plain text"),
    /// HTML that shows an image that it brings along.
    INLINE_IMAGE(2, "HTML with an image in it"),
    /// A file of all byte values.
    ATTACHMENT(3, "an attachment"),
    /// Text, or HTML around an attachment, as Apple Mail builds it.
    APPLE_SHAPE(4, "Apple Mail's own shape, with an attachment between HTML"),
    /// A subject of more than 255 characters.
    LONG_SUBJECT(5, "a subject of about 400 characters"),
    /// No Message-ID.
    WITHOUT_ID(6, "no Message-ID"),
    /// A recipient that the others did not see.
    BLIND_COPY(7, "a recipient in Bcc"),
    /// Read, flagged, and with a keyword.
    FLAGGED(8, "flags: read, flagged, a keyword"),
    /// Received in 1999.
    OLD_DATE(9, "a date of 1999"),
    /// Names and text beyond ASCII, some of it in eight bits.
    EIGHT_BIT(10, "names and text beyond ASCII");

    private final int number;
    private final String words;

    TrialKind(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /// What it brings out, as a part of a sentence.
    public String words() {
        return words;
    }

    /// Its number in the trial, 1 to 10.
    public int number() {
        return number;
    }
}
