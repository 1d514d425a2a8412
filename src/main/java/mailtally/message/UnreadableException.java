package mailtally.message;

import java.io.IOException;

/// A message's bytes could not be read to their end. The reason is one plain sentence without the
/// message's own text. Other messages are not affected.
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param reason one plain sentence, such as "The file changed while it was read."
    public UnreadableException(String reason) {
        super(reason);
    }

    /// @param reason one plain sentence
    /// @param cause what the system said
    public UnreadableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
