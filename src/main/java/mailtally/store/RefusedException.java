package mailtally.store;

/// A store does not take what it was given: a folder's name, or messages in that folder. Final; the
/// rest goes on. The message holds the store's own words, unescaped.
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
