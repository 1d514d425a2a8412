package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Writes `Accounts4.sqlite` as Core Data lays it out: which accounts this Mac has.
final class AccountsDatabase {
    static final String[] SCHEMA = {
        "CREATE TABLE ZACCOUNTTYPE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,"
                + " ZACCOUNTTYPEDESCRIPTION VARCHAR, ZIDENTIFIER VARCHAR)",
        "CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,"
                + " ZACTIVE INTEGER, ZAUTHENTICATED INTEGER, ZVISIBLE INTEGER,"
                + " ZACCOUNTTYPE INTEGER, ZPARENTACCOUNT INTEGER, ZDATE TIMESTAMP,"
                + " ZACCOUNTDESCRIPTION VARCHAR, ZIDENTIFIER VARCHAR,"
                + " ZOWNINGBUNDLEID VARCHAR, ZUSERNAME VARCHAR)",
        "CREATE TABLE ZACCOUNTPROPERTY (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,"
                + " ZOWNER INTEGER, ZKEY VARCHAR, ZVALUE BLOB)",
    };

    static final String[] TYPES = {
        "com.apple.account.IMAP",
        "com.apple.account.POP",
        "com.apple.account.SMTP",
        "com.apple.account.OnMyDevice",
        "com.apple.account.CalDAV",
        "com.apple.account.Exchange"
    };

    private final Connection connection;

    private AccountsDatabase(Connection connection) {
        this.connection = connection;
    }

    /// Writes the database with the accounts of the made-up library, and one that has no mail.
    static void write(Path file) throws IOException, SQLException {
        Files.createDirectories(file.getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            new AccountsDatabase(connection).fill();
            connection.commit();
        }
    }

    private void fill() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : SCHEMA) {
                statement.executeUpdate(table);
            }
        }
        for (int i = 0; i < TYPES.length; i++) {
            insert(
                    "INSERT INTO ZACCOUNTTYPE VALUES (?, 4, 1, ?, ?)",
                    i + 1,
                    TYPES[i].substring(TYPES[i].lastIndexOf('.') + 1),
                    TYPES[i]);
        }
        account(1, 1, null, DemoAccount.IMAP, DemoAccount.IMAP.address());
        account(2, 3, 1, null, DemoAccount.IMAP.address());
        // What a person typed stands on the parent row only, as with accounts set up by a wizard.
        insertAccount(3, 2, null, DemoAccount.POP.description(), "PARENT", "jane.old@example.net");
        insertAccount(4, 2, 3, null, DemoAccount.POP.id(), null);
        account(5, 4, null, DemoAccount.LOCAL, null);
        insertAccount(6, 5, null, "Calendar", "CALENDAR", DemoAccount.IMAP.address());
        server(1, DemoAccount.IMAP);
        server(4, DemoAccount.POP);
    }

    private void account(int key, int type, Integer parent, DemoAccount account, String user)
            throws SQLException {
        String description = account == null ? null : account.description();
        String id = account == null ? "ROW-" + key : account.id();
        insertAccount(key, type, parent, description, id, user);
    }

    private void insertAccount(
            int key, int type, Integer parent, String description, String id, String user)
            throws SQLException {
        insert(
                "INSERT INTO ZACCOUNT VALUES (?, 2, 1, 1, 1, 1, ?, ?, 600000000, ?, ?,"
                        + " 'com.apple.mail', ?)",
                key,
                type,
                parent,
                description,
                id,
                user);
    }

    private void server(int owner, DemoAccount account) throws SQLException {
        property(owner, "Hostname", KeyedArchive.of(account.host()));
        property(owner, "PortNumber", KeyedArchive.of(account.port()));
        property(owner, "ACPropertyFullName", KeyedArchive.of(Person.JANE.name()));
        property(owner, "IdentityEmailAddress", KeyedArchive.of(account.address()));
    }

    private void property(int owner, String key, byte[] value) throws SQLException {
        insert("INSERT INTO ZACCOUNTPROPERTY VALUES (NULL, 3, 1, ?, ?, ?)", owner, key, value);
    }

    private void insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
