package mailtally.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.backup.BagStore;
import mailtally.backup.BagVerifier;
import mailtally.backup.Verification;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.applemail.Waiting;

/// Takes the last count. What the server has is known by its UIDs, so that only what is new is
/// fetched; this Mac's copy and the backup are read whole.
final class LastCount {
    static final int SERVER_ROLE = 1;
    static final int BACKUP_ROLE = 2;
    static final int ARRIVAL_ROLE = 3;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss");

    private final Door door;
    private final Stores stores;
    private final MoveFile file;
    private final Ledger ledger;

    LastCount(Door door, Stores stores, MoveFile file) {
        this.door = door;
        this.stores = stores;
        this.file = file;
        this.ledger = file.ledger();
    }

    /// Takes it. The caller closes what comes back.
    ///
    /// @param bag the sealed backup, where there is one
    /// @param beside the folder that gets the undo copy
    /// @throws StoreUnavailableException if Mail runs, or a place cannot be read
    Counted take(String server, Optional<Path> bag, Path beside, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        requireMailClosed();
        Instant began = door.clock().instant();
        String id = began.toString();
        progress.stage("Making the undo copy");
        Files.createDirectories(beside);
        Path real = stores.library().toRealPath();
        MailAccount account;
        Undo undo;
        Waiting waiting;
        try (AppleMailLibrary library = stores.openLibrary()) {
            account = Stores.account(library, file.state().begun().orElseThrow().id());
            undo =
                    Undo.make(
                            door.host(),
                            real,
                            account,
                            beside,
                            "Mailtally undo " + NAME.format(began.atZone(door.zone())));
            // The Outbox may be shared with On My Mac, which the copy does not have.
            waiting = library.waiting(account);
        }
        AppleMailLibrary copy = stores.openLibrary(undo.root());
        Store mac = null;
        try {
            MailAccount cloned = Stores.account(copy, account.id());
            mac = new NamedStore(copy.store(cloned), id);
            Counted counted =
                    count(id, began, undo, account, copy, mac, server, bag, waiting, progress);
            requireMailClosed();
            file.add(new MoveEvent.Counted(id, counted.source().found(), undo.root().toString()));
            return counted;
        } catch (AddressException | StoreUnavailableException | IOException | RuntimeException e) {
            if (mac != null) {
                mac.close();
            }
            copy.close();
            throw e;
        }
    }

    private Counted count(
            String id,
            Instant began,
            Undo undo,
            MailAccount account,
            AppleMailLibrary copy,
            Store mac,
            String server,
            Optional<Path> bag,
            Waiting waiting,
            Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        try (Store there = stores.open(server)) {
            Comparison compared =
                    Comparison.of(ledger, mac, there, door.serverConnections(), progress);
            Inventory source = compared.tally().source();
            Map<String, String> validities = validities(compared.tally().target());
            Optional<Counted.Held> held = Optional.empty();
            if (bag.isPresent()) {
                held = Optional.of(held(bag.get(), source, mac, progress));
            }
            Optional<MoveEvent.Compared> arrival = arrival(source, mac, progress);
            return new Counted(
                    id,
                    began,
                    door.clock().instant(),
                    System.nanoTime(),
                    undo,
                    account,
                    copy,
                    mac,
                    source,
                    both(compared.doubts(), waiting.doubts()),
                    compared.event(Place.SERVER, server),
                    validities,
                    held,
                    arrival,
                    waiting);
        }
    }

    private static List<String> both(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private Counted.Held held(Path bag, Inventory source, Store mac, Progress progress)
            throws StoreUnavailableException, IOException {
        progress.stage("Reading the backup again");
        Stamps stamps = Stamps.of(bag, List.of(bag));
        Verification seen = BagVerifier.verify(bag, _ -> {}, progress);
        if (!seen.intact()) {
            return new Counted.Held(bag, door.clock().instant(), seen, Optional.empty(), stamps);
        }
        try (Store store = BagStore.open(bag)) {
            Inventory inside =
                    new InventoryTaker(ledger, door.connections(), progress)
                            .again(store, BACKUP_ROLE);
            MoveEvent.Compared compared =
                    Comparison.of(ledger, source, mac, inside, store, progress)
                            .event(Place.BACKUP, bag.toString());
            return new Counted.Held(
                    bag, door.clock().instant(), seen, Optional.of(compared), stamps);
        }
    }

    private Optional<MoveEvent.Compared> arrival(Inventory source, Store mac, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        Optional<String> address =
                file.state()
                        .readied()
                        .filter(MoveEvent.Readied::sideBySide)
                        .map(MoveEvent.Readied::newMailbox)
                        .filter(text -> !text.isEmpty());
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try (Store store = stores.open(address.get())) {
            progress.stage("Reading " + store.address());
            Inventory inside =
                    new InventoryTaker(ledger, door.serverConnections(), progress)
                            .again(store, ARRIVAL_ROLE);
            return Optional.of(
                    Comparison.of(ledger, source, mac, inside, store, progress)
                            .event(Place.NEW_MAILBOX, address.get()));
        }
    }

    /// The UIDVALIDITY of each folder, as the locators of its messages have it (RFC 9051 section
    /// 2.3.1.1). Places whose locators are made otherwise have none.
    Map<String, String> validities(Inventory server) {
        Map<String, String> validities = new HashMap<>();
        try (var handle = ledger.connect()) {
            handle.createQuery(
                            """
                            SELECT folder_path, min(locator) FROM holding
                            WHERE last_inventory = ? GROUP BY folder_path
                            """)
                    .bind(0, server.id())
                    .map(
                            (row, _) ->
                                    Map.entry(
                                            new String(row.getBytes(1), StandardCharsets.UTF_8),
                                            new String(row.getBytes(2), StandardCharsets.UTF_8)))
                    .forEach(
                            entry -> {
                                String[] parts = entry.getValue().split("\\.", -1);
                                if (parts.length == 2 && parts[0].matches("[0-9]+")) {
                                    validities.put(entry.getKey(), parts[0]);
                                }
                            });
        }
        return validities;
    }

    private void requireMailClosed() throws StoreUnavailableException {
        if (door.host().mailRuns().orElse(false)) {
            throw new StoreUnavailableException(
                    "Mail is open. Quit it with Command-Q; Mailtally never does. Nothing was changed."
                            + " Then take the last count.");
        }
    }
}
