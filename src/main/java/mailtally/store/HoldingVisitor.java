package mailtally.store;

import java.io.IOException;
import java.util.Optional;
import mailtally.message.MessageBytes;

/// Gets every holding of a folder, one call each.
public interface HoldingVisitor {
    /// A holding with its bytes, valid until this returns. A visitor that reads the bytes gets an
    /// [mailtally.message.UnreadableException] where they cannot be read to the end, and must then
    /// count the holding as unreadable itself.
    void message(Holding holding, MessageBytes bytes) throws IOException;

    /// A holding that is there but whose message cannot be read. It counts as found.
    ///
    /// @param holding what is known of it
    /// @param reason one plain sentence
    /// @param rawFile the file as it lies there, where there is a regular file that can be read, so
    ///     that a backup can keep it
    void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException;

    /// A part of the folder that could not be looked into, so that the number of holdings in it is
    /// unknown: a folder one may not read.
    void folderUnreadable(String where, String reason) throws IOException;
}
