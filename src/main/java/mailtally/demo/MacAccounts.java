package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import mailtally.store.applemail.MailAccount;

/// Changes the made-up Mac's list of accounts, `Accounts4.sqlite`, as System Settings does.
final class MacAccounts {
    /// An account and all below it, by its identifier.
    private static final String FAMILY =
            "WITH RECURSIVE family(k) AS (SELECT Z_PK FROM ZACCOUNT WHERE ZIDENTIFIER = ? UNION"
                    + " SELECT Z_PK FROM ZACCOUNT JOIN family ON ZPARENTACCOUNT = k) ";

    private final Path file;

    MacAccounts(Path file) {
        this.file = file;
    }

    /// Makes an empty list.
    void create() throws IOException {
        Files.createDirectories(file.getParent());
        Sqlite.change(
                file,
                database -> {
                    database.execute(AccountsDatabase.SCHEMA);
                    return 0;
                });
    }

    /// Adds an account of mail, and one below it for sending where the kind has that.
    void add(
            String id,
            MailAccount.Kind kind,
            String address,
            String user,
            String description,
            String host)
            throws IOException {
        Sqlite.change(
                file,
                database -> {
                    long key = insert(database, type(kind), null, description, id, user);
                    property(database, key, "Hostname", host);
                    property(database, key, "IdentityEmailAddress", address);
                    if (kind == MailAccount.Kind.IMAP || kind == MailAccount.Kind.POP) {
                        insert(database, "SMTP", key, null, id + "-SMTP", user);
                    }
                    return 0;
                });
    }

    /// Adds an account of another kind below another or by itself.
    ///
    /// @param parent the other's identifier; empty for none
    void addOther(String id, String type, String parent, String description) throws IOException {
        Sqlite.change(
                file,
                database -> {
                    long above =
                            database.number(
                                    "SELECT Z_PK FROM ZACCOUNT WHERE ZIDENTIFIER = ?", parent);
                    insert(database, type, above == 0 ? null : above, description, id, null);
                    return 0;
                });
    }

    /// Removes an account with all below it.
    ///
    /// @return their identifiers; empty where there is no such account
    List<String> remove(String id) throws IOException {
        return Sqlite.change(
                file,
                database -> {
                    List<String> gone =
                            database.texts(
                                    FAMILY
                                            + "SELECT coalesce(ZIDENTIFIER, '') FROM ZACCOUNT"
                                            + " WHERE Z_PK IN family",
                                    id);
                    database.update(
                            FAMILY + "DELETE FROM ZACCOUNTPROPERTY WHERE ZOWNER IN family", id);
                    database.update(FAMILY + "DELETE FROM ZACCOUNT WHERE Z_PK IN family", id);
                    return gone;
                });
    }

    /// Gives an account another description.
    ///
    /// @return false where there is no such account
    boolean rename(String id, String description) throws IOException {
        return Sqlite.change(
                file,
                database ->
                        database.update(
                                        "UPDATE ZACCOUNT SET ZACCOUNTDESCRIPTION = ?"
                                                + " WHERE ZIDENTIFIER = ?",
                                        description,
                                        id)
                                > 0);
    }

    /// The account's kind as macOS calls it, such as `IMAP`; empty where there is no such account.
    String type(String id) throws IOException {
        return Sqlite.change(
                file,
                database ->
                        database
                                .texts(
                                        "SELECT t.ZIDENTIFIER FROM ZACCOUNT a JOIN ZACCOUNTTYPE t"
                                                + " ON t.Z_PK = a.ZACCOUNTTYPE"
                                                + " WHERE a.ZIDENTIFIER = ?",
                                        id)
                                .stream()
                                .map(t -> t.substring(t.lastIndexOf('.') + 1))
                                .findFirst()
                                .orElse(""));
    }

    private static String type(MailAccount.Kind kind) {
        return switch (kind) {
            case IMAP, POP -> kind.name();
            case EXCHANGE -> "Exchange";
            case LOCAL -> "OnMyDevice";
            case UNKNOWN -> throw new IllegalArgumentException("no kind");
        };
    }

    private static long insert(
            Sqlite database, String type, Long parent, String description, String id, String user)
            throws SQLException {
        String identifier = "com.apple.account." + type;
        database.update(
                "INSERT INTO ZACCOUNTTYPE (Z_ENT, Z_OPT, ZACCOUNTTYPEDESCRIPTION, ZIDENTIFIER)"
                        + " SELECT 4, 1, ?, ? WHERE NOT EXISTS"
                        + " (SELECT 1 FROM ZACCOUNTTYPE WHERE ZIDENTIFIER = ?)",
                type,
                identifier,
                identifier);
        database.update(
                "INSERT INTO ZACCOUNT (Z_ENT, Z_OPT, ZACTIVE, ZAUTHENTICATED, ZVISIBLE,"
                        + " ZACCOUNTTYPE, ZPARENTACCOUNT, ZDATE, ZACCOUNTDESCRIPTION, ZIDENTIFIER,"
                        + " ZOWNINGBUNDLEID, ZUSERNAME) SELECT 2, 1, 1, 1, 1, Z_PK, ?, 700000000,"
                        + " ?, ?, 'com.apple.mail', ? FROM ZACCOUNTTYPE WHERE ZIDENTIFIER = ?",
                parent,
                description,
                id,
                user,
                identifier);
        return database.number("SELECT last_insert_rowid()");
    }

    private static void property(Sqlite database, long owner, String key, String value)
            throws SQLException {
        if (!value.isEmpty()) {
            database.update(
                    "INSERT INTO ZACCOUNTPROPERTY (Z_ENT, Z_OPT, ZOWNER, ZKEY, ZVALUE)"
                            + " VALUES (3, 1, ?, ?, ?)",
                    owner,
                    key,
                    KeyedArchive.of(value));
        }
    }
}
