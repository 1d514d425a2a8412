package mailtally.tally;

import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.message.Component;
import mailtally.message.Containment;
import mailtally.message.Sheet;
import mailtally.store.Completeness;
import org.jdbi.v3.core.Handle;

/// Decides by sheets about the sources that digests did not pair. Candidates share a Message-ID,
/// Date and Subject, or a digest; they are joined by the database, never all against all. The best
/// grade goes first, then the fewest losses, the same folder, the nearest date, the place: greedy
/// over an order that depends on nothing but the mail.
final class SheetRound {
    private static final int MOST_CANDIDATES = 50;

    /// For each open source, other holdings of one inventory that may be the same message.
    private static final String CANDIDATES =
            """
            SELECT o.holding AS source, h.id AS candidate FROM open_source o
                JOIN body b ON b.message_id = o.message_id AND length(b.message_id) > 0
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
            UNION
            SELECT o.holding, h.id FROM open_source o
                JOIN body b ON b.date_ms = o.date_ms AND b.subject = o.subject
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
            UNION
            SELECT o.holding, h.id FROM open_source o
                JOIN body b ON b.wire_digest = o.wire_digest
                JOIN holding h ON h.body = b.exact_digest WHERE h.last_inventory = :inventory
            ORDER BY 1, 2
            """;

    private static final String ITEM =
            "SELECT "
                    + Rows.COLUMNS
                    + ", 0 FROM holding h JOIN body b ON b.exact_digest = h.body WHERE h.id = ?";

    private final Handle reader;
    private final Rows rows;
    private final Pairs pairs;
    private final TallyMaker.Taken taken;
    private final Sheets sheets;
    private long candidatesOf;
    private int candidates;

    /// A source and a target that may be the same message.
    ///
    /// @param lost how many of the source's components the target lacks
    /// @param place the two places, so that equal edges have an order
    record Edge(
            long source,
            long target,
            Bucket bucket,
            long lost,
            boolean otherFolder,
            long distanceMs,
            String place,
            String reason) {}

    SheetRound(Handle reader, Rows rows, Pairs pairs, TallyMaker.Taken taken, Sheets sheets) {
        this.reader = reader;
        this.rows = rows;
        this.pairs = pairs;
        this.taken = taken;
        this.sheets = sheets;
    }

    void run(long sourceInventory, long targetInventory) {
        candidates(targetInventory, this::compare);
        pairs.flush();
        take("SAME_CONTENT");
        candidates(sourceInventory, this::compareWithTwin);
        takeDuplicates();
        take("PARTLY");
        take("HEADERS_ONLY");
        rest();
    }

    private interface Pair {
        void judge(Item source, Item candidate);
    }

