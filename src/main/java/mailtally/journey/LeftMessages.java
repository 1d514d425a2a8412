package mailtally.journey;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import mailtally.ledger.Ledger;
import mailtally.message.HeaderText;
import org.jdbi.v3.core.Handle;

/// The messages that are not proven in a tally, for looking at. Encoded words hide what is searched
/// for, so all of a cause are gone through, and no more than a page is kept.
final class LeftMessages {
    private static final int TEXT_CHARS = 200;
    private static final int KEY_CHARS = 40;
    private static final int MOST_PAGES = 100_000;

    /// What is left of a tally, without lines: to look at a page no approval is needed.
    private static final String PLAIN =
            """
            SELECT p.source, h.folder_path, p.reason, b.sender, b.subject,
                coalesce(b.date_ms, h.internal_date_ms)
            FROM pair p JOIN holding h ON h.id = p.source JOIN folder f ON f.id = h.folder
                LEFT JOIN body b ON b.exact_digest = h.body
            WHERE p.tally = :tally AND p.bucket NOT IN ('IDENTICAL', 'SAME_CONTENT', 'DUPLICATE')
            """;

    private final Ledger ledger;

    LeftMessages(Ledger ledger) {
        this.ledger = ledger;
    }

    /// A message that is left, with what else is known of it.
    ///
    /// @param holding its number in the ledger
    /// @param target the number of what came nearest in the other place
    record Known(
            long holding,
            Optional<Long> target,
            String cause,
            String bucket,
            String locator,
            String messageId,
            boolean approved,
            Exceptions.Left left) {}

    /// Where a message comes in the order: only this is kept of all messages up to the page.
    ///
    /// @param text the first characters of what is sorted by, in lower case; empty for dates
    private record Rank(String text, long dateMs, long holding) {
        static final Comparator<Rank> ORDER =
                Comparator.comparing(Rank::text)
                        .thenComparingLong(Rank::dateMs)
                        .thenComparingLong(Rank::holding);
    }

    /// One page of a cause. Goes through all of the cause's messages, decoding what is asked for.
    Exceptions.Page page(
            long tally, String place, String cause, String search, String sort, int page) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        int before = Math.max(0, Math.min(page, MOST_PAGES)) * Exceptions.Page.SIZE;
        int keep = before + Exceptions.Page.SIZE;
        PriorityQueue<Rank> best = new PriorityQueue<>(Rank.ORDER.reversed());
        long[] total = new long[1];
        ledger.<Void, RuntimeException>inTransaction(
                handle -> {
                    handle.createQuery(PLAIN + " AND " + Approvals.CAUSE + " = :cause")
                            .bind("tally", tally)
                            .bind("cause", cause)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> rank(row, wanted, sort))
                            .forEach(
                                    one -> {
                                        if (one.isPresent()) {
                                            total[0]++;
                                            best.add(one.get());
                                            if (best.size() > keep) {
                                                best.poll();
                                            }
                                        }
                                    });
                    return null;
                });
        List<Rank> sorted = new ArrayList<>();
        while (best.size() > before) {
            sorted.addFirst(best.poll());
        }
        try (Handle handle = ledger.connect()) {
            return new Exceptions.Page(
                    sorted.stream().map(one -> left(handle, tally, one.holding())).toList(),
                    total[0]);
        }
    }

    private static Exceptions.Left left(Handle handle, long tally, long holding) {
        return handle.createQuery(PLAIN + " AND p.source = :holding")
                .bind("tally", tally)
                .bind("holding", holding)
                .map((row, _) -> left(row))
                .one();
    }

    /// Where the message comes, or nothing where it is not searched for.
    private static Optional<Rank> rank(ResultSet row, String wanted, String sort)
            throws SQLException {
        String folder = utf8(row.getBytes(2));
        boolean matches = wanted.isEmpty() || lower(folder).contains(wanted);
        String from = "";
        String subject = "";
        if (!matches || sort.equals("from")) {
            from = lower(text(row, 4));
        }
        if (!matches || sort.equals("subject")) {
            subject = lower(text(row, 5));
        }
        if (!matches && !from.contains(wanted) && !subject.contains(wanted)) {
            return Optional.empty();
        }
        String key =
                switch (sort) {
                    case "from" -> from;
                    case "subject" -> subject;
                    case "folder" -> lower(folder);
                    default -> "";
                };
        return Optional.of(
                new Rank(
                        key.substring(0, Math.min(KEY_CHARS, key.length())),
                        row.getLong(6),
                        row.getLong(1)));
    }

    /// One message.
    Optional<Known> one(long tally, String place, long holding) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(select("WHERE j.id = :holding"))
                    .bind("tally", tally)
                    .bind("place", place)
                    .bind("holding", holding)
                    .map((row, _) -> known(row))
                    .findFirst();
        }
    }

    /// Where a holding lies: its folder and its locator.
    Optional<String[]> whereabouts(long holding) {
        try (Handle handle = ledger.connect()) {
            return handle.createQuery("SELECT folder_path, locator FROM holding WHERE id = ?")
                    .bind(0, holding)
                    .map((row, _) -> new String[] {utf8(row.getBytes(1)), utf8(row.getBytes(2))})
                    .findFirst();
        }
    }

    /// Every message that is not proven, approved or not.
    void each(long tally, String place, Consumer<Known> consumer) {
        ledger.<Void, RuntimeException>inTransaction(
                handle -> {
                    handle.createQuery(select("ORDER BY j.folder, j.id"))
                            .bind("tally", tally)
                            .bind("place", place)
                            .setFetchSize(Ledger.fetchRows())
                            .map((row, _) -> known(row))
                            .forEach(consumer);
                    return null;
                });
    }

    private static String select(String rest) {
        return Approvals.LEFT
                + """
                SELECT j.id, p.target, j.cause, p.bucket, h.locator, j.approved, j.folder,
                    p.reason, b.sender, j.subject, coalesce(j.written, j.received), b.message_id
                FROM judged j JOIN pair p ON p.tally = :tally AND p.source = j.id
                    JOIN holding h ON h.id = j.id LEFT JOIN body b ON b.exact_digest = h.body
                """
                + rest;
    }

    private static Known known(ResultSet row) throws SQLException {
        long target = row.getLong(2);
        boolean paired = !row.wasNull();
        long date = row.getLong(11);
        boolean dated = !row.wasNull();
        return new Known(
                row.getLong(1),
                paired ? Optional.of(target) : Optional.empty(),
                row.getString(3),
                row.getString(4),
                utf8(row.getBytes(5)),
                latin1(row.getBytes(12)),
                row.getInt(6) == 1,
                new Exceptions.Left(
                        String.valueOf(row.getLong(1)),
                        dated ? Optional.of(Instant.ofEpochMilli(date)) : Optional.empty(),
                        HeaderText.decode(latin1(row.getBytes(9)), TEXT_CHARS),
                        HeaderText.decode(latin1(row.getBytes(10)), TEXT_CHARS),
                        utf8(row.getBytes(7)),
                        utf8(row.getBytes(8))));
    }

    private static Exceptions.Left left(ResultSet row) throws SQLException {
        long date = row.getLong(6);
        boolean dated = !row.wasNull();
        return new Exceptions.Left(
                String.valueOf(row.getLong(1)),
                dated ? Optional.of(Instant.ofEpochMilli(date)) : Optional.empty(),
                text(row, 4),
                text(row, 5),
                utf8(row.getBytes(2)),
                utf8(row.getBytes(3)));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return HeaderText.decode(latin1(row.getBytes(column)), TEXT_CHARS);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String utf8(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String latin1(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
