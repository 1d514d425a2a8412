package mailtally.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Every durable step of a backup: files and folders that only their owner can read, made, synced,
/// renamed and removed. Each step is announced to [Steps] first. May be used by several threads.
public final class Disk {
    private final Steps steps;

    /// @param steps hears of each step first
    public Disk(Steps steps) {
        this.steps = steps;
    }

    /// Says what is about to happen.
    void step(String name) {
        steps.before(name);
    }

    /// A new folder, 0700 where the file system knows such things.
    public void createFolder(Path folder) throws IOException {
        step("create folder " + folder.getFileName());
        Files.createDirectory(folder, mode(folder, "rwx------"));
    }

    /// The folder and those above it, below `root`, as far as they are not there yet.
    void createFolders(Path root, Path folder) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        createFolders(root, folder.getParent());
        try {
            createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            // another thread made it just now
        }
    }

    /// A new file, 0600, open for writing; the caller syncs and closes it.
    public FileChannel createFile(Path file) throws IOException {
        step("create file " + file.getFileName());
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                mode(file, "rw-------"));
    }

    /// A new file with these bytes, durable except for its name.
    public void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = createFile(file)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            sync(channel, file);
        }
    }

    /// Waits until the disk has all of the file.
    public void sync(FileChannel channel, Path file) throws IOException {
        step("sync file " + file.getFileName());
        channel.force(true);
    }

    /// Waits until the disk has the folder's list of names.
    public void syncFolder(Path folder) throws IOException {
        step("sync folder " + folder.getFileName());
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Syncs every folder in the tree, the innermost first, `root` last.
    void syncFolders(Path root) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    syncFolders(entry);
                }
            }
        }
        syncFolder(root);
    }

    /// Gives a file or folder its final name, in one step. Never replaces anything.
    ///
    /// @return false if the name is taken
    public boolean rename(Path from, Path to) throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        step("rename to " + to.getFileName());
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return false; // taken in the meantime
        }
    }

    /// Removes a file or an empty folder, if it is there.
    void delete(Path path) throws IOException {
        step("delete " + path.getFileName());
        Files.deleteIfExists(path);
    }

    /// Removes everything in the folder except `keep`. Links are removed, never followed.
    void empty(Path folder, Path keep) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!file.equals(keep)) {
                            delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path inner, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        if (!inner.equals(folder)) {
                            delete(inner);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// A stream into the channel, without a buffer of its own.
    static OutputStream streamInto(FileChannel channel) {
        return java.nio.channels.Channels.newOutputStream(channel);
    }

    private static FileAttribute<?>[] mode(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
