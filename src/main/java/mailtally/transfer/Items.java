package mailtally.transfer;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import mailtally.ledger.Ledger;
import mailtally.message.Sha256;
import mailtally.store.Locator;
import org.jdbi.v3.core.Handle;

/// A part's planned messages in batches, read from the ledger some hundred at a time. A batch is of
/// one folder of the source. Used by one thread.
final class Items {
    /// How many messages go to the store at once.
    static final int BATCH_MESSAGES = 100;

    /// How many bytes they may have; a larger message goes alone.
    static final long BATCH_BYTES = 8L << 20;

    private static final int PAGE_ROWS = 1000;

    private final Ledger ledger;
    private final int part;
    private final Deque<Item> page = new ArrayDeque<>();
    private long lastFolder = -1;
    private long lastSource = -1;
    private boolean ended;

    Items(Ledger ledger, Part part) {
        this.ledger = ledger;
        this.part = part.number();
    }

    /// The next batch, or an empty one at the end.
    List<Item> next() {
        List<Item> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < BATCH_MESSAGES) {
            if (page.isEmpty() && !ended) {
                fill();
            }
            Item item = page.peekFirst();
            boolean fits =
                    batch.isEmpty()
                            || (item != null
                                    && item.folderNumber() == batch.getFirst().folderNumber()
                                    && bytes + item.sizeBytes() <= BATCH_BYTES);
            if (item == null || !fits) {
                return batch;
            }
            batch.add(page.removeFirst());
            bytes += item.sizeBytes();
        }
        return batch;
    }

    private void fill() {
        try (Handle handle = ledger.connect()) {
            handle.createQuery(
                            """
                            SELECT p.source, p.folder, h.folder_path, h.locator, b.exact_digest,
                                b.wire_digest, b.message_id, b.size_bytes, h.internal_date_ms,
                                h.flags, p.copies_before, b.date_ms
                            FROM planned p JOIN holding h ON h.id = p.source
                                JOIN body b ON b.exact_digest = h.body
                            WHERE p.part = :part AND (p.folder > :folder
                                OR (p.folder = :folder AND p.source > :source))
                            ORDER BY p.folder, p.source LIMIT :rows
                            """)
                    .bind("part", part)
                    .bind("folder", lastFolder)
                    .bind("source", lastSource)
                    .bind("rows", PAGE_ROWS)
                    .map((row, _) -> item(row))
                    .forEach(page::add);
        }
        ended = page.size() < PAGE_ROWS;
        if (!page.isEmpty()) {
            lastFolder = page.getLast().folderNumber();
            lastSource = page.getLast().source();
        }
    }

    private static Item item(ResultSet row) throws SQLException {
        long date = row.getLong(9);
        Optional<Instant> internalDate =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
        long written = row.getLong(12);
        OptionalLong dateMs = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(written);
        return new Item(
                row.getLong(1),
                row.getLong(2),
                utf8(row.getBytes(3)),
                new Locator(utf8(row.getBytes(4))),
                Sha256.ofBytes(row.getBytes(5)),
                Sha256.ofBytes(row.getBytes(6)),
                new String(row.getBytes(7), StandardCharsets.ISO_8859_1),
                dateMs,
                row.getLong(8),
                internalDate,
                PlannedRows.flags(row.getBytes(10)),
                row.getLong(11));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
