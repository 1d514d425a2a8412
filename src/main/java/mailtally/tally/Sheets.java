package mailtally.tally;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.inventory.KnownSheets;
import mailtally.inventory.MissingText;
import mailtally.inventory.Progress;
import mailtally.message.DetailBudget;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.message.MissingPart;
import mailtally.message.Reading;
import mailtally.message.Sha256;
import mailtally.message.Sheet;
import mailtally.message.SheetMaker;
import mailtally.store.Completeness;
import mailtally.store.Folder;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import org.jdbi.v3.core.Handle;

/// The sheets of holdings: from the ledger where they were made before, else from the message's
/// bytes. Used by one thread.
final class Sheets {
    /// A component takes some 200 bytes.
    private static final int COMPONENTS_IN_MEMORY = 50_000;

    private final Progress progress;
    private final Handle reader;
    private final Pairs pairs;
    private final long sourceInventory;
    private final Store sourceStore;
    private final Store targetStore;
    private final Map<String, Folder> sourceFolders;
    private final Map<String, Folder> targetFolders;
    private final SheetMaker maker = new SheetMaker();
    private final Digester digester = new Digester();
    private final Map<Long, Optional<Sheet>> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long recentComponents;

    Sheets(
            Handle reader,
            Pairs pairs,
            Inventory source,
            Store sourceStore,
            Inventory target,
            Store targetStore,
            Progress progress) {
        this.progress = progress;
        this.reader = reader;
        this.pairs = pairs;
        this.sourceInventory = source.id();
        this.sourceStore = sourceStore;
        this.targetStore = targetStore;
        this.sourceFolders = folders(source);
        this.targetFolders = folders(target);
    }

    /// Whether all of the holding's message is in its store.
    Completeness completeness(long holding) {
        return known(holding).completeness();
    }

    /// What the holding's message consists of, or nothing where it cannot be read any more.
    Optional<Sheet> of(long holding) {
        Optional<Sheet> before = recent.get(holding);
        if (before != null) {
            return before;
        }
        Optional<Sheet> sheet = find(known(holding));
        remember(holding, sheet);
        return sheet;
    }

    /// Makes the sheets of these holdings that are not known yet, many messages of a folder at a
    /// time. What cannot be read is left to [#of].
    void prepare(List<Long> holdings) {
        read(
                holdings,
                (holding, known) -> !recent.containsKey(holding) && !found(holding, known),
                (holding, known, bytes) -> remember(holding, madeOf(known, bytes)));
        progress.advance(holdings.size(), 0);
    }

    /// What there is to know of these holdings for one comparison; those that cannot be read, or
    /// are others than those that the inventory saw, lack.
    ///
    /// @param budget how much text of all of them may be kept
    Map<Long, Reading> readings(List<Long> holdings, DetailBudget budget) {
        Map<Long, Reading> readings = new HashMap<>();
        read(
                holdings,
                (_, _) -> true,
                (holding, known, bytes) ->
                        reading(known, bytes, budget).ifPresent(r -> readings.put(holding, r)));
        return readings;
    }

    private boolean found(long holding, Known known) {
        Optional<Sheet> sheet = stored(known);
        if (sheet.isPresent()) {
            remember(holding, sheet);
        }
        return sheet.isPresent();
    }

    private Optional<Sheet> stored(Known known) {
        return known.kept() ? KnownSheets.find(reader, known.body()) : Optional.empty();
    }

    private interface Wanted {
        boolean test(long holding, Known known);
    }

    private interface Took {
        void bytes(long holding, Known known, MessageBytes bytes);
    }

    private void read(List<Long> holdings, Wanted which, Took took) {
        Map<Place, Map<Locator, List<Long>>> wanted = new LinkedHashMap<>();
        Map<Long, Known> all = new HashMap<>();
        for (long holding : holdings) {
            Known known = known(holding);
            if (!all.containsKey(holding) && which.test(holding, known)) {
                all.put(holding, known);
                wanted.computeIfAbsent(
                                new Place(known.source(), known.folderPath()),
                                _ -> new LinkedHashMap<>())
                        .computeIfAbsent(new Locator(known.locator()), _ -> new ArrayList<>())
                        .add(holding);
            }
        }
        wanted.forEach((place, locators) -> read(place, locators, all, took));
    }

