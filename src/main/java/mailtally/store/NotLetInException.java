package mailtally.store;

/// The cause of a [StoreUnavailableException] where another secret can help: there was none, or the
/// server refused the one that there was.
public final class NotLetInException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String address;

    /// @param address the mailbox's address, as its store tells it
    /// @param cause what the server answered; null where it was not asked
    public NotLetInException(String address, Throwable cause) {
        super(address + " did not let us in", cause);
        this.address = address;
    }

    /// The mailbox's address.
    public String address() {
        return address;
    }
}
