package mailtally.store.ews;

import java.io.IOException;

/// An answer that cannot be used; another try may bring one that can. The message says what it is,
/// as the end of a sentence.
final class BadAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
        super(message);
    }

    BadAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
