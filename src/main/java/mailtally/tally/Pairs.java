package mailtally.tally;

import java.util.ArrayList;
import java.util.List;
import mailtally.inventory.KnownSheets;
import mailtally.ledger.Ledger;
import mailtally.message.Sha256;
import mailtally.message.Sheet;
import org.jdbi.v3.core.Handle;

/// Writes a tally's pairs and its work on the way, in batches. Used by one thread.
final class Pairs implements AutoCloseable {
    private static final int BATCH_ROWS = 1000;

    private final Handle handle;
    private final List<Object[]> pairs = new ArrayList<>();
    private final List<Object[]> open = new ArrayList<>();
    private final List<Object[]> contents = new ArrayList<>();
    private final List<Object[]> edges = new ArrayList<>();
    private long tally;

    Pairs(Handle handle) {
        this.handle = handle;
    }

    long begin(long sourceInventory, long targetInventory) {
        tally =
                1
                        + handle.createQuery("SELECT coalesce(max(id), 0) FROM tally")
                                .mapTo(Long.class)
                                .one();
        handle.execute(
                "INSERT INTO tally (id, source_inventory, target_inventory, made_ms) VALUES (?, ?,"
                        + " ?, ?)",
                tally,
                sourceInventory,
                targetInventory,
                System.currentTimeMillis());
        clearWork();
        return tally;
    }

    void unreadable(long sourceInventory) {
        handle.execute(
                "INSERT INTO pair (tally, source, bucket, reason) SELECT ?, id, 'UNREADABLE',"
                        + " problem FROM holding WHERE last_inventory = ? AND body IS NULL",
                tally,
                sourceInventory);
    }

    void add(Match match) {
        add(match.source().holding(), match.target().holding(), match.bucket(), match.reason());
    }

    void add(long source, Long target, Bucket bucket, String reason) {
        pairs.add(new Object[] {tally, source, target, bucket.name(), Rows.utf8(reason)});
        flushIfFull();
    }

    /// A source that digests did not pair, with where it ends unless sheets know better.
    void open(Item source, Bucket bucket, String reason) {
        open.add(new Object[] {bucket.name(), Rows.utf8(reason), source.holding()});
        flushIfFull();
    }

    /// What a holding's sheet says it contains.
    void content(long holding, Sha256 digest) {
        contents.add(new Object[] {holding, digest.bytes()});
        flushIfFull();
    }

    void edge(SheetRound.Edge edge) {
        edges.add(
                new Object[] {
                    edge.source(),
                    edge.target(),
                    edge.bucket().name(),
                    edge.lost(),
                    edge.added(),
                    edge.otherFolder() ? 1 : 0,
                    edge.distanceMs(),
                    Rows.utf8(edge.place()),
                    Rows.utf8(edge.reason())
                });
        flushIfFull();
    }

    void sheet(Sha256 body, Sheet sheet) {
        KnownSheets.add(handle, body, sheet);
    }

    void flush() {
        handle.useTransaction(
                transaction -> {
                    write(
                            transaction,
                            "INSERT INTO pair (tally, source, target, bucket, reason) VALUES (?, ?,"
                                    + " ?, ?, ?)",
                            pairs);
                    write(
                            transaction,
                            """
                            INSERT INTO open_source (holding, bucket, reason, message_id, subject,
                                date_ms, wire_digest)
                            SELECT h.id, ?, ?, b.message_id, b.subject, b.date_ms, b.wire_digest
                            FROM holding h JOIN body b ON b.exact_digest = h.body WHERE h.id = ?
                            """,
                            open);
                    write(
                            transaction,
                            "INSERT INTO content (holding, content_digest) VALUES (?, ?) ON CONFLICT"
                                    + " (holding) DO NOTHING",
                            contents);
                    write(
                            transaction,
                            "INSERT INTO edge (source, target, bucket, lost, added, other_folder,"
                                    + " distance_ms, place, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                                    + " ?) ON CONFLICT (source, target) DO NOTHING",
                            edges);
                });
    }

    /// Everything is written; the work on the way is thrown away.
    void finish() {
        flush();
        clearWork();
    }

    @Override
    public void close() {
        handle.close();
    }

    private void clearWork() {
        handle.execute("DELETE FROM open_source");
        handle.execute("DELETE FROM content");
        handle.execute("DELETE FROM edge");
    }

    private void flushIfFull() {
        if (pairs.size() + open.size() + contents.size() + edges.size() >= BATCH_ROWS) {
            flush();
        }
    }

    private static void write(Handle handle, String sql, List<Object[]> rows) {
        Ledger.addAll(handle, sql, rows);
        rows.clear();
    }
}
