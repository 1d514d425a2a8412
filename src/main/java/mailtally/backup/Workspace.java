package mailtally.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The hidden folder in the target in which one run writes, and which it alone may touch: it holds
/// a file `lock` that says whose it is and is locked as long as the run lives. What a run that was
/// killed left behind is removed by the next one.
public final class Workspace implements Closeable {
    /// What the names of such folders look like.
    static final Pattern NAME = Pattern.compile("\\.mailtally-[0-9a-f]{16}\\.partial");

    static final String LOCK = "lock";

    /// What the file `lock` says.
    static final String MARKER =
            "Mailtally is writing here, or was stopped while it did. Nothing here is finished.\n";

    private static final int TRIES = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Disk disk;
    private final Path folder;
    private final FileChannel channel;

    private Workspace(Disk disk, Path folder, FileChannel channel) {
        this.disk = disk;
        this.folder = folder;
        this.channel = channel;
    }

    /// A new workspace in the target.
    public static Workspace create(Path target, Disk disk) throws IOException {
        for (int i = 1; ; i++) {
            byte[] random = new byte[8];
            RANDOM.nextBytes(random);
            String name = ".mailtally-" + HexFormat.of().formatHex(random) + ".partial";
            Path folder = target.resolve(name);
            disk.createFolder(folder);
            try {
                FileChannel channel = disk.createFile(folder.resolve(LOCK));
                FileLock lock = tryLock(channel);
                if (lock != null && Files.exists(folder.resolve(LOCK))) {
                    channel.write(ByteBuffer.wrap(MARKER.getBytes(StandardCharsets.UTF_8)));
                    return new Workspace(disk, folder, channel);
                }
                channel.close();
            } catch (NoSuchFileException e) {
                // another run took the folder for a leftover before it was locked
                if (i == TRIES) {
                    throw e;
                }
            }
            if (i == TRIES) {
                throw new IOException("the lock file could not be locked");
            }
        }
    }

    /// Workspaces in the target that earlier runs left behind, each locked by this call. What does
    /// not have such a folder's exact name and marker, or is locked by a living run, is left alone.
    static List<Workspace> leftovers(Path target, Disk disk) throws IOException {
        return leftovers(target, disk, entry -> true);
    }

    /// Those of the leftovers that `mine` knows by what is in them.
    public static List<Workspace> leftovers(Path target, Disk disk, Predicate<Path> mine)
            throws IOException {
        List<Workspace> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target, ".mailtally-*")) {
            for (Path entry : entries) {
                if (NAME.matcher(entry.getFileName().toString()).matches()
                        && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && mine.test(entry)) {
                    takeOver(entry, disk, found);
                }
            }
        }
        return found;
    }

    Path folder() {
        return folder;
    }

    /// A path in it.
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /// Removes the workspace with all that is in it, and gives the lock back.
    @Override
    public void close() throws IOException {
        try (channel) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Path lock = folder.resolve(LOCK);
                disk.empty(folder, lock);
                disk.delete(lock);
                disk.delete(folder);
            }
        }
    }

    private static void takeOver(Path folder, Disk disk, List<Workspace> found) throws IOException {
        Path lock = folder.resolve(LOCK);
        if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
            removeIfEmpty(folder, disk);
            return;
        }
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        FileChannel channel =
                FileChannel.open(
                        lock,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        if (tryLock(channel) != null && isMarker(channel, folder)) {
            found.add(new Workspace(disk, folder, channel));
        } else {
            channel.close();
        }
    }

    /// A run that is stopped right after it made the folder leaves it empty.
    private static void removeIfEmpty(Path folder, Disk disk) throws IOException {
        try {
            disk.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // not made by us: it has no lock
        }
    }

    /// The marker, or the beginning of one where nothing else was written yet.
    private static boolean isMarker(FileChannel channel, Path folder) throws IOException {
        byte[] marker = MARKER.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(marker.length + 1);
        while (content.hasRemaining() && channel.read(content, content.position()) > 0) {
            // until all is read
        }
        String text = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        return text.equals(MARKER) || (MARKER.startsWith(text) && holdsOnlyLock(folder));
    }

    private static boolean holdsOnlyLock(Path folder) throws IOException {
        int entries = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                entries += entry.getFileName().toString().equals(LOCK) ? 1 : 2;
            }
        }
        return entries == 1;
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another run in this process
        }
    }
}
