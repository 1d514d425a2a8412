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

    /// One page of a cause.
    Exceptions.Page page(
            long tally, String place, String cause, String search, String sort, int page) {
        String wanted = search.strip().toLowerCase(Locale.ROOT);
        Comparator<Known> order = order(sort);
        int keep =
                Math.max(0, Math.min(page, 100_000)) * Exceptions.Page.SIZE + Exceptions.Page.SIZE;
        PriorityQueue<Known> best = new PriorityQueue<>(order.reversed());
        long[] total = new long[1];
        each(
                tally,
                place,
                one -> {
                    if (one.cause().equals(cause) && matches(one.left(), wanted)) {
                        total[0]++;
                        best.add(one);
                        if (best.size() > keep) {
                            best.poll();
                        }
                    }
                });
        List<Known> sorted = new ArrayList<>(best);
        sorted.sort(order);
        int from = Math.min(sorted.size(), keep - Exceptions.Page.SIZE);
        return new Exceptions.Page(
                sorted.subList(from, sorted.size()).stream().map(Known::left).toList(), total[0]);
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

    private static boolean matches(Exceptions.Left left, String wanted) {
        return wanted.isEmpty()
                || left.from().toLowerCase(Locale.ROOT).contains(wanted)
                || left.subject().toLowerCase(Locale.ROOT).contains(wanted)
                || left.folder().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static Comparator<Known> order(String sort) {
        Comparator<Exceptions.Left> by =
                switch (sort) {
                    case "from" ->
                            Comparator.comparing(
                                    Exceptions.Left::from, String.CASE_INSENSITIVE_ORDER);
                    case "subject" ->
                            Comparator.comparing(
                                    Exceptions.Left::subject, String.CASE_INSENSITIVE_ORDER);
                    case "folder" ->
                            Comparator.comparing(
                                    Exceptions.Left::folder, String.CASE_INSENSITIVE_ORDER);
                    default -> Comparator.comparing(l -> l.date().orElse(Instant.EPOCH));
                };
        return Comparator.comparing(Known::left, by).thenComparingLong(Known::holding);
    }

    private static String utf8(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static String latin1(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
