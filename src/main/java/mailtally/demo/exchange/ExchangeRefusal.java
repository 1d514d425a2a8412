package mailtally.demo.exchange;

/// What the mailbox does not do, and why. Each door has its own words for it.
final class ExchangeRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why something was refused.
    enum Why {
        /// The folder's name is one of the mailbox's own (`Files`, …).
        FOLDER_RESERVED,
        /// There is no such folder.
        NO_SUCH_FOLDER,
        /// The message is larger than the mailbox takes.
        TOO_LARGE,
        /// The mailbox is full.
        FULL,
        /// A line of it is too long.
        LINE_TOO_LONG,
        /// It is no message.
        MALFORMED
    }

    private final Why why;

    ExchangeRefusal(Why why) {
        super(why.name());
        this.why = why;
    }

    Why why() {
        return why;
    }
}
