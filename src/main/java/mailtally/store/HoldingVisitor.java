package mailtally.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.MessageBytes;

/// Gets every holding of a folder, one call each.
public interface HoldingVisitor {
    /// A holding with its bytes, valid until this returns. A visitor that reads the bytes gets an
    /// [mailtally.message.UnreadableException] where they cannot be read to the end, and must then
    /// count the holding as unreadable itself.
    void message(Holding holding, MessageBytes bytes) throws IOException;

    /// Which of these holdings' messages need not be handed out again, since what is behind their
    /// locators was read before and is known. Only a store whose locators stand for the same bytes
    /// for good asks (IMAP: UIDVALIDITY and UID, RFC 9051 section 2.3.1.1); it asks in batches, and
    /// only for what it has just found to be there.
    default Set<Locator> known(List<Locator> locators) throws IOException {
        return Set.of();
    }

    /// As [#known], for a store whose locators stay while a message is edited behind them (EWS). It
    /// tells the version of each message, which changes with the message and which it hands out as
    /// [Holding#remoteId]; known is what was read at just that version.
    default Set<Locator> knownVersions(Map<Locator, String> versions) throws IOException {
        return Set.of();
    }

    /// A holding that is there and whose message [#known] or [#knownVersions] named.
    default void unchanged(Holding holding) throws IOException {
        throw new IllegalStateException("nothing was known");
    }

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
