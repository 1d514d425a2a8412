package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Mail's own index, as a second witness: which messages it knows in which mailbox. Columns come
/// and go with macOS releases, so the schema is read first and what is there is used. May be used
/// by several threads.
final class EnvelopeIndex implements AutoCloseable {
    private final SqliteCopy database;
    private final boolean hasDeleted;
    private final String remoteIdColumn;
    private final String dateColumn;
    private final boolean since2001;
    private final List<Mailbox> mailboxes;
    private final long orphans;
    private volatile boolean failed;

    /// A mailbox as the index has it.
    ///
    /// @param row its ROWID
    /// @param url its address
    /// @param live how many messages are in it that are not marked deleted
    /// @param deleted how many are marked deleted
    record Mailbox(long row, MailboxUrl url, long live, long deleted) {}

    /// What the index knows of one message.
    record Known(Optional<String> remoteId, Optional<Instant> received) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty());
    }

    private EnvelopeIndex(SqliteCopy database) throws SQLException {
        this.database = database;
        Set<String> messages = database.columns("messages");
        Set<String> boxes = database.columns("mailboxes");
        if (!messages.contains("mailbox") || !boxes.contains("url")) {
            throw new SQLException("it has no tables of messages and mailboxes");
        }
        hasDeleted = messages.contains("deleted");
        remoteIdColumn = messages.contains("remote_id") ? "remote_id" : "NULL";
        dateColumn = messages.contains("date_received") ? "date_received" : "NULL";
        since2001 =
                ReceivedDate.countsFrom2001(number("SELECT max(" + dateColumn + ") FROM messages"));
        Map<Long, long[]> counts = counts();
        mailboxes = readMailboxes(counts);
        orphans = counts.values().stream().mapToLong(c -> c[0]).sum();
    }

    /// Opens a copy of the index.
    ///
    /// @throws IOException if it cannot be copied
    /// @throws SQLException if it cannot be read as an index
    static EnvelopeIndex open(Path index, Path folder) throws IOException, SQLException {
        SqliteCopy database = SqliteCopy.open(index, folder, "envelope-index");
        try {
            return new EnvelopeIndex(database);
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /// Every mailbox whose address can be read.
    List<Mailbox> mailboxes() {
        return mailboxes;
    }

    /// How many messages that are not marked deleted are in no mailbox that the index names.
    long orphans() {
        return orphans;
    }

    /// True where a later question could not be answered.
    boolean failed() {
        return failed;
    }

    /// The ROWIDs of the mailboxes' messages, ascending.
    ///
    /// @param deleted true for those that are marked deleted, false for the others
    synchronized long[] rows(List<Mailbox> of, boolean deleted) {
        long total = of.stream().mapToLong(m -> deleted ? m.deleted() : m.live()).sum();
        if (total == 0 || failed) {
            return new long[0];
        }
        long[] rows = new long[Math.toIntExact(total)];
        int count = 0;
        for (Mailbox mailbox : of) {
            try (PreparedStatement statement =
                    database.prepare(
                            "SELECT ROWID FROM messages WHERE mailbox=? AND " + marked(deleted))) {
                statement.setLong(1, mailbox.row());
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next() && count < rows.length) {
                        rows[count++] = found.getLong(1);
                    }
                }
            } catch (SQLException e) {
                failed = true;
            }
        }
        rows = Arrays.copyOf(rows, count);
        Arrays.sort(rows);
        return rows;
    }

    /// What the index knows of a message.
    synchronized Known known(long row) {
        try (PreparedStatement statement =
                database.prepare(
                        "SELECT "
                                + remoteIdColumn
                                + ", "
                                + dateColumn
                                + " FROM messages WHERE ROWID=?")) {
            statement.setLong(1, row);
            try (ResultSet found = statement.executeQuery()) {
                if (!found.next()) {
                    return Known.NOTHING;
                }
                String id = found.getString(1);
                boolean none = id == null || id.isBlank() || id.strip().equals("0");
                return new Known(
                        none ? Optional.empty() : Optional.of(id.strip()),
                        ReceivedDate.ofIndex(found.getDouble(2), since2001));
            }
        } catch (SQLException e) {
            failed = true;
            return Known.NOTHING;
        }
    }

    /// How many actions wait that may concern an account; empty where the index does not tell.
    ///
    /// @param others ROWIDs of mailboxes that belong to other accounts
    synchronized OptionalLong queued(String account, Set<Long> others) {
        try {
            return new WaitingActions(database).queued(account, others);
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    /// How many messages are to be sent at a later time; empty where the index cannot be asked.
    synchronized OptionalLong scheduled(Set<Long> others) {
        try {
            return new WaitingActions(database).scheduled(others);
        } catch (SQLException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public synchronized void close() {
        database.close();
    }

    private String marked(boolean deleted) {
        if (!hasDeleted) {
            return deleted ? "0" : "1";
        }
        return deleted ? "coalesce(deleted,0)<>0" : "coalesce(deleted,0)=0";
    }

    private double number(String sql) throws SQLException {
        try (PreparedStatement statement = database.prepare(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getDouble(1) : 0;
        }
    }

    /// Live and deleted messages by mailbox.
    private Map<Long, long[]> counts() throws SQLException {
        Map<Long, long[]> counts = new HashMap<>();
        String sql =
                "SELECT coalesce(mailbox,-1), sum("
                        + marked(false)
                        + "), sum("
                        + marked(true)
                        + ") FROM messages GROUP BY 1";
        try (PreparedStatement statement = database.prepare(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.put(rows.getLong(1), new long[] {rows.getLong(2), rows.getLong(3)});
            }
        }
        return counts;
    }

    /// Takes the counts of the mailboxes it can read out of the map: what stays belongs to none.
    private List<Mailbox> readMailboxes(Map<Long, long[]> counts) throws SQLException {
        List<Mailbox> list = new ArrayList<>();
        try (PreparedStatement statement =
                        database.prepare("SELECT ROWID, url FROM mailboxes ORDER BY ROWID");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                long row = rows.getLong(1);
                Optional<MailboxUrl> url = MailboxUrl.parse(rows.getString(2));
                if (url.isPresent()) {
                    long[] count = counts.remove(row);
                    list.add(
                            new Mailbox(
                                    row,
                                    url.get(),
                                    count == null ? 0 : count[0],
                                    count == null ? 0 : count[1]));
                }
            }
        }
        return List.copyOf(list);
    }
}
