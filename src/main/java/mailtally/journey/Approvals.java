package mailtally.journey;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.ledger.Schema;
import mailtally.message.HeaderText;
import mailtally.message.Sha256;
import org.jdbi.v3.core.Handle;

/// What a person approved: lists that are frozen. A message is approved if its line is in the list
/// that was approved for its cause and place; one that came later, or was changed, is not. Of equal
/// messages in one folder as many are approved as the list has.
///
/// A line is the folder, the exact digest of the bytes (or the locator, where a message cannot be
/// read) and, among equal ones, its number.
final class Approvals {
    /// The table: one row for each approved message.
    static final Schema SCHEMA =
            new Schema(
                    "approvals",
                    List.of(
                            """
                            CREATE TABLE approved (
                                place TEXT NOT NULL,
                                cause TEXT NOT NULL,
                                folder ${bytes} NOT NULL,
                                identity ${bytes} NOT NULL,
                                copy BIGINT NOT NULL,
                                PRIMARY KEY (place, cause, folder, identity, copy)
                            )
                            """));

    /// The cause of a pair p with its holding h and folder f.
    static final String CAUSE =
            """
            CASE p.bucket
                WHEN 'UNREADABLE' THEN 'cannot-be-read'
                WHEN 'FILED_ELSEWHERE' THEN 'other-folder'
                WHEN 'HEADERS_ONLY' THEN 'looks-the-same'
                WHEN 'PARTLY' THEN CASE WHEN h.completeness = 'INCOMPLETE'
                    THEN 'never-downloaded' ELSE 'part-missing' END
                ELSE CASE WHEN h.completeness = 'INCOMPLETE' THEN 'never-downloaded'
                    WHEN f.purges = 1 THEN 'trash-and-junk' ELSE 'only-here' END
            END
            """;

    /// What is left of a tally, with cause and line: everything below stands on this.
    static final String LEFT =
            """
            WITH left_ones AS (
                SELECT h.id AS id, h.folder_path AS folder,
                    coalesce(h.body, h.locator) AS identity, h.internal_date_ms AS received,
                    b.size_bytes AS bytes, b.date_ms AS written, b.subject AS subject,
                    ${cause} AS cause,
                    row_number() OVER (PARTITION BY p.bucket, h.folder_path,
                        coalesce(h.body, h.locator) ORDER BY h.id) AS copy
                FROM pair p JOIN holding h ON h.id = p.source
                    JOIN folder f ON f.id = h.folder
                    LEFT JOIN body b ON b.exact_digest = h.body
                WHERE p.tally = :tally
                    AND p.bucket NOT IN ('IDENTICAL', 'SAME_CONTENT', 'DUPLICATE')
            ), judged AS (
                SELECT l.*,
                    CASE WHEN a.copy IS NULL AND u.copy IS NULL THEN 0 ELSE 1 END AS approved
                FROM left_ones l LEFT JOIN approved a ON a.place = :place AND a.cause = l.cause
                        AND a.folder = l.folder AND a.identity = l.identity AND a.copy = l.copy
                    LEFT JOIN approved u ON l.cause = 'cannot-be-read' AND u.place = :place
                        AND u.cause = l.cause AND u.folder = l.folder AND u.copy = 0
                        AND substring(l.identity, 1, length(u.identity)) = u.identity
            )
            """
                    .replace("${cause}", CAUSE);

    private static final String INSERT =
            "INSERT INTO approved (place, cause, folder, identity, copy)\n" + LEFT;

    private final Ledger ledger;

    /// Why a message is left.
    enum Cause {
        /// Nothing like it is in a safe place there.
        ONLY_HERE(
                "only-here",
                "only on this Mac",
                "Put there what can be put there; the rest is safe in a verified backup, then it may"
                        + " be approved.",
                true),
        /// The same, in Trash or Junk of this Mac.
        TRASH_AND_JUNK(
                "trash-and-junk",
                "only on this Mac, in its own Trash or Junk",
                "Put there what can be put there. Once it is in a verified backup, it may be"
                        + " approved.",
                true),
        /// A component is missing or changed.
        PART_MISSING(
                "part-missing",
                "part missing",
                "Look at some of them beside each other. The backup has them whole.",
                true),
        /// The same, where this Mac itself never had the part.
        NEVER_DOWNLOADED(
                "never-downloaded",
                "attachments never came to this Mac",
                "Open Mail, let it fetch them, and check again. What no server has cannot be had.",
                true),
        /// The header agrees, the content was not compared.
        LOOKS_THE_SAME(
                "looks-the-same",
                "looks the same, not compared",
                "Check again; where it stays so, look at some of them.",
                true),
        /// The content is safe, the filing is not.
        OTHER_FOLDER(
                "other-folder",
                "safe, in another folder",
                "No message is lost. A second copy run files what can be filed.",
                false),
        /// No bytes, or no header.
        CANNOT_BE_READ(
                "cannot-be-read",
                "cannot be read",
                "The file lies in the backup as it is. Each is approved by itself.",
                true);

