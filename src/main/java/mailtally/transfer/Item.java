package mailtally.transfer;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import mailtally.message.Flags;
import mailtally.message.Sha256;
import mailtally.store.Locator;

/// A planned message, as the ledger knows it.
///
/// @param source its holding's number
/// @param folder the source's folder, as [mailtally.store.FolderPath#text] has it
/// @param body the digest of the very bytes that were compared
/// @param wire the digest by which it is looked for on the target
/// @param messageId its Message-ID as the ledger keeps it, or empty
/// @param dateMs its Date in ms since 1970 UTC, by which it is looked for on a store that rewrites,
///     where it has no Message-ID
/// @param copiesBefore how many equal messages the target's folder had when it was read
record Item(
        long source,
        long folderNumber,
        String folder,
        Locator locator,
        Sha256 body,
        Sha256 wire,
        String messageId,
        OptionalLong dateMs,
        long sizeBytes,
        Optional<Instant> internalDate,
        Flags flags,
        long copiesBefore) {}
