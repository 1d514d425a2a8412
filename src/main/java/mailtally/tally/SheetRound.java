package mailtally.tally;

import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.store.Completeness;
import org.jdbi.v3.core.Handle;

/// Decides by sheets about the sources that digests did not pair. First those of equal content,
/// then pair by pair: the best grade goes first, then the fewest losses and additions, the same
/// folder, the nearest date, the place: greedy over an order that depends on nothing but the mail.
final class SheetRound {
    private static final String ITEM =
            "SELECT "
                    + Rows.COLUMNS
                    + ", 0, NULL FROM holding h JOIN body b ON b.exact_digest = h.body WHERE h.id = ?";

    private final Handle reader;
    private final Rows rows;
    private final Pairs pairs;
    private final TallyMaker.Taken taken;
    private final Sheets sheets;
    private final Contents compared;
    private final Candidates candidates;
    private final ContentRound contents;

    /// A source and a target that may be the same message.
    ///
    /// @param lost how many of the source's components the target lacks
    /// @param added how many components only the target has
    /// @param place the two places, so that equal edges have an order
    record Edge(
            long source,
            long target,
            Bucket bucket,
            long lost,
            long added,
            boolean otherFolder,
            long distanceMs,
            String place,
            String reason) {}

    SheetRound(
            Handle reader,
            Rows rows,
            Pairs pairs,
            TallyMaker.Taken taken,
            Sheets sheets,
            Contents compared) {
        this.compared = compared;
        this.reader = reader;
        this.rows = rows;
        this.pairs = pairs;
        this.taken = taken;
        this.sheets = sheets;
        this.candidates = new Candidates(reader);
        this.contents = new ContentRound(reader, rows, pairs, taken, sheets, candidates);
    }

    void run(long sourceInventory, long targetInventory) {
        contents.pair(sourceInventory, targetInventory);
        candidates.pairs(targetInventory, this::candidate);
        if (compared.rewriting()) {
            candidates.nameless(targetInventory, this::candidate);
        }
        compared.rest(this::judge);
        take(Bucket.SAME_CONTENT);
        contents.twins(sourceInventory);
        surplus();
        take(Bucket.PARTLY);
        take(Bucket.HEADERS_ONLY);
        rest();
    }

    private void candidate(long source, long target) {
        if (!taken.source(source) && !taken.target(target) && item(target).safeFor(item(source))) {
            compared.compare(source, target, this::judge);
        }
    }

    /// @param found nothing where one of the two could not be read again
    private void judge(long sourceHolding, long targetHolding, Optional<Containment> found) {
        Item source = item(sourceHolding);
        Item target = item(targetHolding);
        if (found.isEmpty()) {
            if (sheets.sameHead(sourceHolding, targetHolding)) {
                String reason = "It looks the same, but could not be read a second time.";
                edge(source, target, Bucket.HEADERS_ONLY, 0, 0, reason);
            }
            return;
        }
        Containment containment = found.get();
        Completeness completeness = sheets.completeness(sourceHolding);
        int lost = containment.lost().size();
        int added = containment.added().size();
        if (containment.whole() && !(completeness instanceof Completeness.CutShort)) {
            String note = source.whole() ? "" : "Complete on the target. ";
            edge(
                    source,
                    target,
                    Bucket.SAME_CONTENT,
                    lost,
                    added,
                    (note + compared.rewritten(containment)).strip());
        } else if (containment.sameHead() || containment.shareContent()) {
            String reason = partly(containment, completeness);
            edge(source, target, Bucket.PARTLY, lost, added, reason);
        }
    }

    private Item item(long holding) {
        return reader.createQuery(ITEM).bind(0, holding).map((row, _) -> rows.item(row)).one();
    }

    private static String partly(Containment containment, Completeness completeness) {
        boolean onlyLacking =
                containment.lost().stream()
                        .allMatch(c -> c.kind() == Component.Kind.NOT_DOWNLOADED);
        return onlyLacking ? Reasons.lacking(completeness) : Reasons.lost(containment.lost());
    }

    private void edge(Item source, Item target, Bucket bucket, int lost, int added, String reason) {
        boolean otherFolder = !source.folder().key().equals(target.folder().key());
        boolean dated = source.dateMs() != Long.MIN_VALUE && target.dateMs() != Long.MIN_VALUE;
        pairs.edge(
                new Edge(
                        source.holding(),
                        target.holding(),
                        bucket,
                        lost,
                        added,
                        otherFolder,
                        dated ? Math.abs(source.dateMs() - target.dateMs()) : Long.MAX_VALUE,
                        String.join(
                                "\n",
                                source.folder().path(),
                                source.locator(),
                                target.folder().path(),
                                target.locator()),
                        (reason + Reasons.elsewhere(source, target)).strip()));
    }

    /// Takes the edges of a grade in their order, each end once.
    private void take(Bucket bucket) {
        pairs.flush();
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(
                                        """
                                        SELECT source, target, reason FROM edge WHERE bucket = ?
                                        ORDER BY lost, added, other_folder, distance_ms, place
                                        """)
                                .bind(0, bucket.name())
                                .setFetchSize(Ledger.fetchRows())
                                .map(
                                        (row, _) ->
                                                take(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        bucket,
                                                        Rows.utf8(row.getBytes(3))))
                                .forEach(_ -> {}));
    }

    private boolean take(long source, long target, Bucket bucket, String reason) {
        if (taken.source(source) || taken.target(target)) {
            return false;
        }
        taken.take(item(source), item(target), bucket);
        pairs.add(source, target, bucket, reason);
        return true;
    }

    /// A surplus copy by digest is not made worse by a partial match.
    private void surplus() {
        alone("SELECT holding, bucket, reason FROM open_source WHERE bucket <> 'MISSING'");
    }

    /// Where digests said it ends, what sheets did not change.
    private void rest() {
        alone("SELECT holding, bucket, reason FROM open_source ORDER BY holding");
    }

    private void alone(String sources) {
        pairs.flush();
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(sources)
                                .setFetchSize(Ledger.fetchRows())
                                .map(
                                        (row, _) ->
                                                alone(
                                                        row.getLong(1),
                                                        Bucket.valueOf(row.getString(2)),
                                                        Rows.utf8(row.getBytes(3))))
                                .forEach(_ -> {}));
    }

    private boolean alone(long source, Bucket bucket, String reason) {
        if (taken.source(source)) {
            return false;
        }
        taken.takeAlone(source);
        pairs.add(source, null, bucket, reason);
        return true;
    }
}
