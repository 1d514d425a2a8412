package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// An SQLite file of the Mac's, opened as a copy of our own: SQLite writes beside what it opens
/// (-shm, -wal, journals), so the original is only ever copied. The `-wal` holds what is not yet in
/// the file and comes along; the `-shm` is only an index of the `-wal`, which SQLite makes anew.
///
/// May be used by several threads, one at a time each: methods are synchronized by their users.
final class SqliteCopy implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final int QUERY_TIMEOUT_SECONDS = 120;

    private final Connection connection;

    private SqliteCopy(Connection connection) {
        this.connection = connection;
    }

    /// Copies the file and opens the copy.
    ///
    /// @param folder a private folder of ours; the copy gets the given name in it
    /// @throws IOException if it cannot be copied, or changes all the time
    /// @throws SQLException if the copy is no database
    static SqliteCopy open(Path original, Path folder, String name)
            throws IOException, SQLException {
        Path copy = folder.resolve(name);
        Path log = original.resolveSibling(original.getFileName() + "-wal");
        Path logCopy = folder.resolve(name + "-wal");
        for (int attempt = 0; ; attempt++) {
            String before = state(original) + state(log);
            if (!FileStamp.of(original).regular()) {
                throw new IOException("It is " + FileStamp.kind(original));
            }
            copy(original, copy);
            if (!state(log).isEmpty()) {
                copy(log, logCopy);
            }
            if (before.equals(state(original) + state(log))) {
                break;
            }
            if (attempt == ATTEMPTS - 1) {
                throw new IOException("It changes all the time");
            }
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        SqliteCopy opened = new SqliteCopy(connection);
        try (Statement statement = connection.createStatement()) {
            // Whatever the file's schema says must not run anything when it is only read.
            statement.execute("PRAGMA trusted_schema=OFF");
            statement.execute("PRAGMA query_only=ON");
            statement.execute("SELECT count(*) FROM sqlite_master");
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /// The table's columns in lower case; empty where there is no such table (a view is none).
    Set<String> columns(String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (PreparedStatement isTable =
                prepare(
                        "SELECT 1 FROM sqlite_master WHERE type='table' AND name=? COLLATE NOCASE")) {
            isTable.setString(1, table);
            try (ResultSet rows = isTable.executeQuery()) {
                if (!rows.next()) {
                    return columns;
                }
            }
        }
        try (PreparedStatement info = prepare("SELECT name FROM pragma_table_info(?)")) {
            info.setString(1, table);
            try (ResultSet rows = info.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
        }
        return columns;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is a copy of ours that is removed next: nothing depends on a clean end.
        }
    }

    private static String state(Path file) throws IOException {
        try {
            return FileStamp.of(file).text();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.copy(from, to, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }
}
