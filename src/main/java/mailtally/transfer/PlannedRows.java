package mailtally.transfer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import mailtally.ledger.Ledger;
import mailtally.message.Flags;
import mailtally.store.Appender;
import mailtally.store.Folder;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// The rows of a plan. Used by one thread.
final class PlannedRows {
    /// What the target lacks, and what may be there but not wholly, or not in this folder. Of equal
    /// copies in one folder one is put: the others are its duplicates then. Digests cannot tell
    /// where line ends are mixed, so there each counts.
    private static final String ADD =
            """
            INSERT INTO planned (source, folder, part, copies_before, size_bytes, bucket)
            SELECT id, folder, :part, copies, size_bytes, bucket FROM (
                SELECT h.id, h.folder, coalesce(t.copies, 0) AS copies, b.size_bytes, p.bucket,
                    b.line_ends, row_number() OVER (PARTITION BY b.core_digest ORDER BY
                        CASE WHEN h.completeness IN ('INCOMPLETE', 'CUT_SHORT') THEN 1 ELSE 0 END,
                        h.id) AS copy
                FROM pair p JOIN holding h ON h.id = p.source
                    JOIN body b ON b.exact_digest = h.body
                    LEFT JOIN (SELECT tb.wire_digest, count(*) AS copies
                        FROM holding th JOIN body tb ON tb.exact_digest = th.body
                        WHERE th.last_inventory = :target AND th.folder_path = :there
                        GROUP BY tb.wire_digest) t ON t.wire_digest = b.wire_digest
                WHERE p.tally = :tally AND h.folder_path = :folder
                    AND p.bucket IN ('MISSING', 'PARTLY', 'FILED_ELSEWHERE')) lacking
            WHERE copy = 1 OR line_ends = 'MIXED'
            """;

    private static final String ONLY_HERE =
            "source IN (SELECT h.id FROM holding h WHERE h.folder_path = :folder AND"
                    + " h.last_inventory = :inventory";

    /// What an earlier run put, with the holding that it became where that is known and there, and
    /// proves nothing else. A store that rewrites what it is given would get one more copy with
    /// each run.
    private static final String PUT_BEFORE =
            """
            SELECT p.source, q.place, t.flags
            FROM planned p JOIN holding h ON h.id = p.source JOIN put q ON q.body = h.body
                LEFT JOIN holding t ON t.folder_path = q.target_folder AND t.locator = q.place
                    AND t.last_inventory = :target
            WHERE p.part = :part AND q.target_folder = :there AND q.generation = :generation
                AND q.state IN ('STORED', 'FOUND')
                AND (p.bucket = 'PARTLY' OR (q.source = h.id AND q.place IS NOT NULL))
                AND (t.id IS NULL OR t.id NOT IN (SELECT x.target FROM pair x
                    WHERE x.tally = :tally AND x.target IS NOT NULL
                        AND x.bucket IN ('IDENTICAL', 'SAME_CONTENT')))
            """;

    private final Handle handle;
    private final Tally tally;

    /// How much goes into a part.
    record Sum(long messages, long bytes) {}

    PlannedRows(Handle handle, Tally tally) {
        this.handle = handle;
        this.tally = tally;
    }

    void clear() {
        handle.execute("DELETE FROM planned");
    }

