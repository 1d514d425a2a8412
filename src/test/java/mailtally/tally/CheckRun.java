package mailtally.tally;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.backup.BagDraft;
import mailtally.backup.BagStore;
import mailtally.backup.Origin;
import mailtally.backup.SealedBag;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.eml.EmlStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.store.mbox.MboxStore;
import mailtally.testing.Ledgers;
import mailtally.testing.StoreWriter;
import org.jdbi.v3.core.Handle;

/// Checks one store on disk against another, all the way: stores, inventories, tally. Several
/// checks share a ledger.
final class CheckRun implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Pattern SENDER = Pattern.compile("s(\\d+)@example\\.com");

    private final Path folder;
    private final Ledger ledger;

    /// Open as long as this is: else the database would be tidied up after each piece of work.
    private final Handle kept;

    CheckRun(Path folder) throws IOException {
        this.folder = folder;
        ledger = Ledgers.in(folder);
        kept = ledger.connect();
    }

    /// A store on disk.
    sealed interface Place {
        /// One that a test wrote.
        record Written(StoreWriter kind, Path root) implements Place {}

        /// A sealed bag.
        record Bag(Path root) implements Place {}
    }

    private Opened open(Place place) throws AddressException, StoreUnavailableException {
        return switch (place) {
            case Place.Bag bag -> new Opened(BagStore.open(bag.root()));
            case Place.Written(StoreWriter kind, Path root) ->
                    switch (kind) {
                        case MBOX -> new Opened(MboxStore.open(root, Optional.empty()));
                        case MAILDIR -> new Opened(MaildirStore.open(root, Optional.empty()));
                        case EML -> new Opened(EmlStore.open(root, Optional.empty()));
                        case APPLE_MAIL -> {
                            AppleMailLibrary library =
                                    AppleMailLibrary.open(root, root.resolve("none"), folder);
                            MailAccount account = library.account(StoreWriter.APPLE_ACCOUNT);
                            yield new Opened(library.store(account), Optional.of(library));
                        }
                    };
        };
    }

    /// Makes a sealed bag of a store.
    Place backUp(Place source, Path target) {
        try (Opened from = open(source)) {
            Store store = from.store();
            Origin origin = new Origin(store.address(), "test", "0", store.folders());
            Files.createDirectories(target);
            try (BagDraft draft = BagDraft.begin(target, origin, Clock.systemUTC())) {
                new InventoryTaker(ledger, THREADS, Progress.NONE).take(store, draft);
                SealedBag sealed = draft.seal(List.of(), _ -> {}, Progress.NONE);
                return new Place.Bag(sealed.bag());
            }
        } catch (IOException | AddressException | StoreUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    private record Opened(Store store, Optional<AppleMailLibrary> library)
            implements AutoCloseable {
        Opened(Store store) {
            this(store, Optional.empty());
        }

        @Override
        public void close() {
            store.close();
            library.ifPresent(AppleMailLibrary::close);
        }
    }

    /// Where one holding of the source ended.
    ///
    /// @param number the generator's number of the message, or -1 where it is unreadable
    /// @param target the holding that proves it, or 0
    record Ended(long holding, long target, String folder, int number, Bucket bucket) {}

    /// What a check found.
    record Outcome(
            boolean proven,
            Counts all,
            Map<String, Counts> folders,
            List<Ended> ended,
            List<Exceptional> exceptions,
            Inventory source) {
        /// The buckets of each message, by its number and folder; copies in order of the bucket.
        Map<String, List<Bucket>> buckets() {
            Map<String, List<Bucket>> buckets = new TreeMap<>();
            for (Ended one : ended) {
                buckets.computeIfAbsent(one.number() + " " + one.folder(), _ -> new ArrayList<>())
                        .add(one.bucket());
            }
            buckets.values().forEach(list -> list.sort(null));
            return buckets;
        }

        /// The numbers of the messages that are not proven.
        List<Integer> unproven() {
            return ended.stream()
                    .filter(e -> !e.bucket().proven())
                    .map(Ended::number)
                    .sorted()
                    .toList();
        }
    }

    /// Is every message of the source on the target?
    Outcome check(Place source, Place target) {
        try (Opened fromOpened = open(source);
                Opened toOpened = open(target)) {
            Store from = fromOpened.store();
            Store to = toOpened.store();
            List<Inventory> taken =
                    new InventoryTaker(ledger, THREADS, Progress.NONE).take(List.of(from, to));
            Tally tally =
                    new TallyMaker(ledger, Progress.NONE)
                            .make(taken.getFirst(), from, taken.getLast(), to);
            List<Exceptional> exceptions = new ArrayList<>();
            tally.exceptions(exceptions::add);
            return new Outcome(
                    tally.proven(),
                    tally.all(),
                    tally.folders(),
                    ended(),
                    exceptions,
                    taken.getFirst());
        } catch (IOException | AddressException | StoreUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    /// The pairs of the last tally.
    private List<Ended> ended() {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT p.source, coalesce(p.target, 0), h.folder_path, b.sender,
                                p.bucket
                            FROM pair p JOIN holding h ON h.id = p.source
                                LEFT JOIN body b ON b.exact_digest = h.body
                            WHERE p.tally = (SELECT max(id) FROM tally)
                            """)
                    .map(
                            (row, _) ->
                                    new Ended(
                                            row.getLong(1),
                                            row.getLong(2),
                                            new String(row.getBytes(3), StandardCharsets.UTF_8),
                                            number(row.getBytes(4)),
                                            Bucket.valueOf(row.getString(5))))
                    .list();
        }
    }

    private static int number(byte[] sender) {
        if (sender == null) {
            return -1;
        }
        Matcher matcher = SENDER.matcher(new String(sender, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    @Override
    public void close() {
        kept.close();
        ledger.close();
    }
}
