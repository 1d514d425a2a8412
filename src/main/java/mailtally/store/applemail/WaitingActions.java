package mailtally.store.applemail;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What the Envelope Index says of things that Mail has still to do. What cannot be told apart
/// counts: only what concerns other accounts alone is left out.
///
/// Tables as of macOS 13 to 26: `local_message_actions` (mailbox, source_mailbox,
/// destination_mailbox), `mailbox_actions` (account_identifier, mailbox), and `send_later_date` in
/// `message_global_data`.
final class WaitingActions {
    private static final List<String> MAILBOXES =
            List.of("mailbox", "source_mailbox", "destination_mailbox");

    /// Dates in it count from 1970 in the samples seen; smaller ones would count from 2001.
    private static final String SEND_LATER =
            "(g.send_later_date + CASE WHEN g.send_later_date < 1200000000 THEN 978307200 ELSE 0"
                    + " END)";

    private final SqliteCopy database;

    WaitingActions(SqliteCopy database) {
        this.database = database;
    }

    /// How many actions wait; empty where no table tells.
    ///
    /// @param others ROWIDs of mailboxes that belong to other accounts
    OptionalLong queued(String account, Set<Long> others) throws SQLException {
        Set<String> columns = database.columns("local_message_actions");
        if (columns.isEmpty()) {
            return OptionalLong.empty();
        }
        List<String> named = MAILBOXES.stream().filter(columns::contains).toList();
        String sql = "SELECT count(*) FROM local_message_actions";
        long count = number(named.isEmpty() ? sql : sql + " WHERE NOT " + ofOthers(named, others));
        Set<String> folders = database.columns("mailbox_actions");
        if (folders.contains("account_identifier")) {
            try (PreparedStatement statement =
                    database.prepare(
                            "SELECT count(*) FROM mailbox_actions WHERE"
                                    + " coalesce(account_identifier, '') = ''"
                                    + " OR lower(account_identifier) = lower(?)")) {
                statement.setString(1, account);
                count += number(statement);
            }
        } else if (!folders.isEmpty()) {
            count += number("SELECT count(*) FROM mailbox_actions");
        }
        return OptionalLong.of(count);
    }

    /// How many messages have a date at which they are to be sent, and it is still to come; empty
    /// where no column tells and there could be one.
    OptionalLong scheduled(Set<Long> others) throws SQLException {
        if (!database.columns("message_global_data").contains("send_later_date")
                || !database.columns("messages").contains("global_message_id")) {
            return OptionalLong.of(0); // Mail before macOS 13 sends at once
        }
        return OptionalLong.of(
                number(
                        "SELECT count(*) FROM messages m JOIN message_global_data g"
                                + " ON g.ROWID = m.global_message_id WHERE "
                                + SEND_LATER
                                + " > CAST(strftime('%s', 'now') AS INTEGER) AND NOT "
                                + ofOthers(List.of("m.mailbox"), others)));
    }

    /// True in SQL where at least one of the columns names a mailbox, and each that does names one
    /// of another account.
    private static String ofOthers(List<String> columns, Set<Long> others) {
        String list = others.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> each = new ArrayList<>();
        for (String column : columns) {
            each.add("(" + column + " IS NULL OR " + column + " IN (" + list + "))");
        }
        String any =
                columns.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" OR "));
        return "((" + any + ") AND " + String.join(" AND ", each) + ")";
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement statement = database.prepare(sql)) {
            return number(statement);
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
