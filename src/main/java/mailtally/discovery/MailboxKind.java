package mailtally.discovery;

/// What kind of server has the mailbox, as far as the answers say.
public enum MailboxKind {
    /// Microsoft 365.
    EXCHANGE_ONLINE,
    /// An Exchange Server of the domain's own, or of a provider.
    EXCHANGE_SERVER,
    /// Something answered, and it named a mailbox that is not in Exchange.
    NOT_EXCHANGE,
    /// Nobody who was asked knows the mailbox.
    UNKNOWN;

    /// True for both kinds of Exchange.
    public boolean exchange() {
        return this == EXCHANGE_ONLINE || this == EXCHANGE_SERVER;
    }
}