    /// True where the folder has something that the target lacks.
    boolean lacking(Folder source) {
        return handle.createQuery(
                                """
                                SELECT count(*) FROM pair p JOIN holding h ON h.id = p.source
                                WHERE p.tally = ? AND h.folder_path = ?
                                    AND p.bucket IN ('MISSING', 'PARTLY', 'FILED_ELSEWHERE')
                                """)
                        .bind(0, tally.id())
                        .bind(1, utf8(source.path().text()))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// True where the target's folder could not be looked into: then it is not known what it lacks.
    boolean unread(Folder there) {
        return handle.createQuery(
                                """
                                SELECT count(*) FROM remark WHERE inventory = ? AND folder_path = ?
                                    AND locator = ? AND weight = 'DOUBT'
                                """)
                        .bind(0, tally.target().id())
                        .bind(1, utf8(there.path().text()))
                        .bind(2, utf8(""))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Plans what a folder of the source has for this part, and leaves out what must not be put.
    void add(Folder source, Part part) {
        handle.useTransaction(
                transaction -> {
                    insert(source, part.number(), part.path().text());
                    leaveOutIncomplete(source);
                    leaveOutShown(source);
                    leaveOutLarge(part);
                    leaveOutPutBefore(part);
                });
    }

    /// Puts nothing of this folder.
    void leaveOut(Folder source, String reason) {
        insert(source, -1, "");
        handle.createUpdate(
                        "UPDATE planned SET reason = :reason WHERE part = -1 AND reason IS NULL")
                .bind("reason", utf8(reason))
                .execute();
    }

    Sum sum(Part part) {
        return handle.createQuery(
                        "SELECT count(*), coalesce(sum(size_bytes), 0) FROM planned WHERE part = ?")
                .bind(0, part.number())
                .map((row, _) -> new Sum(row.getLong(1), row.getLong(2)))
                .one();
    }

    /// How many messages are left out for which reason.
    Map<String, Long> leftOut() {
        Map<String, Long> reasons = new TreeMap<>();
        handle.createQuery("SELECT reason, count(*) FROM planned WHERE part = -1 GROUP BY reason")
                .map(
                        (row, _) ->
                                reasons.put(
                                        new String(row.getBytes(1), StandardCharsets.UTF_8),
                                        row.getLong(2)))
                .list();
        return reasons;
    }

    /// What of the messages' flags does not go with them, a sentence each.
    List<String> changed(Part part, Appender.Takes takes) {
        Map<String, Long> lost = new LinkedHashMap<>();
        long[] deleted = new long[1];
        handle.createQuery(
                        """
                        SELECT h.flags, count(*) FROM planned p JOIN holding h ON h.id = p.source
                        WHERE p.part = ? GROUP BY h.flags ORDER BY h.flags
                        """)
                .bind(0, part.number())
                .setFetchSize(Ledger.fetchRows())
                .map((row, _) -> Map.entry(flags(row.getBytes(1)), row.getLong(2)))
                .forEach(
                        entry -> {
                            deleted[0] += entry.getKey().deleted() ? entry.getValue() : 0;
                            KeptFlags.lost(entry.getKey(), takes)
                                    .forEach(f -> lost.merge(f, entry.getValue(), Long::sum));
                        });
        List<String> sentences = new ArrayList<>();
        lost.forEach((flag, messages) -> sentences.add(Sentences.lostFlag(part, flag, messages)));
        if (deleted[0] > 0) {
            sentences.add(Sentences.deleted(part, deleted[0]));
        }
        return sentences;
    }

    static Flags flags(byte[] text) {
        return Flags.parse(new String(text, StandardCharsets.UTF_8), OptionalLong.empty());
    }

    private void insert(Folder source, int part, String there) {
        handle.createUpdate(ADD)
                .bind("part", part)
                .bind("tally", tally.id())
                .bind("target", tally.target().id())
                .bind("folder", utf8(source.path().text()))
                .bind("there", utf8(there))
                .execute();
    }

    private void leaveOutIncomplete(Folder source) {
        leaveOutIf(source, Sentences.NOT_DOWNLOADED, " AND h.completeness = 'INCOMPLETE')");
        leaveOutIf(source, Sentences.CUT_SHORT, " AND h.completeness = 'CUT_SHORT')");
    }

    /// A view shows what lies elsewhere: that goes there.
    private void leaveOutShown(Folder source) {
        if (source.view()) {
            leaveOutIf(
                    source,
                    Sentences.SHOWN,
                    """
                     AND EXISTS (SELECT 1 FROM body b JOIN body o ON o.core_digest = b.core_digest
                        JOIN holding e ON e.body = o.exact_digest JOIN folder f ON f.id = e.folder
                        WHERE b.exact_digest = h.body AND e.last_inventory = h.last_inventory
                            AND (f.special_use IS NULL OR f.special_use NOT IN ('ALL', 'FLAGGED'))))
                    """);
        }
    }

    private void leaveOutIf(Folder source, String reason, String condition) {
        handle.createUpdate(
                        "UPDATE planned SET part = -1, reason = :reason WHERE part >= 0 AND "
                                + ONLY_HERE
                                + condition)
                .bind("reason", utf8(reason))
                .bind("folder", utf8(source.path().text()))
                .bind("inventory", tally.source().id())
                .execute();
    }

    private void leaveOutLarge(Part part) {
        part.takes()
                .flatMap(Appender.Takes::mostBytes)
                .ifPresent(
                        most ->
                                handle.createUpdate(
                                                """
                                                UPDATE planned SET part = -1, reason = :reason
                                                WHERE part = :part AND size_bytes > :most
                                                """)
                                        .bind("reason", utf8(Sentences.tooLarge(part, most)))
                                        .bind("part", part.number())
                                        .bind("most", most)
                                        .execute());
    }

    private void leaveOutPutBefore(Part part) {
        if (part.there().isPresent()) {
            List<Long> before = new ArrayList<>();
            handle.createQuery(PUT_BEFORE)
                    .bind("part", part.number())
                    .bind("there", utf8(part.path().text()))
                    .bind("generation", utf8(part.generation()))
                    .bind("target", tally.target().id())
                    .bind("tally", tally.id())
                    .map(
                            (row, _) -> {
                                boolean anywhere = row.getBytes(2) == null;
                                byte[] flags = row.getBytes(3);
                                boolean stays = flags != null && !flags(flags).deleted();
                                return anywhere || stays ? row.getLong(1) : -1L;
                            })
                    .forEach(before::add);
            for (long source : before) {
                handle.execute(
                        "UPDATE planned SET part = -1, reason = ? WHERE source = ?",
                        utf8(Sentences.PUT_BEFORE),
                        source);
            }
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
