package mailtally.inventory;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import mailtally.store.Holding;
import mailtally.store.Locator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Looks up whose bytes were read before. Any earlier reading will do, also one that did not end:
/// its rows were written together with their bodies. Whether a holding is still there is never
/// taken from here.
final class KnownBodies {
    /// SQLite takes 32,766 values in one statement.
    private static final int LOCATORS_AT_ONCE = 500;

    private static final String SELECT =
            """
            SELECT h.locator, h.id, b.size_bytes, h.internal_date_ms, h.flags, h.apple_flags,
                h.remote_id
            FROM holding h
                JOIN body b ON b.exact_digest = h.body
            WHERE h.store = ? AND h.folder_path = ? AND h.completeness = 'WHOLE' AND h.locator IN (
            """;

    private KnownBodies() {}

    /// A holding whose message was read whole.
    ///
    /// @param row its number in the ledger
    /// @param sizeBytes the message's length as it was read
    /// @param marks what else was seen of it, which may change
    record Known(long row, long sizeBytes, Marks marks) {
        /// True if it was read at this version of the message.
        boolean isOf(String version) {
            return marks.remoteId().filter(version::equals).isPresent();
        }
    }

    /// What may change of a holding while its message stays.
    record Marks(
            Optional<Long> dateMs,
            String flags,
            Optional<Long> appleFlags,
            Optional<String> remoteId) {
        static Marks of(Holding holding) {
            OptionalLong apple = holding.flags().appleRaw();
            return new Marks(
                    holding.internalDate().map(d -> d.toEpochMilli()),
                    holding.flags().text(),
                    apple.isPresent() ? Optional.of(apple.getAsLong()) : Optional.empty(),
                    holding.remoteId());
        }

        private static Marks of(ResultSet row) throws SQLException {
            long date = row.getLong(4);
            Optional<Long> dateMs = row.wasNull() ? Optional.empty() : Optional.of(date);
            long apple = row.getLong(6);
            Optional<Long> appleFlags = row.wasNull() ? Optional.empty() : Optional.of(apple);
            return new Marks(
                    dateMs,
                    new String(row.getBytes(5), StandardCharsets.UTF_8),
                    appleFlags,
                    Optional.ofNullable(row.getBytes(7))
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    /// What is known of these holdings of one folder.
    static Map<Locator, Known> find(
            Handle handle, byte[] store, byte[] folderPath, List<Locator> locators) {
        Map<Locator, Known> known = new HashMap<>();
        for (int from = 0; from < locators.size(); from += LOCATORS_AT_ONCE) {
            int to = Math.min(locators.size(), from + LOCATORS_AT_ONCE);
            some(handle, store, folderPath, locators.subList(from, to), known);
        }
        return known;
    }

    private static void some(
            Handle handle,
            byte[] store,
            byte[] folderPath,
            List<Locator> locators,
            Map<Locator, Known> known) {
        String places = String.join(",", Collections.nCopies(locators.size(), "?"));
        try (Query query = handle.createQuery(SELECT + places + ")")) {
            query.bind(0, store).bind(1, folderPath);
            for (int i = 0; i < locators.size(); i++) {
                query.bind(2 + i, locators.get(i).value().getBytes(StandardCharsets.US_ASCII));
            }
            query.map(
                            (row, _) ->
                                    Map.entry(
                                            new Locator(
                                                    new String(
                                                            row.getBytes(1),
                                                            StandardCharsets.US_ASCII)),
                                            new Known(
                                                    row.getLong(2), row.getLong(3), Marks.of(row))))
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        }
    }
}
