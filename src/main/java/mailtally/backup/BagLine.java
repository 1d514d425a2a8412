package mailtally.backup;

import java.time.Instant;
import java.util.Optional;
import mailtally.message.LineEnds;
import mailtally.message.Sha256;
import mailtally.store.FolderPath;
import mailtally.store.Holding;

/// A line of messages.jsonl, read.
sealed interface BagLine {
    /// What every line has.
    Common common();

    /// What every line and message has, as it was written down.
    ///
    /// @param packageFile the package's mbox file, from the bag's top
    /// @param number the line's place in its package, from 1
    /// @param holding as the source told it; its locator is the source's
    /// @param messageId the Message-ID as text, or empty
    /// @param subject the Subject as it stands in the header, or empty
    record Common(
            String packageFile,
            long number,
            FolderPath folder,
            Holding holding,
            String messageId,
            String subject,
            Optional<Instant> date) {}

    /// A message that stands in the package.
    ///
    /// @param exactFile where its exact bytes lie if they cannot be made from the raw form
    record Message(
            Common common,
            long offset,
            long lengthBytes,
            Sha256 exact,
            Sha256 raw,
            long sizeBytes,
            LineEnds lineEnds,
            long finalNewlines,
            String envelopeSender,
            Optional<String> exactFile)
            implements BagLine {
        /// Where the message ends in the mbox file; the empty line follows.
        long end() {
            return offset + lengthBytes;
        }
    }

    /// A holding that was no readable message.
    record Unreadable(
            Common common, String reason, Optional<String> rawFile, Optional<Sha256> rawFileDigest)
            implements BagLine {}
}
