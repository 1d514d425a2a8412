package mailtally.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import mailtally.store.StoreUnavailableException;

/// A folder for messages that are too large for memory, the user's alone, for one run. A run that
/// was killed leaves mail there; the next one removes it.
///
///     spill/<id>.lock   held as long as the run lives; the system lets go when it dies
///     spill/<id>/       one file a message
///
/// The lock is held before the folder is made, so a folder without a held lock is a dead run's.
final class SpillFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    /// Those of this process. To open their locks again would let them go (POSIX, fcntl).
    private static final Set<String> OURS = ConcurrentHashMap.newKeySet();

    private final String id;
    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;

    private SpillFolder(String id, Path path, Path lockFile, FileChannel lock) {
        this.id = id;
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// Makes one, and removes those of dead runs.
    ///
    /// @throws StoreUnavailableException if it cannot be made
    static SpillFolder make(StateFolder state) throws StoreUnavailableException {
        Path all = state.make("spill");
        sweep(all);
        String id = UUID.randomUUID().toString();
        OURS.add(id);
        try {
            Path lockFile = Files.createFile(all.resolve(id + LOCK), StateFolder.mineAlone(false));
            FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            try {
                lock.lock();
                Path path = Files.createDirectory(all.resolve(id), StateFolder.mineAlone(true));
                return new SpillFolder(id, path, lockFile, lock);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            OURS.remove(id);
            throw new StoreUnavailableException(
                    "Cannot make a folder in "
                            + all
                            + " for messages that are too large for memory. Nothing was changed."
                            + " Name another place with --state.",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            remove(path);
            Files.deleteIfExists(lockFile);
            lock.close();
        } catch (IOException e) {
            // the next run removes what is left
        }
        OURS.remove(id);
    }

    private static void sweep(Path all) {
        try (Stream<Path> entries = Files.list(all)) {
            for (Path folder : entries.toList()) {
                String name = folder.getFileName().toString();
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !OURS.contains(name)) {
                    removeIfDead(folder, all.resolve(name + LOCK));
                }
            }
        } catch (IOException e) {
            // what cannot be removed now does no harm but take room
        }
    }

    private static void removeIfDead(Path folder, Path lockFile) throws IOException {
        if (!Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)) {
            remove(folder);
            return;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                remove(folder);
                Files.deleteIfExists(lockFile);
            }
        } catch (OverlappingFileLockException e) {
            // a run in this process, begun a moment ago
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> tree = Files.walk(folder)) {
            inside = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.deleteIfExists(path);
        }
    }
}
