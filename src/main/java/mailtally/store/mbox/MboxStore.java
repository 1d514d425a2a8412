package mailtally.store.mbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.ChosenFolders;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.PathText;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// Mbox files as a store: one file, one package (`X.mbox` with a file `mbox`), or a folder on disk
/// that holds such, nested as deep as you like. Which dialect was read is a finding.
///
/// A locator is `<path>#<offset>-<length>`: the file below what was opened, percent-encoded, and
/// the stored bytes of the message, without separator line and empty line.
///
/// Where a line begins with `>From `, a plain mbox does not tell whether that is a quoted `From `:
/// such a message has two readings. Any thread may use it, one folder each.
public final class MboxStore implements Store {
    private static final Pattern PLACE = Pattern.compile("(.+)#(\\d{1,18})-(\\d{1,18})");

    private final Path path;
    private final MboxTree tree;
    private final Map<FolderPath, MboxTree.Sources> sources;
    private final List<Folder> folders;
    private final Set<Finding> findings = Collections.synchronizedSet(new LinkedHashSet<>());

    private MboxStore(Path path, MboxTree tree, List<Folder> folders) {
        this.path = path;
        this.tree = tree;
        this.sources = tree.folders();
        this.folders = folders;
        findings.addAll(tree.findings());
    }

    /// True for a file that begins as an mbox does or has no bytes and is named `.mbox`, and for a
    /// folder with an mbox in it. Looks at no more than some thousand files.
    public static boolean recognises(Path path) {
        if (Files.isDirectory(path)) {
            return Beginning.isTree(path);
        }
        try {
            return Beginning.isMbox(path.toRealPath())
                    || (MboxTree.named(path) && Files.isRegularFile(path) && Files.size(path) == 0);
        } catch (IOException e) {
            return false;
        }
    }

    /// Opens an mbox file, a package or a folder that holds some.
    ///
    /// @param only this folder and those in it; empty for all
    /// @throws StoreUnavailableException if it is not there, cannot be read, or holds no mbox
    /// @throws AddressException if there is no such folder in it
    public static MboxStore open(Path path, Optional<FolderPath> only)
            throws StoreUnavailableException, AddressException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            throw unavailable(path, mailtally.store.RegularFile.unreadable(e).getMessage(), e);
        }
        boolean folder = Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
        if (!folder && !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw unavailable(path, "It is neither a file nor a folder.", null);
        }
        if (!Files.isReadable(real)) {
            throw unavailable(path, "This user is not permitted to read it.", null);
        }
        MboxTree tree = MboxTree.of(real);
        if (tree.folders().isEmpty()) {
            throw unavailable(path, "There is no mbox in it.", null);
        }
        List<Folder> folders = ChosenFolders.of(path, tree.folders().keySet(), only);
        return new MboxStore(path, tree, folders);
    }

    /// Gets what is in one mbox file, in order; see [#readPackage].
    public interface PackageVisitor {
        /// A message, valid until this returns.
        ///
        /// @param offset its first stored byte, behind the separator line
        /// @param lengthBytes its stored bytes, without the empty line that follows
        /// @param separatorLine the line before it, without line end, one character a byte
        void message(long offset, long lengthBytes, String separatorLine, MessageBytes bytes)
                throws IOException;

        /// Bytes that are no message: before the first separator, or none at all between two.
        void unreadable(long offset, long lengthBytes, String reason) throws IOException;
    }

    /// Reads one mbox file from front to back, apart from any store.
    ///
    /// @param knownMboxrd true where [MboxWriter] wrote it: one reading only, and Content-Length
    ///     means nothing
    /// @throws UnreadableException if the file cannot be read to its end, or changed meanwhile;
    ///     what was visited before stays visited
    /// @throws IOException what the visitor threw, unchanged
    public static void readPackage(Path mboxFile, boolean knownMboxrd, PackageVisitor visitor)
            throws IOException {
        Optional<UnreadableException> failure =
                MboxFile.look(mboxFile, knownMboxrd)
                        .read(
                                new MboxFile.Visitor() {
                                    @Override
                                    public void message(Region region, MessageBytes bytes)
                                            throws IOException {
                                        visitor.message(
                                                region.offset(),
                                                region.lengthBytes(),
                                                region.separator()
                                                        .map(SeparatorLine::text)
                                                        .orElse(""),
                                                bytes);
                                    }

                                    @Override
                                    public void unreadable(
                                            Region region,
                                            String reason,
                                            Optional<MessageBytes> raw)
                                            throws IOException {
                                        visitor.unreadable(
                                                region.offset(), region.lengthBytes(), reason);
                                    }
                                });
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /// The message at a place of an mbox file, as [#readPackage] finds it.
    ///
    /// @throws UnreadableException if there is none of just this length
    public static MessageBytes messageAt(
            Path mboxFile, boolean knownMboxrd, long offset, long lengthBytes)
            throws UnreadableException {
        return MboxFile.look(mboxFile, knownMboxrd).at(offset, lengthBytes);
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
        MboxTree.Sources parts = sources.get(folder.path());
        for (Map.Entry<String, String> trouble : parts.troubles().entrySet()) {
            visitor.folderUnreadable(trouble.getKey(), trouble.getValue());
        }
        for (Path file : parts.files()) {
            read(file, visitor);
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        Matcher place = PLACE.matcher(locator.value());
        if (place.matches()) {
            for (Path file : sources.get(folder.path()).files()) {
                if (PathText.encode(tree.root(), file).equals(place.group(1))) {
                    return messageAt(
                            file,
                            false,
                            Long.parseLong(place.group(2)),
                            Long.parseLong(place.group(3)));
                }
            }
        }
        throw new UnreadableException("The message is not in this folder: " + locator + ".");
    }

    @Override
    public List<Finding> findings() {
        synchronized (findings) {
            return List.copyOf(findings);
        }
    }

    @Override
    public boolean keepsForever() {
        return true;
    }

    @Override
    public void close() {
        // nothing stays open between two calls
    }

    private void read(Path file, HoldingVisitor visitor) throws IOException {
        String name = tree.display(file);
        MboxFile mbox;
        try {
            mbox = MboxFile.look(file, false);
        } catch (UnreadableException e) {
            visitor.folderUnreadable(name, e.getMessage());
            return;
        }
        Dialect dialect = new Dialect();
        HoldingMaker holdings =
                new HoldingMaker(PathText.encode(tree.root(), file), dialect, visitor);
        Optional<UnreadableException> failure = mbox.read(holdings);
        if (failure.isPresent()) {
            visitor.folderUnreadable(name, failure.get().getMessage());
        }
        findings.addAll(dialect.findings(name));
    }

    private static StoreUnavailableException unavailable(
            Path path, String reason, IOException cause) {
        return new StoreUnavailableException(
                "Cannot read "
                        + path
                        + " as mbox. "
                        + reason
                        + " Nothing was changed. Name an mbox file, an .mbox package, or a folder"
                        + " that holds some.",
                cause);
    }
}
