package mailtally.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import mailtally.ledger.Ledger;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// Looks through a folder of the target for messages whose answer was lost. What was there when the
/// target's inventory was taken is known by its locator and not read again; where locators changed
/// their meaning nothing is known, and all is read. Used by one thread.
final class Looking implements HoldingVisitor, AutoCloseable {
    private static final int ASKED_AT_ONCE = 500;

    private final Handle handle;
    private final Tally tally;
    private final byte[] store;
    private final byte[] folder;
    private final Digester digester = new Digester();

    /// How many messages of each digest the folder has, as far as a digest is looked for.
    private final Map<Sha256, Long> counts = new HashMap<>();

    /// Messages that came and are none of those, by their Message-ID: a store that rewrites what it
    /// takes leaves no digest to go by.
    private final Map<String, Long> others = new HashMap<>();

    /// The same messages by their Date in ms: one that had no Message-ID gets one made up.
    private final Map<Long, Long> dated = new HashMap<>();

    private boolean sure = true;

    Looking(Ledger ledger, Tally tally, Folder folder, List<Item> wanted) {
        this.handle = ledger.connect();
        this.tally = tally;
        this.folder = PlannedRows.utf8(folder.path().text());
        this.store =
                handle.createQuery("SELECT store FROM inventory WHERE id = ?")
                        .bind(0, tally.target().id())
                        .map((row, _) -> row.getBytes(1))
                        .one();
        wanted.forEach(item -> counts.put(item.wire(), 0L));
    }

    /// The messages that are there, one for one.
    ///
    /// @param before what this run had put there before
    List<Item> found(List<Item> wanted, Journal.Before before) {
        Map<Sha256, Long> arrived = new HashMap<>();
        List<Item> found = new ArrayList<>();
        List<Item> rest = new ArrayList<>();
        Map<String, Long> namesakes = new HashMap<>();
        for (Item item : wanted) {
            long left =
                    arrived.computeIfAbsent(
                            item.wire(),
                            wire -> counts.get(wire) - item.copiesBefore() - before.alike(wire));
            if (left > 0) {
                arrived.put(item.wire(), left - 1);
                found.add(item);
            } else {
                rest.add(item);
            }
        }
        rest.removeIf(
                item -> {
                    String id = item.messageId();
                    boolean came =
                            take(
                                    namesakes,
                                    id,
                                    () -> others.get(id) - before.namesakes(id),
                                    others);
                    if (came) {
                        item.dateMs().ifPresent(date -> dated.merge(date, -1L, Long::sum));
                        found.add(item);
                    }
                    return came;
                });
        Map<Long, Long> dates = new HashMap<>();
        for (Item item : rest) {
            if (item.messageId().isEmpty() && item.dateMs().isPresent()) {
                long date = item.dateMs().getAsLong();
                if (take(dates, date, () -> dated.get(date) - before.dated(date), dated)) {
                    found.add(item);
                }
            }
        }
        return found;
    }

    /// One of those that arrived under this name, if one is left.
    private static <K> boolean take(
            Map<K, Long> left, K name, LongSupplier arrived, Map<K, Long> all) {
        if (name.equals("") || !all.containsKey(name)) {
            return false;
        }
        long rest = left.computeIfAbsent(name, _ -> arrived.getAsLong());
        left.put(name, rest - 1);
        return rest > 0;
    }

    /// True where the whole folder could be looked through.
    boolean sure() {
        return sure;
    }

    @Override
    public Set<Locator> known(List<Locator> locators) {
        Set<Locator> known = new HashSet<>();
        for (int from = 0; from < locators.size(); from += ASKED_AT_ONCE) {
            int to = Math.min(from + ASKED_AT_ONCE, locators.size());
            known.addAll(digests(locators.subList(from, to)).keySet());
        }
        return known;
    }

    /// What was there when the inventory was taken did not come since, whatever became of it.
    @Override
    public Set<Locator> knownVersions(Map<Locator, String> versions) {
        return known(List.copyOf(versions.keySet()));
    }

    @Override
    public void unchanged(Holding holding) {
        digests(List.of(holding.locator())).values().forEach(d -> d.ifPresent(this::count));
    }

    @Override
    public void message(Holding holding, MessageBytes bytes) throws IOException {
        Map<Locator, Optional<Sha256>> before = digests(List.of(holding.locator()));
        if (!before.isEmpty()) {
            before.values().forEach(d -> d.ifPresent(this::count));
            return;
        }
        try {
            Digests digests = digester.digest(bytes);
            if (counts.containsKey(digests.wire())) {
                count(digests.wire());
            } else {
                others.merge(digests.envelope().messageId(), 1L, Long::sum);
                digests.envelope().dateMs().ifPresent(date -> dated.merge(date, 1L, Long::sum));
            }
        } catch (UnreadableException e) {
            sure = false;
        }
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
        if (digests(List.of(holding.locator())).isEmpty()) {
            sure = false;
        }
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        sure = false;
    }

    @Override
    public void close() {
        handle.close();
    }

    private void count(Sha256 wire) {
        counts.computeIfPresent(wire, (_, count) -> count + 1);
    }

    /// What was behind these locators when the inventory was taken; those that were not there lack.
    private Map<Locator, Optional<Sha256>> digests(List<Locator> locators) {
        Map<Locator, Optional<Sha256>> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT h.locator, b.wire_digest FROM holding h
                            LEFT JOIN body b ON b.exact_digest = h.body
                        WHERE h.store = :store AND h.folder_path = :folder
                            AND h.locator IN (<locators>) AND h.last_inventory = :inventory
                        """)
                .bindList(
                        "locators",
                        locators.stream().map(l -> PlannedRows.utf8(l.value())).toList())
                .bind("store", store)
                .bind("folder", folder)
                .bind("inventory", tally.target().id())
                .map(
                        (row, _) ->
                                found.put(
                                        new Locator(
                                                new String(
                                                        row.getBytes(1), StandardCharsets.UTF_8)),
                                        Optional.ofNullable(row.getBytes(2)).map(Sha256::ofBytes)))
                .list();
        return found;
    }
}
