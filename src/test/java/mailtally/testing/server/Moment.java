package mailtally.testing.server;

/// When something happens to a connection.
public sealed interface Moment {
    /// The client is connected and has read nothing.
    record BeforeGreeting() implements Moment {}

    /// The client has read half of the greeting.
    record InGreeting() implements Moment {}

    /// The client has sent this command, and the server has not seen it.
    ///
    /// @param command as in `SELECT`; `FETCH` is `UID FETCH` too, `*` is any
    record AtCommand(String command) implements Moment {}

    /// The client has sent so much of a literal (IMAP only), and the server has that much.
    record InUpload(long afterBytes) implements Moment {}

    /// The client has read so much of a message: of a literal in FETCH, or of what RETR and TOP
    /// give.
    record InMessage(long afterBytes) implements Moment {}

    /// The server has done the command, and the client has not read that: neither the tagged answer
    /// nor what POP3 answers. A lost APPEND is `BeforeAnswer("APPEND")`.
    ///
    /// @param command as in [AtCommand]
    record BeforeAnswer(String command) implements Moment {}
}