        private final String id;
        private final String title;
        private final String helps;
        private final boolean mayBeLost;

        Cause(String id, String title, String helps, boolean mayBeLost) {
            this.id = id;
            this.title = title;
            this.helps = helps;
            this.mayBeLost = mayBeLost;
        }

        /// Names it in addresses and events.
        String id() {
            return id;
        }

        /// In words.
        String title() {
            return title;
        }

        /// What can be done, a sentence or two.
        String helps() {
            return helps;
        }

        /// True where the message may be nowhere but here.
        boolean mayBeLost() {
            return mayBeLost;
        }

        static Optional<Cause> of(String id) {
            for (Cause cause : values()) {
                if (cause.id.equals(id)) {
                    return Optional.of(cause);
                }
            }
            return Optional.empty();
        }
    }

    /// How a place stands: found = proven + approved + left.
    ///
    /// @param causes of all that is not proven, the largest first
    record Standing(long found, long proven, long approved, long left, List<CauseStanding> causes) {
        Standing {
            causes = List.copyOf(causes);
            if (found != proven + approved + left) {
                throw new IllegalStateException("the balance is wrong");
            }
        }
    }

    /// The messages of one cause.
    ///
    /// @param messages all of them, approved or not
    record CauseStanding(
            Cause cause,
            long messages,
            long approved,
            long bytes,
            Optional<Instant> oldest,
            Optional<Instant> newest) {}

    /// A list as it is at a moment.
    ///
    /// @param digest SHA-256 of its lines in order, in hex
    record Frozen(long messages, String digest) {}

    Approvals(Ledger ledger) {
        this.ledger = ledger;
    }

    /// How a comparison stands.
    Standing standing(long tally, String place) {
        try (Handle handle = ledger.connect()) {
            long[] counts =
                    handle.createQuery(
                                    """
                                    SELECT count(*), coalesce(sum(CASE WHEN bucket IN
                                        ('IDENTICAL', 'SAME_CONTENT', 'DUPLICATE')
                                        THEN 1 ELSE 0 END), 0)
                                    FROM pair WHERE tally = ?
                                    """)
                            .bind(0, tally)
                            .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                            .one();
            List<CauseStanding> causes = causes(handle, tally, place);
            long approved = causes.stream().mapToLong(CauseStanding::approved).sum();
            return new Standing(
                    counts[0], counts[1], approved, counts[0] - counts[1] - approved, causes);
        }
    }

    private static List<CauseStanding> causes(Handle handle, long tally, String place) {
        Map<Cause, CauseStanding> found = new EnumMap<>(Cause.class);
        handle.createQuery(
                        LEFT
                                + """
                                SELECT cause, count(*), sum(approved), sum(coalesce(bytes, 0)),
                                    min(coalesce(received, written)),
                                    max(coalesce(received, written))
                                FROM judged GROUP BY cause
                                """)
                .bind("tally", tally)
                .bind("place", place)
                .map(
                        (row, _) ->
                                new CauseStanding(
                                        Cause.of(row.getString(1)).orElseThrow(),
                                        row.getLong(2),
                                        row.getLong(3),
                                        row.getLong(4),
                                        instant(row, 5),
                                        instant(row, 6)))
                .forEach(one -> found.put(one.cause(), one));
        List<CauseStanding> sorted = new ArrayList<>(found.values());
        sorted.sort((a, b) -> Long.compare(b.messages(), a.messages()));
        return sorted;
    }

