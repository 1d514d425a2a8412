package mailtally.store.ews;

import java.io.IOException;

/// An answer that no Exchange gives: whoever answers is no Exchange, or means harm. It is not read
/// to its end, and asking again is of no use. The message says what is wrong with it, as the end of
/// a sentence that begins with 'it'.
final class HostileAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    HostileAnswerException(String message) {
        super(message);
    }
}
