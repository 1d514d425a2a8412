package mailtally.inventory;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;

/// Takes one folder's messages, one after the other, in the store's order. Each message is one
/// [#begin], then either [#commit] or [#abort]; an aborted one is followed by [#unreadable].
///
/// What any method throws is final for the whole run: the target is full or gone.
public interface FolderSink extends Closeable {
    /// The next message. Its bytes are written to the answer, in one `write` if they are in memory.
    ///
    /// @param bytes the message itself; it may be read, also again, until [#commit] or [#abort]
    ///     ends
    OutputStream begin(Holding holding, MessageBytes bytes) throws IOException;

    /// The message that was begun was read to its end and is what `digests` says.
    void commit(Holding holding, Digests digests) throws IOException;

    /// The message that was begun could not be read to its end: take back what came of it.
    void abort(Holding holding) throws IOException;

    /// A holding that is no readable message. Its file is kept where there is one.
    ///
    /// @param reason one plain sentence
    /// @param rawFile the file as it lies there, valid during this call
    void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException;

    /// Ends the folder. What was committed is complete, though perhaps not yet durable.
    @Override
    void close() throws IOException;
}
