package mailtally.store;

/// What the user wrote names no single place: not an address at all, an account that does not
/// exist, or one that matches several. The message lists what there is. Exit status 2.
public final class AddressException extends Exception {
    private static final long serialVersionUID = 1L;

    public AddressException(String message) {
        super(message);
    }
}
