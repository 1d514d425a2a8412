package mailtally.store.maildir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.message.MessageBytes;
import mailtally.store.Appender;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.RegularFile;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// A Maildir that takes messages too, or a place where one will be made with the first folder.
/// Folders are made as Maildir++ has them. Any thread may use it.
final class WritableMaildir implements WritableStore {
    private final Path path;
    private final Path root;

    /// What is there already; nothing where the Maildir is still to be made.
    private final Optional<MaildirStore> there;

    private final Map<FolderPath, Path> made = new ConcurrentHashMap<>();

    /// @param root the real path, whether it is there or not
    WritableMaildir(Path path, Path root, Optional<MaildirStore> there) {
        this.path = path;
        this.root = root;
        this.there = there;
    }

    @Override
    public String address() {
        return path.toString();
    }

    @Override
    public List<Folder> folders() {
        return there.map(MaildirStore::folders).orElse(List.of());
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor) throws IOException {
        Path fresh = made.get(folder.path());
        if (fresh != null) {
            MaildirStore.read(root, fresh, visitor);
        } else if (there.isPresent()) {
            there.get().read(folder, visitor);
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        return there.orElseThrow(MaildirStore::gone).reopen(folder, locator);
    }

    @Override
    public List<Finding> findings() {
        return there.map(MaildirStore::findings).orElse(List.of());
    }

    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public synchronized Folder create(FolderPath folder, Optional<SpecialUse> use)
            throws RefusedException, StoreUnavailableException {
        Folder answer = new Folder(folder, SpecialUse.byName(folder), List.of());
        if (maildir(folder).isPresent()) {
            return answer;
        }
        Path place = place(folder);
        try {
            makeFolders(root);
            makeFolders(place);
            for (String part : List.of("tmp", "new", "cur")) {
                makeFolders(place.resolve(part));
            }
        } catch (IOException e) {
            throw new RefusedException(
                    "The folder could not be made: " + RegularFile.unreadable(e).getMessage());
        }
        made.put(folder, place);
        return answer;
    }

    @Override
    public Appender appender(Folder folder) throws RefusedException {
        Path maildir =
                maildir(folder.path())
                        .orElseThrow(() -> new RefusedException("There is no such folder."));
        if (!Files.isWritable(maildir)) {
            throw new RefusedException("This user is not permitted to write there.");
        }
        return new MaildirAppender(root, maildir);
    }

    @Override
    public void close() {
        there.ifPresent(MaildirStore::close);
    }

    private Optional<Path> maildir(FolderPath folder) {
        return Optional.ofNullable(made.get(folder))
                .or(() -> there.flatMap(store -> store.maildirs(folder).stream().findFirst()));
    }

    /// Where the folder will lie: `.A.B` below the top (Maildir++). A level with a dot in it cannot
    /// be written so; it is a Maildir with that name inside the one above.
    private Path place(FolderPath folder) throws RefusedException {
        if (folder.names().equals(List.of("INBOX"))) {
            return root;
        }
        List<Path> levels = new ArrayList<>();
        StringBuilder dotted = new StringBuilder();
        for (String name : folder.names()) {
            String written = ModifiedUtf7.encode(name);
            if (written.contains("/") || written.contains("\0")) {
                throw new RefusedException("A Maildir cannot have a folder of that name.");
            }
            if (written.indexOf('.') < 0) {
                dotted.append('.').append(written);
                continue;
            }
            if (!dotted.isEmpty()) {
                levels.add(Path.of(dotted.toString()));
                dotted.setLength(0);
            }
            levels.add(Path.of(written));
        }
        if (!dotted.isEmpty()) {
            levels.add(Path.of(dotted.toString()));
        }
        List<String> read = new ArrayList<>();
        Path place = root;
        for (Path level : levels) {
            read = MaildirTree.levels(level.toString(), read);
            place = place.resolve(level);
        }
        if (!read.equals(folder.names()) || !place.normalize().equals(place)) {
            throw new RefusedException("A Maildir cannot have a folder of that name.");
        }
        return place;
    }

    /// Makes a folder that is the user's alone, and those above it, and waits until the disk has
    /// their names.
    static void makeFolders(Path folder) throws IOException {
        if (DiskFolder.is(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (Files.notExists(parent, LinkOption.NOFOLLOW_LINKS)) {
            makeFolders(parent);
        }
        Files.createDirectory(folder, mine("rwx------"));
        sync(parent);
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static FileAttribute<?>[] mine(String permissions) {
        boolean posix =
                java.nio.file.FileSystems.getDefault()
                        .supportedFileAttributeViews()
                        .contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
