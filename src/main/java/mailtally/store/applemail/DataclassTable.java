package mailtally.store.applemail;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What is switched on for each account: Core Data's table of pairs, such as
/// `Z_2ENABLEDDATACLASSES (Z_2ENABLEDACCOUNTS, Z_7ENABLEDDATACLASSES)`. The numbers in the names
/// differ between releases of macOS.
final class DataclassTable {
    private static final Pattern NAME = Pattern.compile("(?i)Z_[0-9]{1,3}ENABLEDDATACLASSES");
    private static final Pattern ACCOUNT = Pattern.compile("z_[0-9]{1,3}enabledaccounts");
    private static final Pattern CLASS = Pattern.compile("z_[0-9]{1,3}enableddataclasses");

    private DataclassTable() {}

    /// Notes the names with their accounts, where the tables are there.
    static void read(SqliteCopy database, Map<Long, AccountsDatabase.Row> rows)
            throws SQLException {
        Optional<String> table = table(database);
        if (table.isEmpty()
                || !database.columns("ZDATACLASS").containsAll(Set.of("z_pk", "zname"))) {
            return;
        }
        Set<String> columns = database.columns(table.get());
        Optional<String> account = one(columns, ACCOUNT);
        Optional<String> dataclass = one(columns, CLASS);
        if (account.isEmpty() || dataclass.isEmpty()) {
            return;
        }
        String sql =
                "SELECT p."
                        + account.get()
                        + ", d.ZNAME FROM "
                        + table.get()
                        + " p JOIN ZDATACLASS d ON d.Z_PK = p."
                        + dataclass.get()
                        + " LIMIT 50000";
        try (PreparedStatement statement = database.prepare(sql);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                AccountsDatabase.Row row = rows.get(found.getLong(1));
                String name = found.getString(2);
                if (row != null && name != null) {
                    row.dataclasses.add(name);
                }
            }
        }
    }

    private static Optional<String> table(SqliteCopy database) throws SQLException {
        try (PreparedStatement statement =
                        database.prepare(
                                "SELECT name FROM sqlite_master WHERE type='table'"
                                        + " AND name LIKE 'Z%ENABLEDDATACLASSES'");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                String name = found.getString(1);
                if (NAME.matcher(name).matches()) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<String> one(Set<String> columns, Pattern pattern) {
        return columns.stream().filter(c -> pattern.matcher(c).matches()).findFirst();
    }
}
