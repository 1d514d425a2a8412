package mailtally.journey;

import java.util.List;

/// The places that a move compares this Mac with, as they are called on the screen and in events.
final class Place {
    static final String SERVER = "Server";
    static final String BACKUP = "Backup";
    static final String NEW_MAILBOX = "New mailbox";

    /// All of them, in the order in which they are shown.
    static final List<String> ALL = List.of(SERVER, BACKUP, NEW_MAILBOX);

    private Place() {}
}
