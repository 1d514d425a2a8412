package mailtally.message;

/// What may become of a message in a place that keeps mail, and still count as the same content.
public enum Profile {
    /// It gives back what it was given: IMAP servers, files.
    FAITHFUL,
    /// It keeps what a person wrote, addressed and attached, and makes MIME of it anew when it is
    /// asked: Exchange.
    REWRITING
}
