package mailtally.tally;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import mailtally.ledger.Ledger;
import org.jdbi.v3.core.Handle;

/// Pairs by headers what is still open, where of one side no more than headers was read: by
/// Message-ID, Date and From, or without a Message-ID by Date, From and Subject. One to one, equal
/// sizes first. Nothing is proven by that. One group of equal heads is in memory at a time.
final class HeaderRound {
    private static final String ANY =
            "SELECT count(*) FROM holding WHERE last_inventory IN (?, ?) AND completeness ="
                    + " 'HEADERS_ONLY'";

    private static final String ITEMS =
            """
            SELECT %s, 0, NULL, b.message_id, b.date_ms, b.sender,
                CASE WHEN length(b.message_id) < 3 THEN b.subject ELSE b.message_id END AS name
            FROM holding h JOIN body b ON b.exact_digest = h.body
            WHERE h.last_inventory IN (?, ?)
            ORDER BY b.message_id, b.date_ms, b.sender, name
            """
                    .formatted(Rows.COLUMNS);

    /// `<>` and the like identify nothing.
    private static final int SHORTEST_MESSAGE_ID = 3;

    private static final String SURPLUS =
            "By its headers, the target has fewer copies of this message.";

    private final Handle reader;
    private final Rows rows;
    private final Pairs pairs;
    private final TallyMaker.Taken taken;

    /// What two holdings must have alike. Values are the header's bytes, a character each.
    ///
    /// @param dateMs the Date field, or `Long.MIN_VALUE`
    /// @param name the Subject where there is no Message-ID, else the Message-ID
    private record Head(String messageId, long dateMs, String sender, String name) {
        static Head of(ResultSet row) throws SQLException {
            long date = row.getLong(17);
            boolean dated = !row.wasNull();
            return new Head(
                    Rows.latin1(row.getBytes(16)),
                    dated ? date : Long.MIN_VALUE,
                    Rows.latin1(row.getBytes(18)),
                    Rows.latin1(row.getBytes(19)));
        }

        /// Without a Message-ID and a Date a head says too little.
        boolean tells() {
            return messageId.length() >= SHORTEST_MESSAGE_ID || dateMs != Long.MIN_VALUE;
        }
    }

    private record Row(Head head, Item item) {}

    HeaderRound(Handle reader, Rows rows, Pairs pairs, TallyMaker.Taken taken) {
        this.reader = reader;
        this.rows = rows;
        this.pairs = pairs;
        this.taken = taken;
    }

    /// True where of any holding in either inventory only the header was read.
    static boolean needed(Handle reader, long sourceInventory, long targetInventory) {
        return reader.createQuery(ANY)
                        .bind(0, sourceInventory)
                        .bind(1, targetInventory)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Ends every source that is still open.
    void run(long sourceInventory, long targetInventory) {
        List<Row> group = new ArrayList<>();
        reader.useTransaction(
                transaction -> {
                    transaction
                            .createQuery(ITEMS)
                            .bind(0, sourceInventory)
                            .bind(1, targetInventory)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> new Row(Head.of(row), rows.item(row)))
                            .forEach(
                                    row -> {
                                        if (!group.isEmpty()
                                                && !group.getFirst().head().equals(row.head())) {
                                            judge(group);
                                            group.clear();
                                        }
                                        group.add(row);
                                    });
                    judge(group);
                });
        pairs.flush();
    }

    private void judge(List<Row> group) {
        List<Item> free = new ArrayList<>();
        for (Row row : group) {
            Item item = row.item();
            if (!(item.source() ? taken.source(item.holding()) : taken.target(item.holding()))) {
                free.add(item);
            }
        }
        boolean named = !group.isEmpty() && group.getFirst().head().tells();
        DigestMatching matching = DigestMatching.byHeaders(named ? free : List.of());
        for (Match match : matching.matches()) {
            pairs.add(match);
            taken.take(match);
        }
        for (Item item : free) {
            if (item.source() && !taken.source(item.holding())) {
                taken.takeAlone(item.holding());
                pairs.add(
                        item.holding(), null, Bucket.MISSING, reason(item, free, matching, named));
            }
        }
    }

    private static String reason(
            Item source, List<Item> group, DigestMatching matching, boolean named) {
        if (!named) {
            return "It has neither Message-ID nor Date to look for.";
        }
        for (Item item : group) {
            if (!item.source() && matching.free(item) && !item.safeFor(source)) {
                return Reasons.unsafe(item);
            }
        }
        return matching.matches().isEmpty() ? Reasons.MISSING : SURPLUS;
    }
}
