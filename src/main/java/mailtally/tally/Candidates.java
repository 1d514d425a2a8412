package mailtally.tally;

import java.util.function.LongConsumer;
import mailtally.ledger.Ledger;
import org.jdbi.v3.core.Handle;

/// Which holdings may be the same message as an open source: they share a Message-ID, Date and
/// Subject, or a digest. The database joins by key, never all against all; a key that more than
/// [#CROWD] holdings share (receipts, a broken mailer) is left to the comparison by content digest.
final class Candidates {
    private static final int CROWD = 100;

    /// `<>` and the like identify nothing.
    private static final int SHORTEST_MESSAGE_ID = 3;

    private static final String KEYS_OF_INVENTORY =
            " FROM body b JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory"
                    + " AND h.completeness <> 'HEADERS_ONLY'";

    /// Holdings of an inventory that share a key with an open source.
    private static final String HOLDINGS =
            """
            SELECT h.id FROM holding h JOIN body b ON b.exact_digest = h.body
            WHERE h.last_inventory = :inventory AND h.completeness <> 'HEADERS_ONLY' AND (
                (length(b.message_id) >= :shortest
                    AND b.message_id IN (SELECT message_id FROM open_source))
                OR (b.date_ms, b.subject) IN (SELECT date_ms, subject FROM open_source)
                OR b.wire_digest IN (SELECT wire_digest FROM open_source))
            ORDER BY h.id
            """;

    /// Open sources that share a key with a holding of an inventory; `%s` is which keys count.
    private static final String SOURCES =
            """
            SELECT o.holding FROM open_source o
            WHERE (length(o.message_id) >= :shortest
                    AND o.message_id IN (SELECT b.message_id %s))
                OR (o.date_ms, o.subject) IN (SELECT b.date_ms, b.subject %s)
                OR o.wire_digest IN (SELECT b.wire_digest %s)
            ORDER BY o.holding
            """;

    private static final String SOURCES_OF_ANY =
            SOURCES.formatted(KEYS_OF_INVENTORY, KEYS_OF_INVENTORY, KEYS_OF_INVENTORY);

    /// In the inventory of the sources themselves each shares its keys with itself.
    private static final String SOURCES_WITH_TWIN =
            SOURCES.formatted(
                    KEYS_OF_INVENTORY + " GROUP BY b.message_id HAVING count(*) > 1",
                    KEYS_OF_INVENTORY + " GROUP BY b.date_ms, b.subject HAVING count(*) > 1",
                    KEYS_OF_INVENTORY + " GROUP BY b.wire_digest HAVING count(*) > 1");

    private static final String PAIRS =
            """
            WITH ids AS (
                SELECT message_id FROM open_source WHERE length(message_id) >= :shortest
                    GROUP BY message_id HAVING count(*) <= :crowd
                INTERSECT SELECT b.message_id %1$s
                    GROUP BY b.message_id HAVING count(*) <= :crowd),
            dates AS (
                SELECT date_ms, subject FROM open_source WHERE date_ms IS NOT NULL
                    GROUP BY date_ms, subject HAVING count(*) <= :crowd
                INTERSECT SELECT b.date_ms, b.subject %1$s
                    GROUP BY b.date_ms, b.subject HAVING count(*) <= :crowd),
            digests AS (
                SELECT wire_digest FROM open_source
                    GROUP BY wire_digest HAVING count(*) <= :crowd
                INTERSECT SELECT b.wire_digest %1$s
                    GROUP BY b.wire_digest HAVING count(*) <= :crowd)
            SELECT o.holding, h.id FROM ids k JOIN open_source o ON o.message_id = k.message_id
                JOIN body b ON b.message_id = k.message_id
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
                    AND h.completeness <> 'HEADERS_ONLY'
            UNION SELECT o.holding, h.id FROM dates k
                JOIN open_source o ON o.date_ms = k.date_ms AND o.subject = k.subject
                JOIN body b ON b.date_ms = k.date_ms AND b.subject = k.subject
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
                    AND h.completeness <> 'HEADERS_ONLY'
            UNION SELECT o.holding, h.id FROM digests k
                JOIN open_source o ON o.wire_digest = k.wire_digest
                JOIN body b ON b.wire_digest = k.wire_digest
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
                    AND h.completeness <> 'HEADERS_ONLY'
            ORDER BY 1, 2
            """
                    .formatted(KEYS_OF_INVENTORY);

