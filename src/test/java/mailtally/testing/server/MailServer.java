package mailtally.testing.server;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A mail server on 127.0.0.1 that a test started. Every user name is known, and its password is
/// [#PASSWORD].
public interface MailServer extends AutoCloseable {
    /// The password of every user.
    String PASSWORD = "secret";

    /// The IMAP port, without TLS.
    int port();

    /// The mailbox as Mailtally's command line names it: `imap://jane@127.0.0.1:12345`.
    default String address(String user) {
        return "imap://" + user + "@127.0.0.1:" + port();
    }

    /// Puts a message into a folder, past IMAP where the server allows it. The folder is made if it
    /// is not there.
    ///
    /// @param folder levels joined by `/`, in Unicode
    /// @param flags such as `\Seen` or a keyword
    /// @param internalDate in whole seconds
    void deliver(
            String user, String folder, byte[] message, Set<String> flags, Instant internalDate);

    /// Puts an unread message into INBOX.
    default void deliver(String user, byte[] message) {
        deliver(user, "INBOX", message, Set.of(), Instant.ofEpochSecond(1_500_000_000L));
    }

    /// Every message of this user, sorted: by the server's files or by a reader that shares no code
    /// with ours.
    List<StoredMessage> messages(String user);

    @Override
    void close();
}