    /// The first message that is left, in a few words; empty where none is.
    String firstLeft(long tally, String place) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            LEFT
                                    + """
                                    SELECT folder, subject FROM judged WHERE approved = 0
                                    ORDER BY folder, id LIMIT 1
                                    """)
                    .bind("tally", tally)
                    .bind("place", place)
                    .map(
                            (row, _) -> {
                                byte[] subject = row.getBytes(2);
                                String title =
                                        subject == null
                                                ? "a message that cannot be read"
                                                : "'"
                                                        + HeaderText.decode(
                                                                new String(
                                                                        subject,
                                                                        StandardCharsets
                                                                                .ISO_8859_1),
                                                                80)
                                                        + "'";
                                return title + " in " + utf8(row.getBytes(1));
                            })
                    .findFirst()
                    .orElse("");
        }
    }

    /// The list of a cause as it is now.
    Frozen freeze(long tally, String place, Cause cause) {
        java.security.MessageDigest digest = Sha256.newDigest();
        long[] messages = new long[1];
        HexFormat hex = HexFormat.of();
        ledger.<Void, RuntimeException>inTransaction(
                handle -> {
                    handle.createQuery(
                                    LEFT
                                            + """
                                            SELECT folder, identity, copy FROM judged
                                            WHERE cause = :cause ORDER BY folder, identity, copy
                                            """)
                            .bind("tally", tally)
                            .bind("place", place)
                            .bind("cause", cause.id())
                            .setFetchSize(Ledger.fetchRows())
                            .map(
                                    (row, _) ->
                                            hex.formatHex(row.getBytes(1))
                                                    + " "
                                                    + hex.formatHex(row.getBytes(2))
                                                    + " "
                                                    + row.getLong(3)
                                                    + "\n")
                            .forEach(
                                    line -> {
                                        messages[0]++;
                                        digest.update(line.getBytes(StandardCharsets.US_ASCII));
                                    });
                    return null;
                });
        return new Frozen(messages[0], Sha256.finish(digest).hex());
    }

    /// Approves the list of a cause as it is now; an earlier approval of that cause is replaced.
    void approve(long tally, String place, Cause cause) {
        try (Handle durable = ledger.connectDurably()) {
            durable.useTransaction(
                    handle -> {
                        remove(handle, place, cause);
                        handle.createUpdate(
                                        INSERT
                                                + """
                                                SELECT :place, cause, folder, identity, copy
                                                FROM judged WHERE cause = :cause
                                                """)
                                .bind("tally", tally)
                                .bind("place", place)
                                .bind("cause", cause.id())
                                .execute();
                    });
        }
    }

    /// Approves one message that cannot be read, besides those that are approved already, wherever
    /// it is left: its file is what it is in every place. Of a locator that ends in a stamp after
    /// `#` the file counts, since its copy has another stamp.
    ///
    /// @param holding its number, as [LeftMessages] names it
    /// @return false if it is not left for that cause
    boolean approveOne(long tally, String place, Cause cause, long holding) {
        try (Handle durable = ledger.connectDurably()) {
            Optional<byte[][]> line =
                    durable.createQuery(
                                    LEFT
                                            + """
                                            SELECT folder, identity FROM judged
                                            WHERE id = :holding AND cause = :cause AND approved = 0
                                            """)
                            .bind("tally", tally)
                            .bind("place", place)
                            .bind("cause", cause.id())
                            .bind("holding", holding)
                            .map((row, _) -> new byte[][] {row.getBytes(1), row.getBytes(2)})
                            .findFirst();
            if (line.isEmpty()) {
                return false;
            }
            byte[] file = withoutStamp(line.get()[1]);
            durable.useTransaction(
                    handle -> {
                        for (String one : Place.ALL) {
                            handle.execute(
                                    """
                                    INSERT INTO approved (place, cause, folder, identity, copy)
                                    VALUES (?, ?, ?, ?, 0)
                                    ON CONFLICT (place, cause, folder, identity, copy) DO NOTHING
                                    """,
                                    one,
                                    cause.id(),
                                    line.get()[0],
                                    file);
                        }
                    });
            return true;
        }
    }

    private static byte[] withoutStamp(byte[] locator) {
        String text = new String(locator, StandardCharsets.ISO_8859_1);
        int stamp = text.lastIndexOf('#');
        return stamp < 0
                ? locator
                : text.substring(0, stamp + 1).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Takes the approval of a cause back.
    void takeBack(String place, Cause cause) {
        try (Handle durable = ledger.connectDurably()) {
            durable.useTransaction(handle -> remove(handle, place, cause));
        }
    }

    private static void remove(Handle handle, String place, Cause cause) {
        handle.execute("DELETE FROM approved WHERE place = ? AND cause = ?", place, cause.id());
    }

    /// How many messages of a cause are not proven in another tally, by their bytes. Sums and no
    /// join: SQLite uses no index for a join over an expression, which takes hours for 500,000.
    ///
    /// @param other a tally of the same Mac with another place, such as the backup
    long leftNotIn(long tally, long other, Cause cause) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            LEFT
                                    + """
                                    SELECT coalesce(sum(wanted), 0) FROM (
                                        SELECT sum(wanted) AS wanted, sum(safe) AS safe FROM (
                                            SELECT identity, 1 AS wanted, 0 AS safe
                                            FROM left_ones WHERE cause = :cause
                                            UNION ALL
                                            SELECT coalesce(h.body, h.locator), 0, 1
                                            FROM pair p JOIN holding h ON h.id = p.source
                                            WHERE p.tally = :other AND p.bucket IN ('IDENTICAL',
                                                'SAME_CONTENT', 'DUPLICATE', 'FILED_ELSEWHERE',
                                                'UNREADABLE')
                                        ) sides GROUP BY identity
                                    ) sums WHERE safe = 0
                                    """)
                    .bind("tally", tally)
                    .bind("place", "")
                    .bind("other", other)
                    .bind("cause", cause.id())
                    .mapTo(Long.class)
                    .one();
        }
    }

    private static Optional<Instant> instant(java.sql.ResultSet row, int column)
            throws java.sql.SQLException {
        long ms = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ms));
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
