package mailtally.store.pop3;

import java.io.IOException;

/// A connection is of no use any more: it broke, went quiet, or carried what POP3 does not know. A
/// new one may serve.
final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
        super(message);
    }

    BrokenException(IOException cause) {
        super(cause.getMessage() == null ? "it was cut" : cause.getMessage(), cause);
    }
}
