package mailtally.inventory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import mailtally.ledger.Ledger;
import mailtally.message.Digests;
import mailtally.message.Envelope;
import mailtally.message.Sha256;
import mailtally.message.Sheet;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.Witness;
import org.jdbi.v3.core.Handle;

/// Writes what a reading sees to the ledger, in batches. Folders are read by several threads; each
/// collects rows of its own, and one thread at a time writes them.
final class LedgerRows implements AutoCloseable {
    private static final int BATCH_ROWS = 1000;
    private static final int BATCH_SHEET_BYTES = 1 << 20;
    private static final String BODY =
            """
            INSERT INTO body (exact_digest, raw_digest, core_digest, wire_digest, size_bytes,
                line_ends, message_id, subject, sender, date_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (exact_digest) DO NOTHING
            """;

    /// A holding that the inventory before last saw, but not the last, is seen anew: a sighting has
    /// no gaps. Inventories that were begun after the last finished one and never ended are no gap,
    /// since what they did not see they had not looked for.
    private static final String HOLDING =
            """
            INSERT INTO holding (id, store, folder_path, locator, folder, body, other_body,
                internal_date_ms, flags, apple_flags, remote_id, completeness, missing, problem,
                wire_bytes, first_inventory, last_inventory)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (store, folder_path, locator) DO UPDATE SET
                folder = excluded.folder, body = excluded.body, other_body = excluded.other_body,
                internal_date_ms = excluded.internal_date_ms, flags = excluded.flags,
                apple_flags = excluded.apple_flags, remote_id = excluded.remote_id,
                completeness = excluded.completeness, missing = excluded.missing,
                problem = excluded.problem, wire_bytes = excluded.wire_bytes,
                first_inventory = CASE WHEN holding.last_inventory >= ?
                    THEN holding.first_inventory ELSE excluded.first_inventory END,
                last_inventory = excluded.last_inventory
            """;

    /// A holding that is there again and whose body was not read again.
    private static final String UNCHANGED =
            """
            UPDATE holding SET folder = ?, internal_date_ms = ?, flags = ?, apple_flags = ?,
                remote_id = ?,
                first_inventory = CASE WHEN last_inventory >= ? THEN first_inventory ELSE ? END,
                last_inventory = ?
            WHERE id = ?
            """;

    /// The same where its flags did not change either, many at once.
    private static final String SAME =
            """
            UPDATE holding SET folder = ?,
                first_inventory = CASE WHEN last_inventory >= ? THEN first_inventory ELSE ? END,
                last_inventory = ?
            WHERE id IN (
            """;

    private final Handle handle;
    private long nextHolding;
    private long nextFolder;
    private long nextInventory;

    /// An inventory that was begun.
    ///
    /// @param previous the number of the last inventory of the same store, or 0
    record Begun(long id, String store, long previous, long startedMs) {}

    LedgerRows(Ledger ledger) {
        handle = ledger.connect();
        nextHolding = next("holding");
        nextFolder = next("folder");
        nextInventory = next("inventory");
    }

    /// @param role what the store is in this ledger: one store may be both source and target
    synchronized Begun begin(Store store, int role) {
        long id = nextInventory++;
        long now = System.currentTimeMillis();
        String name = role + " " + store.address();
        byte[] address = utf8(name);
        long previous =
                handle.createQuery(
                                "SELECT coalesce(max(id), 0) FROM inventory WHERE store = ? AND"
                                        + " finished_ms IS NOT NULL")
                        .bind(0, address)
                        .mapTo(Long.class)
                        .one();
        handle.execute(
                "INSERT INTO inventory (id, store, keeps_forever, started_ms) VALUES (?, ?, ?, ?)",
                id,
                address,
                store.keepsForever() ? 1 : 0,
                now);
        return new Begun(id, name, previous, now);
    }

    synchronized void finish(Begun begun, long nowMs) {
        handle.execute("UPDATE inventory SET finished_ms = ? WHERE id = ?", nowMs, begun.id());
    }

    /// @param purges whether mail goes away by itself there
    synchronized FolderRows folder(Begun begun, Folder folder, boolean purges) {
        long id = nextFolder++;
        handle.useTransaction(
                transaction -> {
                    transaction.execute(
                            "INSERT INTO folder (id, inventory, path, folder_key, special_use,"
                                    + " expires, purges) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            id,
                            begun.id(),
                            utf8(folder.path().text()),
                            utf8(folder.path().key()),
                            folder.specialUse().map(Enum::name).orElse(null),
                            folder.expires() ? 1 : 0,
                            purges ? 1 : 0);
                    for (Witness witness : folder.witnesses()) {
                        transaction.execute(
                                "INSERT INTO witness (folder, kind, messages) VALUES (?, ?, ?)",
                                id,
                                witness.kind(),
                                witness.count());
                    }
                });
        return new FolderRows(begun, id, folder);
    }

    @Override
    public synchronized void close() {
        handle.close();
    }

    private long next(String table) {
        return 1
                + handle.createQuery("SELECT coalesce(max(id), 0) FROM " + table)
                        .mapTo(Long.class)
                        .one();
    }

    private synchronized void write(FolderRows rows) {
        handle.useTransaction(
                transaction -> {
                    Ledger.addAll(transaction, BODY, rows.bodies);
                    KnownSheets.addAll(transaction, rows.sheets);
                    for (Object[] holding : rows.holdings) {
                        holding[0] = nextHolding++;
                    }
                    Ledger.addAll(transaction, HOLDING, rows.holdings);
                    Ledger.addAll(transaction, UNCHANGED, rows.unchanged);
                    seeAgain(transaction, rows);
                    Ledger.addAll(
                            transaction,
                            "INSERT INTO remark (inventory, folder_path, locator, weight, remark)"
                                    + " VALUES (?, ?, ?, ?, ?)",
                            rows.remarks);
                });
    }

