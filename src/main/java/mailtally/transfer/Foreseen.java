package mailtally.transfer;

/// What will become of a message on a store that rewrites mail, known before it is put there; with
/// what can be done.
enum Foreseen {
    /// Larger than Exchange takes unless somebody raised its limit.
    TOO_LARGE(
            true,
            "larger than 35 MB, the most that Exchange takes unless its administrator sets more: up"
                    + " to 150 MB with Set-Mailbox -MaxReceiveSize and -MaxSendSize. It is tried; a"
                    + " backup keeps it in any case"),
    /// A line that Exchange's parser refuses.
    LONG_LINE(
            true,
            "with a line of more than 10,000 bytes, which Exchange refuses. It is tried; a backup"
                    + " keeps it, and as an attachment in another message Exchange takes it"),
    /// Cut in the subject.
    LONG_SUBJECT(false, "with a subject of more than 255 characters, which Exchange cuts"),
    /// Made into a meeting.
    CALENDAR(
            false,
            "with a calendar part, of which Exchange makes a meeting. The part will differ, and is"
                    + " left until you approve it"),
    /// Unpacked.
    TNEF(
            false,
            "with winmail.dat, which Exchange unpacks. The part will be gone, and is left until you"
                    + " approve it"),
    /// Whose broken structure Exchange may read in another way.
    BROKEN(
            false,
            "with a part that is not what its header says. Exchange may read it in another way"),
    /// Text outside of parts.
    AROUND(
            false,
            "with text before or after its parts, which mail programs do not show and Exchange does"
                    + " not keep"),
    /// Asks for a receipt, and was not read.
    RECEIPT(
            false,
            "not read yet, that asks for a read receipt. One may be sent when it is opened; mark it"
                    + " as read before if that is not wanted"),
    /// Named anew.
    NO_MESSAGE_ID(false, "without a Message-ID, for which Exchange makes one up");

    private final boolean refused;
    private final String text;

    Foreseen(boolean refused, String text) {
        this.refused = refused;
        this.text = text;
    }

    /// True where it may well be refused; the others are changed.
    boolean refused() {
        return refused;
    }

    /// The kind of message and what follows, behind 'messages'.
    String text() {
        return text;
    }
}
