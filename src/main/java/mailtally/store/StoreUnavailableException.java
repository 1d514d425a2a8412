package mailtally.store;

/// A store as a whole could not be reached or read: missing, not mounted, not permitted, empty
/// where it cannot be. Nothing was changed. The message says what was tried, why it failed and
/// what to do, in plain sentences. Exit status 3.
public final class StoreUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
