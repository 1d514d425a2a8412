package mailtally.store.eml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/// A folder of `.eml` files as a store; folders in it are mail folders. There are no flags, and no
/// internal date: a file's time says when it was saved, not when the message was received.
///
/// A locator is `<path>#<bytes>-<time in ms>`: the file below what was opened, percent-encoded,
/// with its length and modification time. Any thread may use it.
public final class EmlStore implements Store {
    private static final Pattern PLACE = Pattern.compile("(.+)#(\\d{1,19})-(-?\\d{1,19})");

    private final Path path;
    private final EmlTree tree;
    private final List<Folder> folders;

    private EmlStore(Path path, EmlTree tree, List<Folder> folders) {
        this.path = path;
        this.tree = tree;
        this.folders = folders;
    }

    /// True for a folder with a file in it, or deeper, whose name ends in `.eml`. Looks at no more
    /// than some thousand files.
    public static boolean recognises(Path path) {
        return Files.isDirectory(path) && EmlTree.isTree(path);
    }

    /// Opens a folder.
    ///
    /// @param only this mail folder and those in it; empty for all
    /// @throws StoreUnavailableException if it is not there, cannot be read, or holds no `.eml`
    /// @throws AddressException if there is no such mail folder in it
    public static EmlStore open(Path path, Optional<FolderPath> only)
            throws StoreUnavailableException, AddressException {
        EmlTree tree;
        try {
            Path real = path.toRealPath();
            DiskFolder.list(real);
            tree = EmlTree.of(real);
        } catch (IOException e) {
            throw unavailable(path, RegularFile.unreadable(e).getMessage(), e);
        }
        if (tree.messages() == 0) {
            throw unavailable(path, "There is no file in it whose name ends in .eml.", null);
        }
        List<Folder> folders = ChosenFolders.of(path, tree.folders().keySet(), only);
        return new EmlStore(path, tree, folders);
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
        for (Path place : places(folder)) {
            List<Path> children;
            try {
                children = DiskFolder.list(place);
            } catch (UnreadableException e) {
                visitor.folderUnreadable(DiskFolder.display(tree.root(), place), e.getMessage());
                continue;
            }
            for (Path child : children) {
                if (EmlTree.named(child) && !DiskFolder.is(child)) {
                    visit(child, visitor);
                }
            }
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        Matcher place = PLACE.matcher(locator.value());
        if (place.matches()) {
            for (Path inFolder : places(folder)) {
                Optional<Path> file = DiskFolder.child(tree.root(), inFolder, place.group(1));
                if (file.isPresent()) {
                    RegularFile found = RegularFile.look(file.get());
                    if (!locator(found).equals(locator)) {
                        throw new UnreadableException("The file changed since it was read.");
                    }
                    return found.bytes();
                }
            }
        }
        throw new UnreadableException("The message is not in this folder: " + locator + ".");
    }

    @Override
    public List<Finding> findings() {
        return tree.findings();
    }

    @Override
    public boolean keepsForever() {
        return true;
    }

    @Override
    public void close() {
        // nothing stays open between two calls
    }

    private void visit(Path file, HoldingVisitor visitor) throws IOException {
        Locator locator = new Locator(PathText.encode(tree.root(), file) + "#0-0");
        MessageBytes bytes;
        try {
            RegularFile found = RegularFile.look(file);
            locator = locator(found);
            bytes = found.bytes();
        } catch (UnreadableException e) {
            visitor.unreadable(holding(locator), e.getMessage(), Optional.empty());
            return;
        }
        if (bytes.sizeBytes() == 0) {
            visitor.unreadable(holding(locator), "The message has no bytes.", Optional.empty());
        } else {
            visitor.message(holding(locator), bytes);
        }
    }

    private List<Path> places(Folder folder) {
        return tree.folders().getOrDefault(folder.path(), List.of());
    }

    private Locator locator(RegularFile file) {
        return new Locator(
                PathText.encode(tree.root(), file.path())
                        + "#"
                        + file.sizeBytes()
                        + "-"
                        + file.modified().toMillis());
    }

    private static Holding holding(Locator locator) {
        return Holding.of(locator, Optional.empty(), Flags.NONE);
    }

    private static StoreUnavailableException unavailable(
            Path path, String reason, IOException cause) {
        return new StoreUnavailableException(
                "Cannot read "
                        + path
                        + " as a folder of .eml files. "
                        + reason
                        + " Nothing was changed. Name a folder that holds such files.",
                cause);
    }
}
