package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import mailtally.backup.BagDraft;
import mailtally.backup.BagStore;
import mailtally.backup.Origin;
import mailtally.backup.SealedBag;
import mailtally.backup.Verification;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.message.Sha256;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.completed.CompletedStore;
import mailtally.tally.Bucket;

/// Makes the backup of an account, of the rows beside it where that was asked for, and rehearses
/// the restore.
final class BackingUp {
    private static final int BACKUP_ROLE = 1;

    private final Door door;
    private final Stores stores;
    private final MoveFile file;

    BackingUp(Door door, Stores stores, MoveFile file) {
        this.door = door;
        this.stores = stores;
        this.file = file;
    }

    /// Makes them, and keeps what came of it.
    ///
    /// @param folder gets the backups; made if it is not there
    /// @param server completes what was never downloaded; empty: nothing does
    void run(Path folder, String server, boolean others, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        Files.createDirectories(folder);
        MoveEvent.Begun account = file.state().begun().orElseThrow();
        try (AppleMailLibrary library = stores.openLibrary()) {
            MailAccount mine = Stores.account(library, account.id());
            List<String> beside = new ArrayList<>();
            if (others) {
                for (MailAccount other : library.accounts()) {
                    if (!other.id().equals(mine.id())) {
                        try (Store store = library.store(other)) {
                            SealedBag bag = bag(folder, store, other, progress).bag();
                            beside.add(bag.bag().toString());
                        }
                    }
                }
            }
            try (Store store = completed(library.store(mine), server)) {
                Made made = bag(folder, store, mine, progress);
                prove(store, made, beside, progress);
            }
        }
    }

    private record Made(SealedBag bag, Inventory inventory) {}

    private Store completed(Store store, String server)
            throws AddressException, StoreUnavailableException {
        return server.isEmpty() ? store : CompletedStore.of(store, stores.open(server));
    }

    private Made bag(Path folder, Store store, MailAccount account, Progress progress)
            throws StoreUnavailableException, IOException {
        progress.stage("Backing up " + account.label());
        Origin origin =
                new Origin(store.address(), account.label(), door.version(), store.folders());
        Clock zoned = door.clock().withZone(door.zone());
        try (BagDraft draft = BagDraft.begin(folder, origin, zoned)) {
            Inventory inventory =
                    new InventoryTaker(file.ledger(), door.connections(), progress)
                            .take(store, draft);
            return new Made(draft.seal(inventory.storeFindings(), _ -> {}, progress), inventory);
        }
    }

    /// Is every message in it? Asked by reading it as a store, and by restoring some of it.
    private void prove(Store store, Made made, List<String> beside, Progress progress)
            throws StoreUnavailableException, IOException {
        Path bag = made.bag().bag();
        try (Store read = BagStore.open(bag)) {
            progress.stage("Reading the backup as a restore would");
            Inventory inside =
                    new InventoryTaker(file.ledger(), door.connections(), progress)
                            .again(read, BACKUP_ROLE);
            Comparison comparison =
                    Comparison.of(file.ledger(), made.inventory(), store, inside, read, progress);
            progress.stage("Rehearsing a restore");
            String rehearsal =
                    new Rehearsal(file.ledger(), door.state("rehearsal")).run(read, inside);
            Verification seen = made.bag().verification();
            file.add(
                    new MoveEvent.BackedUp(
                            bag.toString(),
                            manifest(bag),
                            door.clock().instant(),
                            door.clock().instant(),
                            seen.counts().found(),
                            whole(seen),
                            rehearsal,
                            beside));
            file.add(comparison.event(Place.BACKUP, bag.toString()));
        }
    }

    /// How many messages the second reader found whole.
    static long whole(Verification seen) {
        long whole = 0;
        for (Bucket bucket : Bucket.values()) {
            whole += bucket.proven() ? seen.counts().of(bucket) : 0;
        }
        return whole;
    }

    /// SHA-256 of a bag's manifest, in hex.
    static String manifest(Path bag) throws IOException {
        return Sha256.digestOf(Files.readAllBytes(bag.resolve("manifest-sha256.txt"))).hex();
    }
}
