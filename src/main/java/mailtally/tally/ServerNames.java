package mailtally.tally;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.ledger.Ledger;
import org.jdbi.v3.core.Handle;

/// What the source calls the target's messages, beside what the target calls them: for mail that
/// came from a POP3 server, its UIDLs (RFC 1939 section 7).
///
/// @param known how many of the server's names the source knows
/// @param listed how many of these the server still lists
/// @param unknown how many names the server lists that the source does not know
/// @param renamed how many messages are proven by one that has another name, while their own is
///     not listed any more: the server names its messages anew
public record ServerNames(long known, long listed, long unknown, long renamed) {
    /// An IMAP UID is a number of 32 bits (RFC 9051 section 2.3.1.1).
    private static final Pattern UID = Pattern.compile("[0-9]{1,10}");

    private static final String NAMES =
            "(SELECT remote_id FROM holding WHERE last_inventory = :%s AND remote_id IS NOT NULL)";
    private static final String SOURCE = NAMES.formatted("source");
    private static final String TARGET = NAMES.formatted("target");

    /// Compares the names. Nothing where the source knows none, or only an IMAP server's.
    static Optional<ServerNames> of(Ledger ledger, long tally, long source, long target) {
        try (Handle handle = ledger.connect()) {
            Counter counter = new Counter(handle, tally, source, target);
            long known = counter.count("SELECT count(DISTINCT remote_id) FROM " + SOURCE + " s");
            long listed =
                    counter.count(
                            "SELECT count(DISTINCT remote_id) FROM "
                                    + SOURCE
                                    + " s WHERE remote_id IN "
                                    + TARGET);
            if (known == 0 || (listed == 0 && onlyUids(handle, source))) {
                return Optional.empty();
            }
            long unknown =
                    counter.count(
                            "SELECT count(DISTINCT remote_id) FROM "
                                    + TARGET
                                    + " t WHERE remote_id NOT IN "
                                    + SOURCE);
            long renamed =
                    counter.count(
                            """
                            SELECT count(*) FROM pair p JOIN holding s ON s.id = p.source
                                JOIN holding t ON t.id = p.target
                            WHERE p.tally = :tally AND p.bucket IN ('IDENTICAL', 'SAME_CONTENT')
                                AND s.remote_id <> t.remote_id AND s.remote_id NOT IN\s"""
                                    + TARGET);
            return Optional.of(new ServerNames(known, listed, unknown, renamed));
        }
    }

    private static boolean onlyUids(Handle handle, long source) {
        return handle
                .createQuery("SELECT DISTINCT remote_id FROM " + SOURCE + " s")
                .bind("source", source)
                .setFetchSize(Ledger.fetchRows())
                .map((row, _) -> new String(row.getBytes(1), StandardCharsets.UTF_8))
                .stream()
                .allMatch(name -> UID.matcher(name).matches());
    }

    private record Counter(Handle handle, long tally, long source, long target) {
        long count(String sql) {
            var query = handle.createQuery(sql);
            if (sql.contains(":tally")) {
                query.bind("tally", tally);
            }
            if (sql.contains(":source")) {
                query.bind("source", source);
            }
            if (sql.contains(":target")) {
                query.bind("target", target);
            }
            return query.mapTo(Long.class).one();
        }
    }
}
