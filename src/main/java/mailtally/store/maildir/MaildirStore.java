package mailtally.store.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.ChosenFolders;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.PathText;
import mailtally.store.RegularFile;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// A Maildir with its Maildir++ folders, or a tree of Maildirs, as a store. The internal date is
/// the file's modification time, flags are the letters in its name.
///
/// A locator is the file's path below what was opened, percent-encoded. A file that was renamed
/// since (its flags changed, or it was seen) is found by the part of its name that never changes.
/// Any thread may use it.
public final class MaildirStore implements Store {
    /// How often a file is looked for again that was renamed just before it was opened.
    private static final int RENAME_LIMIT = 3;

    /// How deep an unfinished Maildir is looked through.
    private static final int MADE_DEPTH_LIMIT = 10;

    private final Path path;
    private final MaildirTree tree;
    private final List<Folder> folders;

    /// Maildirs of which was told what lies there and is no message.
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    private MaildirStore(Path path, MaildirTree tree, List<Folder> folders) {
        this.path = path;
        this.tree = tree;
        this.folders = folders;
    }

    /// True for a folder that is a Maildir or has one in it, or deeper. Looks at no more than some
    /// thousand folders.
    public static boolean recognises(Path path) {
        return Files.isDirectory(path) && MaildirTree.isTree(path);
    }

    /// Opens a Maildir or a tree of them.
    ///
    /// @param only this mail folder and those in it; empty for all
    /// @throws StoreUnavailableException if it is not there, cannot be read, or holds no Maildir
    /// @throws AddressException if there is no such mail folder in it
    public static MaildirStore open(Path path, Optional<FolderPath> only)
            throws StoreUnavailableException, AddressException {
        MaildirTree tree;
        try {
            Path real = path.toRealPath();
            DiskFolder.list(real);
            tree = MaildirTree.of(real);
        } catch (IOException e) {
            throw unavailable(path, RegularFile.unreadable(e).getMessage(), e);
        }
        if (tree.folders().isEmpty()) {
            throw unavailable(path, "There is no folder in it with cur and new.", null);
        }
        return new MaildirStore(path, tree, ChosenFolders.of(path, tree.folders().keySet(), only));
    }

    /// True for a folder in which nothing is but folders of a Maildir that was not finished: a run
    /// may have been killed while it made them.
    public static boolean canBecome(Path folder) throws UnreadableException {
        return Files.isDirectory(folder)
                && !MaildirTree.isTree(folder)
                && onlyFolders(folder, MADE_DEPTH_LIMIT);
    }

    private static boolean onlyFolders(Path folder, int depth) throws UnreadableException {
        for (Path child : DiskFolder.list(folder)) {
            if (depth == 0 || !DiskFolder.is(child) || !onlyFolders(child, depth - 1)) {
                return false;
            }
        }
        return true;
    }

    /// Opens a Maildir or a tree of them for messages to be added, or a place where there is
    /// nothing yet: then a Maildir is made there with the first folder.
    ///
    /// @throws StoreUnavailableException if it cannot be read, or holds something that is no
    ///     Maildir
    public static WritableStore openWritable(Path path, Optional<FolderPath> only)
            throws StoreUnavailableException, AddressException {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Path absolute = path.toAbsolutePath().normalize();
                Path above = absolute.getParent();
                Path root = above.toRealPath().resolve(absolute.getFileName());
                return new WritableMaildir(path, root, Optional.empty());
            }
            Path root = path.toRealPath();
            if (canBecome(root)) {
                return new WritableMaildir(path, root, Optional.empty());
            }
            return new WritableMaildir(path, root, Optional.of(open(path, only)));
        } catch (IOException e) {
            throw unavailable(path, RegularFile.unreadable(e).getMessage(), e);
        }
    }

    @Override
    public String address() {
        return path.toString();
    }

    @Override
    public List<Folder> folders() {
        return folders;
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor) throws IOException {
        for (Path maildir : maildirs(folder.path())) {
            Listing listing;
            try {
                listing = Listing.of(maildir);
            } catch (UnreadableException e) {
                visitor.folderUnreadable(DiskFolder.display(tree.root(), maildir), e.getMessage());
                continue;
            }
            if (told.add(maildir)) {
                tree.hidden(listing.hidden());
            }
            visitAll(tree.root(), maildir, listing, visitor);
        }
    }

    /// Visits the messages of a Maildir that was made since the tree was looked through.
    static void read(Path root, Path maildir, HoldingVisitor visitor) throws IOException {
        visitAll(root, maildir, Listing.of(maildir), visitor);
    }

    private static void visitAll(Path root, Path maildir, Listing listing, HoldingVisitor visitor)
            throws IOException {
        Map<Character, String> keywords = Keywords.of(maildir);
        for (Path file : listing.files()) {
            visit(root, file, listing, keywords, visitor);
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        for (Path maildir : maildirs(folder.path())) {
            for (String part : List.of("cur", "new")) {
                Optional<Path> file =
                        DiskFolder.child(tree.root(), maildir.resolve(part), locator.value());
                if (file.isPresent()) {
                    Path now =
                            Listing.unlisted(maildir)
                                    .now(file.get())
                                    .orElseThrow(MaildirStore::gone);
                    return RegularFile.look(now).bytes();
                }
            }
        }
        throw new UnreadableException("The message is not in this folder: " + locator + ".");
    }

    @Override
    public List<Finding> findings() {
        return tree.findings();
    }

    /// Servers purge Trash and Junk, and programs remove what is marked `\Deleted`.
    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public void close() {
        // nothing stays open between two calls
    }

    private static void visit(
            Path root,
            Path file,
            Listing listing,
            Map<Character, String> keywords,
            HoldingVisitor visitor)
            throws IOException {
        Path now = file;
        Optional<Instant> date = Optional.empty();
        Optional<MessageBytes> read = Optional.empty();
        for (int tries = 0; read.isEmpty(); tries++) {
            try {
                now = listing.now(file).orElseThrow(MaildirStore::gone);
                RegularFile found = RegularFile.look(now);
                date = Optional.of(found.modified().toInstant().truncatedTo(ChronoUnit.MILLIS));
                read = Optional.of(found.bytes());
            } catch (UnreadableException e) {
                boolean renamed = tries < RENAME_LIMIT && Files.notExists(now);
                if (!renamed) {
                    visitor.unreadable(
                            holding(root, now, date, keywords), e.getMessage(), Optional.empty());
                    return;
                }
            }
        }
        MessageBytes bytes = read.get();
        if (bytes.sizeBytes() == 0) {
            visitor.unreadable(
                    holding(root, now, date, keywords),
                    "The message has no bytes.",
                    Optional.empty());
        } else {
            visitor.message(holding(root, now, date, keywords), bytes);
        }
    }

    private static Holding holding(
            Path root, Path file, Optional<Instant> date, Map<Character, String> keywords) {
        Flags flags = MessageName.of(file).flags(keywords);
        return Holding.of(new Locator(PathText.encode(root, file)), date, flags);
    }

    List<Path> maildirs(FolderPath folder) {
        return tree.folders().getOrDefault(folder, List.of());
    }

    static UnreadableException gone() {
        return new UnreadableException("The file is no longer there under any name.");
    }

    private static StoreUnavailableException unavailable(
            Path path, String reason, IOException cause) {
        return new StoreUnavailableException(
                "Cannot read "
                        + path
                        + " as a Maildir. "
                        + reason
                        + " Nothing was changed. Name a Maildir or a folder that holds some.",
                cause);
    }
}
