package mailtally.tally;

import java.util.ArrayList;
import java.util.List;
import mailtally.ledger.Ledger;
import org.jdbi.v3.core.Handle;

/// Reads both inventories in the order of their most lenient digests and pairs each group of
/// equals. Only one group is in memory at a time. A header alone has a digest, but not the
/// message's: such holdings take no part.
final class DigestRound {
    private static final String ITEMS =
            """
            SELECT %s, 0, NULL FROM holding h JOIN body b ON b.exact_digest = h.body
                WHERE h.last_inventory IN (?, ?) AND h.completeness <> 'HEADERS_ONLY'
            UNION ALL
            SELECT %s, 1, NULL FROM holding h JOIN body b ON b.exact_digest = h.other_body
                WHERE h.last_inventory IN (?, ?)
            ORDER BY 11
            """
                    .formatted(Rows.COLUMNS, Rows.COLUMNS);

    private final Handle reader;
    private final Rows rows;
    private final Pairs pairs;
    private final TallyMaker.Taken taken;
    private long openSources;

    DigestRound(Handle reader, Rows rows, Pairs pairs, TallyMaker.Taken taken) {
        this.reader = reader;
        this.rows = rows;
        this.pairs = pairs;
        this.taken = taken;
    }

    /// Pairs what digests can.
    ///
    /// @return how many sources are left for sheets, at most: one whose other reading pairs later
    ///     is
    ///     among them
    long run(long sourceInventory, long targetInventory) {
        List<Item> group = new ArrayList<>();
        reader.useTransaction(
                transaction -> {
                    transaction
                            .createQuery(ITEMS)
                            .bind(0, sourceInventory)
                            .bind(1, targetInventory)
                            .bind(2, sourceInventory)
                            .bind(3, targetInventory)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> rows.item(row))
                            .forEach(
                                    item -> {
                                        if (!group.isEmpty()
                                                && !group.getFirst().wire().equals(item.wire())) {
                                            judge(group);
                                            group.clear();
                                        }
                                        group.add(item);
                                    });
                    judge(group);
                });
        return openSources;
    }

    private void judge(List<Item> group) {
        group.removeIf(i -> i.source() ? taken.source(i.holding()) : taken.target(i.holding()));
        DigestMatching matching = DigestMatching.byBytes(group);
        Twins twins = new Twins();
        for (Match match : matching.matches()) {
            pairs.add(match);
            taken.take(match);
            if (!match.source().exactOnly()) {
                twins.add(match.source().core(), match.source().folder(), match.target().keeps());
            }
        }
        Item left = firstFree(group, matching);
        for (Item item : group) {
            if (item.source() && !item.otherReading() && !taken.source(item.holding())) {
                open(item, left, twins);
            }
        }
    }

    /// A target that proves nothing although it is equal: if it is not safe, that is the reason.
    private static Item firstFree(List<Item> group, DigestMatching matching) {
        for (Item item : group) {
            if (!item.source() && matching.free(item)) {
                return item;
            }
        }
        return null;
    }

    private void open(Item source, Item left, Twins twins) {
        openSources++;
        boolean comparable = source.whole() && !source.exactOnly();
        Bucket twin = comparable ? twins.bucket(source.core(), source.folder()) : null;
        if (twin != null) {
            pairs.open(source, twin, twins.reason(source.core(), source.folder()));
        } else if (left != null && !left.safeFor(source)) {
            pairs.open(source, Bucket.MISSING, Reasons.unsafe(left));
        } else {
            pairs.open(source, Bucket.MISSING, Reasons.MISSING);
        }
    }
}
