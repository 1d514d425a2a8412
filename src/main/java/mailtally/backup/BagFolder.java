package mailtally.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.message.LineEnds;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.RegularFile;

/// A folder of a bag that is read as a store.
///
/// @param packageFile its mbox file, from the bag's top
/// @param mbox where that lies; absent where it is gone
/// @param seen that file as it was when the bag was opened
/// @param groups its lines in messages.jsonl
record BagFolder(
        Path bag,
        String packageFile,
        Optional<Path> mbox,
        Optional<RegularFile> seen,
        List<LineIndex.Group> groups) {
    static BagFolder of(
            Path bag, String packageFile, Optional<Path> mbox, List<LineIndex.Group> groups) {
        Optional<RegularFile> seen = Optional.empty();
        try {
            if (mbox.isPresent()) {
                seen = Optional.of(RegularFile.look(mbox.get()));
            }
        } catch (UnreadableException e) {
            // told when it is read
        }
        return new BagFolder(bag, packageFile, mbox, seen, groups);
    }

    /// Other paths in messages.jsonl are damage, or meant to lead out of the bag.
    private static final Pattern EXTRA_FILE =
            Pattern.compile(
                    "data/(exact/[0-9a-f]{64}\\.eml|unreadable/[0-9]+-[0-9]+-[^/\\\\\\p{Cntrl}]+)");

    Path lineFile() {
        return bag.resolve("messages.jsonl");
    }

    /// The file of exact bytes, or the raw file of an unreadable holding.
    MessageBytes extra(String path) throws UnreadableException {
        if (!EXTRA_FILE.matcher(path).matches()) {
            throw new UnreadableException("The backup's table names a file it cannot have.");
        }
        return RegularFile.look(bag.resolve(path)).bytes();
    }

    /// A message that stands in the package at `offset`, as it was before it was backed up.
    MessageBytes message(BagLine.Message line, long offset, long lengthBytes)
            throws UnreadableException {
        if (line.exactFile().isPresent()) {
            try {
                return extra(line.exactFile().get());
            } catch (UnreadableException e) {
                // the package still has it, with other line ends
            }
        }
        return RestoredBytes.of(
                mbox.orElseThrow(() -> new UnreadableException("The backup's package is gone.")),
                new RestoredStream.Stored(
                        offset, lengthBytes, line.lineEnds(), line.finalNewlines()));
    }

    /// What stands in the package without a line in messages.jsonl, with single line feeds.
    MessageBytes surplus(PackageContents.Surplus surplus) throws UnreadableException {
        return RestoredBytes.of(
                mbox.orElseThrow(() -> new UnreadableException("The backup's package is gone.")),
                new RestoredStream.Stored(surplus.start(), surplus.lengthBytes(), LineEnds.LF, 1));
    }
}