    /// Sources without a Message-ID, which a store that rewrites gives one, and writes the
    /// Subject in another way: their Date alone, or where there is none that can be read, their
    /// Subject.
    private static final String NAMELESS =
            """
            WITH dates AS (
                SELECT date_ms FROM open_source
                    WHERE date_ms IS NOT NULL AND length(message_id) < :shortest
                    GROUP BY date_ms HAVING count(*) <= :crowd
                INTERSECT SELECT b.date_ms %1$s
                    GROUP BY b.date_ms HAVING count(*) <= :crowd),
            subjects AS (
                SELECT subject FROM open_source
                    WHERE date_ms IS NULL AND length(message_id) < :shortest
                    GROUP BY subject HAVING count(*) <= :crowd
                INTERSECT SELECT b.subject %1$s
                    GROUP BY b.subject HAVING count(*) <= :crowd)
            SELECT o.holding, h.id FROM dates k
                JOIN open_source o ON o.date_ms = k.date_ms AND length(o.message_id) < :shortest
                JOIN body b ON b.date_ms = k.date_ms
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
                    AND h.completeness <> 'HEADERS_ONLY'
            UNION SELECT o.holding, h.id FROM subjects k
                JOIN open_source o ON o.subject = k.subject AND o.date_ms IS NULL
                    AND length(o.message_id) < :shortest
                JOIN body b ON b.subject = k.subject
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
                    AND h.completeness <> 'HEADERS_ONLY'
            ORDER BY 1, 2
            """
                    .formatted(KEYS_OF_INVENTORY);

    private static final String NAMELESS_ARE_OPEN =
            "SELECT count(*) FROM open_source WHERE length(message_id) < ?";

    private final Handle reader;

    Candidates(Handle reader) {
        this.reader = reader;
    }

    /// Gets a source's and a target's holding.
    interface PairConsumer {
        void accept(long source, long target);
    }

    /// Hands over each holding of the inventory that may be one of the open sources.
    void holdings(long inventory, LongConsumer consumer) {
        each(HOLDINGS, inventory, consumer);
    }

    /// Hands over each open source that may be a holding of the inventory.
    void sources(long inventory, LongConsumer consumer) {
        each(SOURCES_OF_ANY, inventory, consumer);
    }

    /// Hands over each open source that may be another holding of its own inventory.
    void sourcesWithTwin(long sourceInventory, LongConsumer consumer) {
        each(SOURCES_WITH_TWIN, sourceInventory, consumer);
    }

    /// Hands over each open source with each holding of the inventory that it may be, but for
    /// crowds.
    void pairs(long inventory, PairConsumer consumer) {
        pairs(PAIRS, inventory, consumer);
    }

    /// The same of sources without a Message-ID, by less: for a target that rewrites.
    void nameless(long inventory, PairConsumer consumer) {
        long open =
                reader.createQuery(NAMELESS_ARE_OPEN)
                        .bind(0, SHORTEST_MESSAGE_ID)
                        .mapTo(Long.class)
                        .one();
        if (open > 0) {
            pairs(NAMELESS, inventory, consumer);
        }
    }

    private void pairs(String query, long inventory, PairConsumer consumer) {
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(query)
                                .bind("inventory", inventory)
                                .bind("shortest", SHORTEST_MESSAGE_ID)
                                .bind("crowd", CROWD)
                                .setFetchSize(Ledger.fetchRows())
                                .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                                .forEach(pair -> consumer.accept(pair[0], pair[1])));
    }

    private void each(String query, long inventory, LongConsumer consumer) {
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(query)
                                .bind("inventory", inventory)
                                .bind("shortest", SHORTEST_MESSAGE_ID)
                                .setFetchSize(Ledger.fetchRows())
                                .mapTo(Long.class)
                                .forEach(consumer::accept));
    }
}
