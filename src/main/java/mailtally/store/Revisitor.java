package mailtally.store;

import java.io.IOException;
import mailtally.message.MessageBytes;

/// Gets the bytes of holdings that are wanted again, one call each, by the thread that asked.
public interface Revisitor {
    /// A holding's bytes, valid until this returns. Reading them may throw an
    /// [mailtally.message.UnreadableException], as in [HoldingVisitor#message].
    void message(Locator locator, MessageBytes bytes) throws IOException;

    /// A holding that is no longer there, no longer the same, or cannot be read.
    ///
    /// @param reason one plain sentence
    void unreadable(Locator locator, String reason) throws IOException;
}