    private void read(
            Place place, Map<Locator, List<Long>> locators, Map<Long, Known> all, Took took) {
        Store store = place.source() ? sourceStore : targetStore;
        Folder folder = (place.source() ? sourceFolders : targetFolders).get(place.folderPath());
        Revisitor made =
                new Revisitor() {
                    @Override
                    public void message(Locator locator, MessageBytes bytes) {
                        for (long holding : locators.get(locator)) {
                            took.bytes(holding, all.get(holding), bytes);
                        }
                    }

                    @Override
                    public void unreadable(Locator locator, String reason) {}
                };
        try {
            store.reopen(folder, List.copyOf(locators.keySet()), made);
        } catch (IOException | StoreUnavailableException e) {
            // each message is asked for once more, alone, and then counts as it can be read
        }
    }

    /// Messages of one folder.
    private record Place(boolean source, String folderPath) {}

    /// True where the headers that were seen when the inventories were taken agree: Message-ID,
    /// Date and From. Not a comparison of content.
    boolean sameHead(long source, long target) {
        return reader.createQuery(
                                """
                                SELECT count(*) FROM holding s JOIN body a ON a.exact_digest = s.body,
                                    holding t JOIN body b ON b.exact_digest = t.body
                                WHERE s.id = ? AND t.id = ? AND length(a.message_id) > 0
                                    AND a.message_id = b.message_id AND a.sender = b.sender
                                    AND a.date_ms = b.date_ms
                                """)
                        .bind(0, source)
                        .bind(1, target)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private void remember(long holding, Optional<Sheet> sheet) {
        recent.put(holding, sheet);
        recentComponents += size(sheet);
        Iterator<Optional<Sheet>> eldest = recent.values().iterator();
        while (recentComponents > COMPONENTS_IN_MEMORY && recent.size() > 2) {
            recentComponents -= size(eldest.next());
            eldest.remove();
        }
    }

    private static int size(Optional<Sheet> sheet) {
        return 1 + sheet.map(s -> s.components().size()).orElse(0);
    }

    private Optional<Sheet> find(Known known) {
        Optional<Sheet> stored = stored(known);
        if (stored.isPresent()) {
            return stored;
        }
        Store store = known.source() ? sourceStore : targetStore;
        Folder folder = (known.source() ? sourceFolders : targetFolders).get(known.folderPath());
        try {
            return madeOf(known, store.reopen(folder, new Locator(known.locator())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The sheet of these bytes, kept where that makes sense; nothing where they cannot be read or
    /// are others than those that the inventory saw.
    private Optional<Sheet> madeOf(Known known, MessageBytes bytes) {
        try {
            // A sheet is kept under the body's digest, so it must be made of those very bytes.
            Digests digests = digester.digest(bytes);
            if (!digests.exact().equals(known.body())) {
                return Optional.empty();
            }
            Sheet sheet = maker.make(bytes, digests, missing(known));
            if (known.kept()) {
                pairs.sheet(known.body(), sheet);
            }
            return Optional.of(sheet);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Reading> reading(Known known, MessageBytes bytes, DetailBudget budget) {
        try {
            return digester.digest(bytes).exact().equals(known.body())
                    ? Optional.of(maker.read(bytes, missing(known), budget))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<MissingPart> missing(Known known) {
        return known.completeness() instanceof Completeness.Incomplete(var parts)
                ? parts
                : List.of();
    }

    private Known known(long holding) {
        return reader.createQuery(
                        """
                        SELECT last_inventory, folder_path, locator, body, completeness, missing
                        FROM holding WHERE id = ?
                        """)
                .bind(0, holding)
                .map(
                        (row, _) ->
                                new Known(
                                        row.getLong(1) == sourceInventory,
                                        Rows.utf8(row.getBytes(2)),
                                        Rows.utf8(row.getBytes(3)),
                                        Sha256.ofBytes(row.getBytes(4)),
                                        MissingText.parse(
                                                row.getString(5), Rows.utf8(row.getBytes(6)))))
                .one();
    }

    private record Known(
            boolean source,
            String folderPath,
            String locator,
            Sha256 body,
            Completeness completeness) {
        /// Parts that lack belong to the holding, not to the body: such a sheet is not kept.
        boolean kept() {
            return !(completeness instanceof Completeness.Incomplete);
        }
    }

    private static Map<String, Folder> folders(Inventory inventory) {
        Map<String, Folder> byPath = new HashMap<>();
        for (Inventory.FolderCount count : inventory.folders()) {
            byPath.put(count.folder().path().text(), count.folder());
        }
        return byPath;
    }
}
