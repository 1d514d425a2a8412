package mailtally.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.RegularFile;

/// Finds the messages of a package again by their offsets. Keeps some 100 bytes for each message of
/// the package once it was asked. May be used by several threads.
final class Reopener {
    private final BagFolder folder;
    private Optional<ListedLines> listed = Optional.empty();
    private Optional<PackageContents> contents = Optional.empty();

    Reopener(BagFolder folder) {
        this.folder = folder;
    }

    /// @throws UnreadableException if no message stands there
    synchronized MessageBytes reopen(long offset) throws UnreadableException {
        try {
            if (listed.isEmpty()) {
                listed =
                        Optional.of(
                                ListedLines.read(
                                        folder.lineFile(), folder.packageFile(), folder.groups()));
            }
            RegularFile file =
                    folder.seen()
                            .orElseThrow(
                                    () -> new UnreadableException("The backup's package is gone."));
            file.requireUnchanged();
            ListedLines lines = listed.get();
            int message = lines.messages().find(offset);
            if (message >= 0) {
                BagLine.Message line = lines.message(message);
                if (standsThere(file, line)) {
                    return folder.message(line, line.offset(), line.lengthBytes());
                }
            }
            return reopenElsewhere(lines, offset);
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException("The backup's package cannot be read.", e);
        }
    }

    synchronized void close() {
        try {
            if (listed.isPresent()) {
                listed.get().close();
            }
        } catch (IOException e) {
            // it was only read
        }
        listed = Optional.empty();
        contents = Optional.empty();
    }

    /// In a damaged package.
    private MessageBytes reopenElsewhere(ListedLines lines, long offset) throws IOException {
        if (contents.isEmpty()) {
            contents = Optional.of(PackageContents.of(lines, folder));
        }
        PackageContents found = contents.get();
        int message = found.at(offset);
        if (message >= 0) {
            return folder.message(lines.message(message), offset, found.lengthBytes(message));
        }
        for (PackageContents.Surplus surplus : found.surplus()) {
            if (surplus.start() == offset) {
                return folder.surplus(surplus);
            }
        }
        throw new UnreadableException("It is gone from the backup's package.");
    }

    private static boolean standsThere(RegularFile file, BagLine.Message line) throws IOException {
        byte[] separator = SeparatorLine.before(line, true);
        if (line.end() >= file.sizeBytes() || line.offset() < separator.length) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(separator.length);
        try (FileChannel channel = file.open()) {
            RegularFile.readFully(channel, found, line.offset() - separator.length);
        }
        return Arrays.equals(found.array(), separator);
    }
}
