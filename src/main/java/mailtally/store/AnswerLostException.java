package mailtally.store;

import java.io.IOException;

/// A store was told to add messages, and its answer did not arrive: nobody knows yet whether they
/// are there.
public final class AnswerLostException extends IOException {
    private static final long serialVersionUID = 1L;

    public AnswerLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
