package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// Makes a message's [Digests] in one pass while its bytes go elsewhere. Keeps buffers between
/// messages; used by one thread at a time.
public final class Digester {
    /// Reads the message and tells what it is.
    ///
    /// @throws UnreadableException if the message cannot be read to its end
    public Digests digest(MessageBytes message) throws IOException {
        return digest(message, OutputStream.nullOutputStream());
    }

    /// Reads the message once, hands every byte to `elsewhere` in order, and tells what it is.
    ///
    /// @throws UnreadableException if the message cannot be read to its end; `elsewhere` may have
    ///     got some of it
    /// @throws IOException what `elsewhere` throws
    public Digests digest(MessageBytes message, OutputStream elsewhere) throws IOException {
        throw new IOException("being built");
    }
}
