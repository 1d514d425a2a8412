package mailtally.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import mailtally.ledger.Ledger;
import org.jdbi.v3.core.Handle;

/// Pairs what digests left by equal content digests, however many share a Message-ID, and finds
/// surplus copies whose content is proven. Each sheet is made once.
final class ContentRound {
    /// A store that is far away hands out many messages as quickly as one.
    private static final int READ_AT_ONCE = 200;

    private static final String ITEMS =
            """
            SELECT %s, 0, c.content_digest FROM content c JOIN holding h ON h.id = c.holding
                JOIN body b ON b.exact_digest = h.body
            WHERE h.last_inventory IN (?, ?) AND h.completeness <> 'HEADERS_ONLY'
            ORDER BY c.content_digest
            """
                    .formatted(Rows.COLUMNS);

    private final Handle reader;
    private final Rows rows;
    private final Pairs pairs;
    private final TallyMaker.Taken taken;
    private final Sheets sheets;
    private final Candidates candidates;

    ContentRound(
            Handle reader,
            Rows rows,
            Pairs pairs,
            TallyMaker.Taken taken,
            Sheets sheets,
            Candidates candidates) {
        this.reader = reader;
        this.rows = rows;
        this.pairs = pairs;
        this.taken = taken;
        this.sheets = sheets;
        this.candidates = candidates;
    }

    /// Pairs open sources with targets of the same content.
    void pair(long sourceInventory, long targetInventory) {
        read(each -> candidates.sources(targetInventory, each), h -> !taken.source(h));
        read(each -> candidates.holdings(targetInventory, each), h -> !taken.target(h));
        groups(sourceInventory, targetInventory, this::pairGroup);
    }

    /// Finds the surplus copies among the open sources.
    void twins(long sourceInventory) {
        read(each -> candidates.sourcesWithTwin(sourceInventory, each), h -> !taken.source(h));
        read(each -> candidates.holdings(sourceInventory, each), taken::source);
        groups(sourceInventory, sourceInventory, this::twinGroup);
    }

    /// Reads the messages of those candidates that are wanted, many at a time.
    private void read(Consumer<LongConsumer> all, LongPredicate wanted) {
        List<Long> some = new ArrayList<>();
        all.accept(
                holding -> {
                    if (wanted.test(holding)) {
                        some.add(holding);
                    }
                    if (some.size() == READ_AT_ONCE) {
                        read(some);
                        some.clear();
                    }
                });
        read(some);
    }

    private void read(List<Long> holdings) {
        sheets.prepare(holdings);
        for (long holding : holdings) {
            sheets.of(holding).ifPresent(sheet -> pairs.content(holding, sheet.contentDigest()));
        }
    }

    private void groups(long oneInventory, long otherInventory, Consumer<List<Item>> judge) {
        pairs.flush();
        List<Item> group = new ArrayList<>();
        reader.useTransaction(
                transaction -> {
                    transaction
                            .createQuery(ITEMS)
                            .bind(0, oneInventory)
                            .bind(1, otherInventory)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> rows.item(row))
                            .forEach(
                                    item -> {
                                        if (!group.isEmpty()
                                                && !group.getFirst()
                                                        .content()
                                                        .equals(item.content())) {
                                            judge.accept(group);
                                            group.clear();
                                        }
                                        group.add(item);
                                    });
                    judge.accept(group);
                });
        pairs.flush();
    }

    private void pairGroup(List<Item> group) {
        group.removeIf(i -> i.source() ? taken.source(i.holding()) : taken.target(i.holding()));
        for (Match match : DigestMatching.byContent(group).matches()) {
            pairs.add(match);
            taken.take(match);
        }
    }

    private void twinGroup(List<Item> group) {
        Twins twins = new Twins();
        for (Item item : group) {
            if (item.whole() && taken.proven(item.holding())) {
                twins.add(item.content(), item.folder(), taken.kept(item.holding()));
            }
        }
        for (Item item : group) {
            if (item.source() && item.whole() && !taken.source(item.holding())) {
                Bucket bucket = twins.bucket(item.content(), item.folder());
                if (bucket != null) {
                    taken.takeAlone(item.holding());
                    String reason = twins.reason(item.content(), item.folder());
                    pairs.add(item.holding(), null, bucket, reason);
                }
            }
        }
    }
}
