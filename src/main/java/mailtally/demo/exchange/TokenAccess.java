package mailtally.demo.exchange;

/// What a token opens of one mailbox.
enum TokenAccess {
    /// It is none of ours, or has ended.
    REFUSED,
    /// Who comes with it is known and may not open that mailbox.
    NO_RIGHT,
    /// The mailbox.
    OPEN
}
