package mailtally.profile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/// Writes a file whole or not at all: under a name of its own, synced, and then under the first
/// name that nobody has. What is there stays.
final class NewFile {
    private static final int MOST_NAMES = 1_000;

    private final Path folder;
    private final String name;
    private final String ending;

    NewFile(Path folder, String name, String ending) {
        this.folder = folder;
        this.name = name;
        this.ending = ending;
    }

    Path write(byte[] bytes) throws IOException {
        Path draft = folder.resolve(".mailtally-" + UUID.randomUUID() + ".partial");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            draft,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            mineAlone())) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Path named = named(draft);
            syncFolder();
            return named;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path named(Path draft) throws IOException {
        for (int number = 1; number <= MOST_NAMES; number++) {
            Path wanted = folder.resolve(name + (number == 1 ? "" : " " + number) + ending);
            try {
                return under(draft, wanted);
            } catch (FileAlreadyExistsException e) {
                // the next number is tried
            }
        }
        throw new IOException("there are a thousand files of that name");
    }

    /// A second name for a file is given only where nobody has it; a move can overwrite.
    private static Path under(Path draft, Path wanted) throws IOException {
        try {
            return Files.createLink(wanted, draft);
        } catch (UnsupportedOperationException e) {
            return Files.move(draft, wanted);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            // Disks without second names answer so.
            return Files.move(draft, wanted);
        }
    }

    private void syncFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no folders; the file itself is synced
        }
    }

    private static FileAttribute<?>[] mineAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