    private void candidates(long inventory, Pair judge) {
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(CANDIDATES)
                                .bind("inventory", inventory)
                                .setFetchSize(Ledger.fetchRows())
                                .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                                .forEach(pair -> judge(pair[0], pair[1], judge)));
    }

    private void judge(long source, long candidate, Pair judge) {
        candidates = source == candidatesOf ? candidates + 1 : 0;
        candidatesOf = source;
        if (!taken.source(source) && candidates < MOST_CANDIDATES) {
            judge.judge(item(source), item(candidate));
        }
    }

    private Item item(long holding) {
        return reader.createQuery(ITEM).bind(0, holding).map((row, _) -> rows.item(row)).one();
    }

    private void compare(Item source, Item target) {
        if (taken.target(target.holding()) || !target.safeFor(source)) {
            return;
        }
        Optional<Sheet> wanted = sheets.of(source.holding());
        Optional<Sheet> offered = sheets.of(target.holding());
        if (wanted.isEmpty() || offered.isEmpty()) {
            edge(
                    source,
                    target,
                    Bucket.HEADERS_ONLY,
                    0,
                    "Looks the same, but could not be read again.");
            return;
        }
        Containment containment = Containment.of(wanted.get(), offered.get());
        Completeness completeness = sheets.completeness(source.holding());
        if (containment.whole() && !(completeness instanceof Completeness.CutShort)) {
            String note = source.whole() ? "" : "Complete on the target.";
            edge(source, target, Bucket.SAME_CONTENT, 0, note);
        } else if (containment.sameHead() || containment.shareContent()) {
            edge(
                    source,
                    target,
                    Bucket.PARTLY,
                    containment.lost().size(),
                    partly(containment, completeness));
        }
    }

    private static String partly(Containment containment, Completeness completeness) {
        boolean onlyLacking =
                containment.lost().stream()
                        .allMatch(c -> c.kind() == Component.Kind.NOT_DOWNLOADED);
        return onlyLacking ? Reasons.lacking(completeness) : Reasons.lost(containment.lost());
    }

    private void edge(Item source, Item target, Bucket bucket, int lost, String reason) {
        boolean otherFolder = !source.folder().key().equals(target.folder().key());
        boolean dated = source.dateMs() != Long.MIN_VALUE && target.dateMs() != Long.MIN_VALUE;
        pairs.edge(
                new Edge(
                        source.holding(),
                        target.holding(),
                        bucket,
                        lost,
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

    /// Takes the edges of a grade in their order, each end once. A surplus copy that is proven
    /// already is not made worse by a partial match.
    private void take(String bucket) {
        pairs.flush();
        boolean partial = !bucket.equals(Bucket.SAME_CONTENT.name());
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(
                                        """
                                        SELECT e.source, e.target, e.reason, o.bucket
                                        FROM edge e JOIN open_source o ON o.holding = e.source
                                        WHERE e.bucket = ? ORDER BY e.lost, e.other_folder,
                                            e.distance_ms, e.place
                                        """)
                                .bind(0, bucket)
                                .setFetchSize(Ledger.fetchRows())
                                .map(
                                        (row, _) -> {
                                            boolean missing = row.getString(4).equals("MISSING");
                                            if (missing || !partial) {
                                                take(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        Bucket.valueOf(bucket),
                                                        Rows.utf8(row.getBytes(3)));
                                            }
                                            return missing;
                                        })
                                .forEach(_ -> {}));
    }

    private void take(long source, long target, Bucket bucket, String reason) {
        if (!taken.source(source) && !taken.target(target)) {
            taken.take(source, target);
            pairs.add(source, target, bucket, reason);
        }
    }

    /// A copy whose twin in the source is proven already.
    private void compareWithTwin(Item source, Item twin) {
        if (source.holding() == twin.holding()
                || !taken.source(twin.holding())
                || !source.whole()
                || !twin.whole()) {
            return;
        }
        Optional<Sheet> here = sheets.of(source.holding());
        Optional<Sheet> there = sheets.of(twin.holding());
        if (here.isEmpty()
                || there.isEmpty()
                || !here.get().contentDigest().equals(there.get().contentDigest())) {
            return;
        }
        String folder = twin.folder().path();
        if (source.folder().key().equals(twin.folder().key())) {
            edge(source, twin, Bucket.DUPLICATE, 0, Reasons.duplicate(folder));
        } else {
            edge(source, twin, Bucket.FILED_ELSEWHERE, 0, Reasons.filedElsewhere(folder));
        }
    }

    private void takeDuplicates() {
        pairs.flush();
        each(
                """
                SELECT e.source, e.bucket, e.reason FROM edge e
                WHERE e.bucket IN ('DUPLICATE', 'FILED_ELSEWHERE') ORDER BY e.bucket, e.place
                """);
    }

    /// Where digests said it ends, what sheets did not change.
    private void rest() {
        each("SELECT o.holding, o.bucket, o.reason FROM open_source o ORDER BY o.holding");
    }

    private void each(String sourcesWithBucketAndReason) {
        reader.useTransaction(
                transaction ->
                        transaction
                                .createQuery(sourcesWithBucketAndReason)
                                .setFetchSize(Ledger.fetchRows())
                                .map(
                                        (row, _) -> {
                                            alone(
                                                    row.getLong(1),
                                                    Bucket.valueOf(row.getString(2)),
                                                    Rows.utf8(row.getBytes(3)));
                                            return row.getLong(1);
                                        })
                                .forEach(_ -> {}));
    }

    private void alone(long source, Bucket bucket, String reason) {
        if (!taken.source(source)) {
            taken.sources().set(Math.toIntExact(source));
            pairs.add(source, null, bucket, reason);
        }
    }
}
