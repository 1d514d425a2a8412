package mailtally.backup;

import java.util.Optional;
import mailtally.message.Sha256;
import mailtally.store.Holding;

/// What a backup writes down of one holding.
///
/// @param packageFile the package's mbox file, from the bag's top, with `/`
/// @param number its place among the folder's holdings, from 1
/// @param offset where the message's first byte lies in the mbox file; -1 where it is unreadable
/// @param lengthBytes how long the stored message is, quoting and all, with its last LF
/// @param envelopeSender as in the mbox separator line
/// @param extraFile the exact bytes, or the raw file of an unreadable holding, from the bag's top
/// @param extraDigest the digest of that file
record Entry(
        String packageFile,
        long number,
        long offset,
        long lengthBytes,
        String envelopeSender,
        Holding holding,
        Optional<String> extraFile,
        Optional<Sha256> extraDigest) {}
