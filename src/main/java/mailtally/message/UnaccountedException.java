package mailtally.message;

import java.io.IOException;

/// The parse does not account for every byte, or would go beyond a limit: what encloses this place
/// counts raw. Never leaves [SheetMaker].
final class UnaccountedException extends IOException {
    private static final long serialVersionUID = 1L;

    UnaccountedException(String what) {
        super(what);
    }

    UnaccountedException(String what, Throwable cause) {
        super(what, cause);
    }
}
