package mailtally.tally;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import mailtally.inventory.Inventory;
import mailtally.ledger.Ledger;
import mailtally.message.HeaderText;
import mailtally.message.Rewrite;
import org.jdbi.v3.core.Handle;

/// Two inventories paired: where each holding of the source ended. The rows are in the ledger.
public final class Tally {
    private static final int SUBJECT_CHARACTERS = 200;

    private final Ledger ledger;
    private final long id;
    private final Inventory source;
    private final Inventory target;
    private final Map<String, Counts> folders;
    private final Counts all;

    Tally(Ledger ledger, long id, Inventory source, Inventory target) {
        this.ledger = ledger;
        this.id = id;
        this.source = source;
        this.target = target;
        this.folders = count();
        this.all = new Counts();
        folders.values().forEach(all::add);
    }

    /// Its number in the ledger, by which rooms above find its pairs.
    public long id() {
        return id;
    }

    /// The source's inventory.
    public Inventory source() {
        return source;
    }

    /// The target's inventory.
    public Inventory target() {
        return target;
    }

    /// The balance of each folder of the source, by its name, in the source's order.
    public Map<String, Counts> folders() {
        return folders;
    }

    /// The balance of the whole account.
    public Counts all() {
        return all;
    }

    /// True where every message is proven, the balance is right, and the witnesses of the source
    /// agree with what was found. An empty source proves nothing.
    public boolean proven() {
        return all.proven() && all.found() > 0 && source.witnessed();
    }

    /// How many messages are proven by a copy in another folder than their own.
    public long inAnotherFolder() {
        return proven("sf.folder_key <> tf.folder_key");
    }

    /// How many messages are proven by a copy in a folder that may empty itself: only what lies in
    /// such a folder in the source, too.
    public long whereMailIsPurged() {
        return proven(
                "(tf.purges = 1 OR tf.expires = 1) AND tf.inventory IN (SELECT i.id FROM inventory i"
                        + " WHERE i.keeps_forever = 0)");
    }

    /// How many messages are left, and lack parts that were never downloaded.
    public long neverDownloaded() {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT count(*) FROM pair p JOIN holding s ON s.id = p.source
                            WHERE p.tally = ? AND p.bucket = 'PARTLY'
                                AND s.completeness = 'INCOMPLETE'
                            """)
                    .bind(0, id)
                    .mapTo(Long.class)
                    .one();
        }
    }

    /// What the target's store did to messages of which it kept everything, and to how many. Empty
    /// where it gives back what it was given.
    public SortedMap<Rewrite, Long> rewrites() {
        return rewrites(ledger, id);
    }

    /// The same of the tally with this number.
    public static SortedMap<Rewrite, Long> rewrites(Ledger ledger, long id) {
        SortedMap<Rewrite, Long> rewrites = new TreeMap<>();
        try (Handle handle = ledger.connect()) {
            handle.useTransaction(
                    transaction ->
                            transaction
                                    .createQuery(
                                            """
                                            SELECT reason FROM pair
                                            WHERE tally = ? AND bucket = 'SAME_CONTENT'
                                            """)
                                    .bind(0, id)
                                    .setFetchSize(Ledger.fetchRows())
                                    .map((row, _) -> utf8(row.getBytes(1)))
                                    .forEach(
                                            reason ->
                                                    Reasons.rewrites(reason)
                                                            .forEach(
                                                                    did ->
                                                                            rewrites.merge(
                                                                                    did, 1L,
                                                                                    Long::sum))));
        }
        return rewrites;
    }

    /// What the source calls the target's messages, where it knows and the target is a server that
    /// names them for good.
    public Optional<ServerNames> serverNames() {
        return ServerNames.of(ledger, id, source.id(), target.id());
    }

    private long proven(String condition) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT count(*) FROM pair p JOIN holding s ON s.id = p.source
                                JOIN holding t ON t.id = p.target
                                JOIN folder sf ON sf.id = s.folder JOIN folder tf ON tf.id = t.folder
                            WHERE p.tally = ? AND p.bucket IN ('IDENTICAL', 'SAME_CONTENT') AND
                            """
                                    + condition)
                    .bind(0, id)
                    .mapTo(Long.class)
                    .one();
        }
    }

    /// Names every message that is not identical, same content or a duplicate, by folder and
    /// locator.
    public void exceptions(Consumer<Exceptional> consumer) throws IOException {
        ledger.<Void, IOException>inTransaction(
                handle -> {
                    handle.createQuery(
                                    """
                                    SELECT h.folder_path, h.locator, p.bucket, p.reason,
                                        b.message_id, b.subject, b.date_ms
                                    FROM pair p JOIN holding h ON h.id = p.source
                                        LEFT JOIN body b ON b.exact_digest = h.body
                                    WHERE p.tally = ? AND p.bucket NOT IN
                                        ('IDENTICAL', 'SAME_CONTENT', 'DUPLICATE')
                                    ORDER BY h.folder_path, h.locator
                                    """)
                            .bind(0, id)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> exceptional(row))
                            .forEach(consumer);
                    return null;
                });
    }

    private static Exceptional exceptional(java.sql.ResultSet row) throws java.sql.SQLException {
        long date = row.getLong(7);
        boolean dated = !row.wasNull();
        return new Exceptional(
                utf8(row.getBytes(1)),
                utf8(row.getBytes(2)),
                Bucket.valueOf(row.getString(3)),
                utf8(row.getBytes(4)),
                Rows.latin1(row.getBytes(5)),
                HeaderText.decode(Rows.latin1(row.getBytes(6)), SUBJECT_CHARACTERS),
                dated ? Optional.of(Instant.ofEpochMilli(date)) : Optional.empty());
    }

    /// What was found comes from the reading, where it ended from the pairs: two sources, so that a
    /// message that fell between them shows.
    private Map<String, Counts> count() {
        Map<String, Counts> byFolder = new LinkedHashMap<>();
        for (Inventory.FolderCount folder : source.folders()) {
            Counts counts = new Counts();
            counts.found(folder.found());
            byFolder.put(folder.folder().path().text(), counts);
        }
        try (Handle handle = ledger.connect()) {
            handle.createQuery(
                            """
                            SELECT h.folder_path, p.bucket, count(*)
                            FROM pair p JOIN holding h ON h.id = p.source
                            WHERE p.tally = ? GROUP BY h.folder_path, p.bucket
                            """)
                    .bind(0, id)
                    .map(
                            (row, _) -> {
                                byFolder.computeIfAbsent(utf8(row.getBytes(1)), _ -> new Counts())
                                        .add(Bucket.valueOf(row.getString(2)), row.getLong(3));
                                return row.getLong(3);
                            })
                    .list();
        }
        return byFolder;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
