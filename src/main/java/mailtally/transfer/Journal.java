package mailtally.transfer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.message.Sha256;
import mailtally.store.Appender;
import mailtally.store.Locator;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Intents and their outcomes, in the ledger. An intent is on the disk when [#intend] returns. May
/// be used by several threads; one at a time writes.
final class Journal implements AutoCloseable {
    private static final String INTEND =
            """
            INSERT INTO put (run, source, body, wire_digest, target_folder, target_inventory,
                generation, next_number, copies_before, attempts, state, changed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'INTENDED', ?)
            ON CONFLICT (run, source) DO UPDATE SET generation = excluded.generation,
                next_number = excluded.next_number, attempts = put.attempts + 1,
                state = 'INTENDED', changed_ms = excluded.changed_ms
            """;

    private static final String END =
            """
            INSERT INTO put (run, source, body, wire_digest, target_folder, target_inventory,
                generation, next_number, copies_before, attempts, state, place, reason, changed_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?, ?, ?)
            ON CONFLICT (run, source) DO UPDATE SET state = excluded.state,
                place = excluded.place, reason = excluded.reason, changed_ms = excluded.changed_ms
            """;

    /// What an earlier run left open is there if a message of the source with these bytes is now
    /// proven in that folder, or has come in part since.
    private static final String RESOLVE =
            """
            UPDATE put SET changed_ms = :now, state = CASE WHEN EXISTS (
                SELECT 1 FROM holding h JOIN pair p ON p.source = h.id
                    JOIN holding t ON t.id = p.target
                WHERE p.tally = :tally AND h.body = put.body
                    AND t.folder_path = put.target_folder
                    AND (h.id = put.source OR NOT EXISTS (SELECT 1 FROM pair z
                        WHERE z.tally = :tally AND z.source = put.source))
                    AND (p.bucket IN ('IDENTICAL', 'SAME_CONTENT')
                        OR (p.bucket = 'PARTLY' AND t.first_inventory > put.target_inventory)))
                THEN 'FOUND' ELSE 'NOT_FOUND' END
            WHERE state = 'INTENDED' AND run < :tally
            """;

    private final Handle handle;
    private final Steps steps;

    /// How the putting of a message ended.
    record End(Item item, State state, Optional<Locator> place, String reason) {}

    Journal(Ledger ledger, Steps steps) {
        this.handle = ledger.connectDurably();
        this.steps = steps;
    }

    /// The folders of the target in which an earlier run may have put something without hearing of
    /// it.
    synchronized List<String> openFolders() {
        return handle.createQuery("SELECT DISTINCT target_folder FROM put WHERE state = 'INTENDED'")
                .map((row, _) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .list();
    }

    /// Ends the intents of earlier runs by what a new tally found.
    synchronized void resolve(Tally tally) {
        if (openFolders().isEmpty()) {
            return;
        }
        steps.before("end the intents of an earlier run");
        handle.createUpdate(RESOLVE)
                .bind("now", System.currentTimeMillis())
                .bind("tally", tally.id())
                .execute();
    }

    /// These messages are about to be put into the folder. When this returns the disk has it.
    synchronized void intend(Tally tally, Part part, Appender.Mark mark, List<Item> items) {
        steps.before("intend to put " + items.size() + " into " + part.path());
        handle.useTransaction(
                transaction -> {
                    try (PreparedBatch batch = transaction.prepareBatch(INTEND)) {
                        for (Item item : items) {
                            batch.add(
                                    tally.id(),
                                    item.source(),
                                    item.body().bytes(),
                                    item.wire().bytes(),
                                    PlannedRows.utf8(part.path().text()),
                                    tally.target().id(),
                                    PlannedRows.utf8(mark.generation()),
                                    mark.next(),
                                    item.copiesBefore(),
                                    System.currentTimeMillis());
                        }
                        batch.execute();
                    }
                });
    }

    /// So it ended.
    synchronized void end(Tally tally, Part part, List<End> ends) {
        if (ends.isEmpty()) {
            return;
        }
        steps.before("note the outcome of " + ends.size() + " in " + part.path());
        handle.useTransaction(
                transaction -> {
                    try (PreparedBatch batch = transaction.prepareBatch(END)) {
                        for (End end : ends) {
                            batch.add(
                                    tally.id(),
                                    end.item().source(),
                                    end.item().body().bytes(),
                                    end.item().wire().bytes(),
                                    PlannedRows.utf8(part.path().text()),
                                    tally.target().id(),
                                    new byte[0],
                                    end.item().copiesBefore(),
                                    end.state().name(),
                                    end.place().map(p -> PlannedRows.utf8(p.value())).orElse(null),
                                    end.reason().isEmpty() ? null : PlannedRows.utf8(end.reason()),
                                    System.currentTimeMillis());
                        }
                        batch.execute();
                    }
                });
    }

    /// What a run has put into a folder so far, and knows of.
    interface Before {
        /// How many messages with this digest.
        long alike(Sha256 wire);

        /// How many messages with this Message-ID.
        long namesakes(String messageId);

        /// How many messages with this Date, in ms since 1970 UTC.
        long dated(long dateMs);
    }

    /// What this run has put into the folder so far.
    Before before(Tally tally, Part part) {
        return new Before() {
            @Override
            public long alike(Sha256 wire) {
                return count(tally, part, "q.wire_digest = ?", wire.bytes());
            }

            @Override
            public long namesakes(String messageId) {
                byte[] id = messageId.getBytes(StandardCharsets.ISO_8859_1);
                return count(tally, part, "b.message_id = ?", id);
            }

            @Override
            public long dated(long dateMs) {
                return count(tally, part, "b.date_ms = ?", dateMs);
            }
        };
    }

    private synchronized long count(Tally tally, Part part, String condition, Object value) {
        return handle.createQuery(
                        """
                        SELECT count(*) FROM put q JOIN body b ON b.exact_digest = q.body
                        WHERE q.run = ? AND q.target_folder = ? AND q.state IN ('STORED', 'FOUND')
                            AND
                        """
                                + condition)
                .bind(0, tally.id())
                .bind(1, PlannedRows.utf8(part.path().text()))
                .bind(2, value)
                .mapTo(Long.class)
                .one();
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
