package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// macOS's own list of accounts, `Accounts4.sqlite` (Core Data), read from a copy. What a mail
/// account's row lacks may stand on its parent's: a Google account has children for mail, calendar
/// and so on.
final class AccountsDatabase {
    private static final int MOST_ACCOUNTS = 1_000;
    private static final int MOST_PARENTS = 8;
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://([^/:?#]+).*");

    private final SqliteCopy database;
    private final Map<Long, Row> rows = new LinkedHashMap<>();

    /// An account as it stands there.
    static final class Row {
        long key;
        String id = "";
        String type = "";
        String user = "";
        String description = "";
        long parent;
        boolean visible;
        final Map<String, String> properties = new HashMap<>();

        /// What is switched on for it, such as `com.apple.Dataclass.Calendars`.
        final Set<String> dataclasses = new TreeSet<>();
    }

    private AccountsDatabase(SqliteCopy database) {
        this.database = database;
    }

    /// Every account that has an identifier, whatever it is for.
    ///
    /// @throws IOException if the file cannot be copied
    /// @throws SQLException if it cannot be read as a list of accounts
    static List<KnownAccount> read(Path file, Path folder) throws IOException, SQLException {
        try (SqliteCopy copy = SqliteCopy.open(file, folder, "accounts")) {
            AccountsDatabase accounts = new AccountsDatabase(copy);
            accounts.readAccounts();
            accounts.readProperties();
            List<KnownAccount> known = new ArrayList<>();
            for (Row row : accounts.rows.values()) {
                if (!row.id.isEmpty()) {
                    known.add(accounts.known(row));
                }
            }
            return known;
        }
    }

    /// The rows that System Settings makes of the accounts.
    ///
    /// @throws IOException if the file cannot be copied
    /// @throws SQLException if it cannot be read as a list of accounts, or not to its end
    static List<AccountRow> rows(Path file, Path folder) throws IOException, SQLException {
        try (SqliteCopy copy = SqliteCopy.open(file, folder, "accounts")) {
            AccountsDatabase accounts = new AccountsDatabase(copy);
            accounts.readAccounts();
            if (accounts.rows.size() == MOST_ACCOUNTS) {
                throw new SQLException("it has " + MOST_ACCOUNTS + " accounts or more");
            }
            accounts.readProperties();
            DataclassTable.read(copy, accounts.rows);
            Map<Row, List<Row>> families = new LinkedHashMap<>();
            for (Row row : accounts.rows.values()) {
                Row top = accounts.lineOf(row).getLast();
                families.computeIfAbsent(top, t -> new ArrayList<>(List.of(t)));
                if (row != top) {
                    families.get(top).add(row);
                }
            }
            return families.values().stream()
                    .map(family -> AccountRows.of(family, accounts::known))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private void readAccounts() throws SQLException {
        Set<String> columns = database.columns("ZACCOUNT");
        if (!columns.contains("zidentifier") || !columns.contains("z_pk")) {
            throw new SQLException("it has no table of accounts");
        }
        boolean types =
                columns.contains("zaccounttype")
                        && database.columns("ZACCOUNTTYPE").contains("zidentifier");
        String sql =
                "SELECT a.Z_PK, a.ZIDENTIFIER, "
                        + column(columns, "ZUSERNAME")
                        + ", "
                        + column(columns, "ZACCOUNTDESCRIPTION")
                        + ", "
                        + column(columns, "ZPARENTACCOUNT")
                        + ", "
                        + column(columns, "ZVISIBLE")
                        + ", "
                        + (types
                                ? "t.ZIDENTIFIER FROM ZACCOUNT a LEFT JOIN ZACCOUNTTYPE t"
                                        + " ON t.Z_PK = a.ZACCOUNTTYPE"
                                : "NULL FROM ZACCOUNT a")
                        + " ORDER BY a.Z_PK LIMIT "
                        + MOST_ACCOUNTS;
        try (PreparedStatement statement = database.prepare(sql);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Row row = new Row();
                row.id = text(found.getString(2));
                row.user = text(found.getString(3));
                row.description = text(found.getString(4));
                row.parent = found.getLong(5);
                long visible = found.getLong(6);
                row.visible = visible != 0 || found.wasNull();
                row.type = text(found.getString(7));
                row.key = found.getLong(1);
                rows.put(row.key, row);
            }
        }
    }

    private void readProperties() throws SQLException {
        Set<String> columns = database.columns("ZACCOUNTPROPERTY");
        if (!columns.containsAll(Set.of("zowner", "zkey", "zvalue"))) {
            return;
        }
        try (PreparedStatement statement =
                        database.prepare(
                                "SELECT ZOWNER, ZKEY, ZVALUE FROM ZACCOUNTPROPERTY"
                                        + " WHERE length(ZVALUE) <= 65536");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Row row = rows.get(found.getLong(1));
                String key = text(found.getString(2)).toLowerCase(Locale.ROOT);
                if (row != null && ArchivedValue.KEYS.contains(key)) {
                    byte[] value = found.getBytes(3);
                    ArchivedValue.text(value).ifPresent(v -> row.properties.putIfAbsent(key, v));
                }
            }
        }
    }

    private KnownAccount known(Row row) {
        List<Row> line = lineOf(row);
        String user = first(line, r -> r.user);
        String address =
                first(
                        line,
                        r ->
                                ArchivedValue.ADDRESS_KEYS.stream()
                                        .map(k -> r.properties.getOrDefault(k, ""))
                                        .filter(v -> v.contains("@"))
                                        .findFirst()
                                        .orElse(""));
        String host =
                first(
                        line,
                        r ->
                                ArchivedValue.HOST_KEYS.stream()
                                        .map(k -> host(r.properties.getOrDefault(k, "")))
                                        .filter(v -> !v.isEmpty())
                                        .findFirst()
                                        .orElse(""));
        return new KnownAccount(
                row.id,
                line.stream().map(r -> r.type).filter(t -> !t.isEmpty()).toList(),
                address.isEmpty() && user.contains("@") ? user : address,
                first(line, r -> r.description),
                host,
                user,
                family(line.getLast()));
    }

    /// The row, its parent, its parent's parent, and so on.
    private List<Row> lineOf(Row row) {
        List<Row> line = new ArrayList<>();
        Set<Row> seen = new HashSet<>();
        Optional<Row> next = Optional.of(row);
        while (next.isPresent() && line.size() < MOST_PARENTS && seen.add(next.get())) {
            line.add(next.get());
            next = Optional.ofNullable(rows.get(next.get().parent));
        }
        return line;
    }

    /// Everyone below the same oldest parent: one account to its user, several rows here.
    private Set<String> family(Row oldest) {
        Set<String> ids = new HashSet<>();
        for (Row row : rows.values()) {
            if (!row.id.isEmpty() && lineOf(row).getLast() == oldest) {
                ids.add(row.id);
            }
        }
        return ids;
    }

    private static String first(List<Row> line, java.util.function.Function<Row, String> what) {
        return line.stream().map(what).filter(v -> !v.isEmpty()).findFirst().orElse("");
    }

    /// Exchange accounts have an address of the web in place of a host.
    private static String host(String value) {
        Matcher address = WEB_ADDRESS.matcher(value);
        return address.matches() ? address.group(1) : value;
    }

    private static String column(Set<String> columns, String name) {
        return columns.contains(name.toLowerCase(Locale.ROOT)) ? "a." + name : "NULL";
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
