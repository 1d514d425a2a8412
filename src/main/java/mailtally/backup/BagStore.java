package mailtally.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;

/// A sealed bag read as a store: its folders with their true names, its messages byte for byte as
/// they were in the store that was backed up, with their flags and dates.
///
/// Damage to one message never hides the others: what does not stand where messages.jsonl says is
/// looked for in the rest of its package. What cannot be found is reported as unreadable. Reading
/// proves nothing about the bag as a whole; [BagVerifier] does.
///
/// May be used by several threads.
public final class BagStore implements Store {
    private final Path bag;
    private final InventoryFile inventory;
    private final List<Folder> folders;
    private final Map<FolderPath, BagFolder> packages = new HashMap<>();
    private final Map<FolderPath, Reopener> reopeners = new ConcurrentHashMap<>();

    private BagStore(Path bag, InventoryFile inventory, LineIndex index, BagTree tree) {
        this.bag = bag;
        this.inventory = inventory;
        Map<String, List<LineIndex.Group>> groups = new HashMap<>();
        for (LineIndex.Group group : index.groups()) {
            groups.computeIfAbsent(group.packageFile(), _ -> new ArrayList<>()).add(group);
        }
        List<Folder> listed = new ArrayList<>();
        for (InventoryFile.InventoryFolder one : inventory.folders()) {
            listed.add(
                    new Folder(
                            one.path(),
                            one.specialUse(),
                            List.of(new Witness("INVENTORY", one.found()))));
            packages.put(
                    one.path(),
                    BagFolder.of(
                            bag,
                            one.packageFile(),
                            Optional.ofNullable(tree.files().get(one.packageFile())),
                            groups.getOrDefault(one.packageFile(), List.of())));
        }
        this.folders = List.copyOf(listed);
    }

    /// True where there is a bag of ours, sealed or not, whole or not.
    public static boolean recognises(Path path) {
        return BagVerifier.looksLikeBag(path) || BagVerifier.isDraftFolder(path);
    }

    /// Opens a sealed bag for reading.
    ///
    /// @throws StoreUnavailableException if it is none, was never sealed, or its list of folders is
    ///     damaged
    public static BagStore open(Path bag) throws StoreUnavailableException {
        BagVerifier.requireBag(bag);
        try {
            InventoryFile inventory = InventoryFile.read(bag.resolve("inventory.json"));
            LineIndex index = LineIndex.of(bag.resolve("messages.jsonl"));
            return new BagStore(bag, inventory, index, BagTree.of(bag));
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot read the backup "
                            + bag
                            + ": "
                            + e.getMessage()
                            + ". Nothing was changed. Run `mailtally verify` on it to see what is"
                            + " damaged.",
                    e);
        }
    }

    @Override
    public String address() {
        return bag.toString();
    }

    @Override
    public List<Folder> folders() {
        return folders;
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor) throws IOException {
        BagFolder one = packages.get(folder.path());
        if (one == null) {
            throw new IllegalArgumentException("no folder of this store");
        }
        new BagFolderReading(one, visitor).read();
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        BagFolder one = packages.get(folder.path());
        if (one == null) {
            throw new UnreadableException("There is no such folder in the backup.");
        }
        long offset = BagLocator.offset(locator, one.packageFile());
        return reopeners.computeIfAbsent(folder.path(), _ -> new Reopener(one)).reopen(offset);
    }

    /// What was said of the original store when it was backed up.
    @Override
    public List<Finding> findings() {
        return inventory.findings().stream()
                .map(finding -> Finding.note("When this was backed up: " + finding.text()))
                .toList();
    }

    @Override
    public boolean keepsForever() {
        return true;
    }

    @Override
    public void close() {
        reopeners.values().forEach(Reopener::close);
        reopeners.clear();
    }
}
