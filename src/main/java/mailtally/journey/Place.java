package mailtally.journey;

/// The places that a move compares this Mac with, as they are called on the screen and in events.
final class Place {
    static final String SERVER = "Server";
    static final String BACKUP = "Backup";
    static final String NEW_MAILBOX = "New mailbox";

    private Place() {}
}
