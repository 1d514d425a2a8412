package mailtally.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.FolderPath;

/// One message of the made-up library: what a reader should find, and where.
///
/// @param account the account it belongs to
/// @param folder the folder it lies in
/// @param file its file; does not exist for [DemoKind#INDEX_ONLY]
/// @param kind what is special about it
/// @param number the number in its file's name
/// @param flags Apple Mail's own number for its flags
/// @param remoteId the IMAP UID or POP UIDL; empty for mail that is only on this Mac
/// @param received when it came, in whole seconds
/// @param message the whole message as it was sent; what a reader hands out where
///     [DemoKind#exact] says so
public record DemoMessage(
        DemoAccount account,
        FolderPath folder,
        Path file,
        DemoKind kind,
        long number,
        long flags,
        Optional<String> remoteId,
        Instant received,
        MessageBytes message) {}
