package mailtally.gate;

/// What must hold before an account may be removed, in the order in which it is shown.
public enum Condition {
    /// The account's mail on this Mac was read whole: no folder withheld, every witness agrees.
    LIBRARY_WHOLE("Library read whole"),
    /// Every message is proven in a safe place on the server, or approved.
    SAFE_ON_SERVER("Each message safe on the server"),
    /// A sealed backup that a second reader verified, with every message of this Mac in it.
    BACKUP("Backup sealed and read again"),
    /// Nothing was lost on either side since the last count, and the last count is not too old.
    NOTHING_LOST("Nothing lost since"),
    /// Mail is not running; nothing waits in Outbox, Send Later or among Mail's queued actions.
    MAIL_CLOSED("Mail closed"),
    /// The row that goes is beyond doubt.
    RIGHT_ROW("This row alone"),
    /// POP: what is only in the backup cannot be had again, and the person knows how many.
    ONLY_IN_BACKUP("Only in the backup"),
    /// Side by side: every message arrived in the new mailbox, and it works on this Mac.
    NEW_MAILBOX("New mailbox whole and working"),
    /// Other Macs of the person have an inventory of their own, or there is none.
    OTHER_MACS("Other Macs"),
    /// The undo copy was made, and the last count read it.
    UNDO_COPY("Undo copy");

    private final String words;

    Condition(String words) {
        this.words = words;
    }

    /// What it is called.
    public String words() {
        return words;
    }
}