    private static void seeAgain(Handle handle, FolderRows rows) {
        if (rows.same.isEmpty()) {
            return;
        }
        // Numbers of our own: nothing in them needs to be bound.
        String numbers =
                rows.same.stream().map(String::valueOf).collect(Collectors.joining(",", "", ")"));
        handle.execute(
                SAME + numbers, rows.id, rows.begun.previous(), rows.begun.id(), rows.begun.id());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The rows of one folder. Used by the one thread that reads it.
    final class FolderRows {
        private final Begun begun;
        private final long id;
        private final byte[] store;
        private final byte[] path;
        private final List<Object[]> bodies = new ArrayList<>();
        private final List<Object[]> sheets = new ArrayList<>();
        private final List<Object[]> holdings = new ArrayList<>();
        private final List<Object[]> unchanged = new ArrayList<>();
        private final List<Long> same = new ArrayList<>();
        private final List<Object[]> remarks = new ArrayList<>();
        private long sheetBytes;

        private FolderRows(Begun begun, long id, Folder folder) {
            this.begun = begun;
            this.id = id;
            this.store = utf8(begun.store());
            this.path = utf8(folder.path().text());
        }

        /// What the ledger knows of these holdings from earlier readings.
        Map<Locator, KnownBodies.Known> known(List<Locator> locators) {
            synchronized (LedgerRows.this) {
                return KnownBodies.find(handle, store, path, locators);
            }
        }

        /// Keeps what the message that comes next consists of.
        void sheet(Sha256 body, Sheet sheet) {
            Object[] row = KnownSheets.row(body, sheet);
            sheets.add(row);
            sheetBytes += ((byte[]) row[2]).length;
        }

        /// @param wireBytes the length that sizes are compared by, where they are
        void message(
                Holding holding, Digests digests, Optional<Digests> other, OptionalLong wireBytes) {
            bodies.add(body(digests));
            other.ifPresent(o -> bodies.add(body(o)));
            add(
                    holding,
                    digests.exact().bytes(),
                    other.map(o -> o.exact().bytes()).orElse(null),
                    null,
                    wireBytes);
        }

        void unreadable(Holding holding, String reason) {
            add(holding, null, null, reason, OptionalLong.empty());
        }

        void unchanged(Holding holding, KnownBodies.Known before) {
            if (before.marks().equals(KnownBodies.Marks.of(holding))) {
                same.add(before.row());
                flushIfFull();
                return;
            }
            unchanged.add(
                    new Object[] {
                        id,
                        dateMs(holding),
                        utf8(holding.flags().text()),
                        appleFlags(holding),
                        remoteId(holding),
                        begun.previous(),
                        begun.id(),
                        begun.id(),
                        before.row()
                    });
            flushIfFull();
        }

        void remark(String locator, Finding finding) {
            remarks.add(
                    new Object[] {
                        begun.id(),
                        path,
                        utf8(locator),
                        finding.weight().name(),
                        utf8(finding.text())
                    });
            flushIfFull();
        }

        void finish(long found) {
            write(this);
            clear();
            synchronized (LedgerRows.this) {
                handle.execute("UPDATE folder SET found = ? WHERE id = ?", found, id);
            }
        }

        private void add(
                Holding holding,
                byte[] body,
                byte[] otherBody,
                String problem,
                OptionalLong wireBytes) {
            holdings.add(
                    new Object[] {
                        0L,
                        store,
                        path,
                        utf8(holding.locator().value()),
                        id,
                        body,
                        otherBody,
                        dateMs(holding),
                        utf8(holding.flags().text()),
                        appleFlags(holding),
                        remoteId(holding),
                        MissingText.word(holding.completeness()),
                        Optional.ofNullable(MissingText.details(holding.completeness()))
                                .map(LedgerRows::utf8)
                                .orElse(null),
                        problem == null ? null : utf8(problem),
                        wireBytes.isPresent() ? wireBytes.getAsLong() : null,
                        begun.id(),
                        begun.id(),
                        begun.previous()
                    });
            flushIfFull();
        }

        private static Long dateMs(Holding holding) {
            return holding.internalDate().map(d -> d.toEpochMilli()).orElse(null);
        }

        private static Long appleFlags(Holding holding) {
            OptionalLong raw = holding.flags().appleRaw();
            return raw.isPresent() ? raw.getAsLong() : null;
        }

        private static byte[] remoteId(Holding holding) {
            return holding.remoteId().map(LedgerRows::utf8).orElse(null);
        }

        private void flushIfFull() {
            if (holdings.size() + unchanged.size() + same.size() + remarks.size() >= BATCH_ROWS
                    || sheetBytes >= BATCH_SHEET_BYTES) {
                write(this);
                clear();
            }
        }

        private void clear() {
            bodies.clear();
            sheets.clear();
            sheetBytes = 0;
            holdings.clear();
            unchanged.clear();
            same.clear();
            remarks.clear();
        }

        private static Object[] body(Digests digests) {
            Envelope envelope = digests.envelope();
            return new Object[] {
                digests.exact().bytes(),
                digests.raw().bytes(),
                digests.core().bytes(),
                digests.wire().bytes(),
                digests.sizeBytes(),
                digests.lineEnds().name(),
                latin1(envelope.messageId()),
                latin1(envelope.subject()),
                latin1(envelope.from()),
                envelope.dateMs().orElse(null)
            };
        }
    }
}
