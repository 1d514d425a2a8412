package mailtally.testing;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import mailtally.store.FolderPath;

/// Writes just enough of Mail's own index that it can be a witness.
final class AppleIndex {
    private AppleIndex() {}

    /// A message that the index knows.
    record Row(FolderPath folder, int number, boolean deleted) {}

    static void write(Path root, List<Row> rows) throws IOException {
        Path file = root.resolve("V10").resolve("MailData").resolve("Envelope Index");
        Files.createDirectories(file.getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous=OFF");
            connection.setAutoCommit(false);
            statement.execute("CREATE TABLE mailboxes (ROWID INTEGER PRIMARY KEY, url TEXT)");
            statement.execute(
                    "CREATE TABLE messages (ROWID INTEGER PRIMARY KEY, mailbox INTEGER, deleted"
                            + " INTEGER)");
            List<FolderPath> folders = rows.stream().map(Row::folder).distinct().toList();
            for (int i = 0; i < folders.size(); i++) {
                insert(connection, "INSERT INTO mailboxes VALUES (?, ?)", i, url(folders.get(i)));
            }
            for (Row row : rows) {
                insert(
                        connection,
                        "INSERT INTO messages VALUES (?, ?, ?)",
                        row.number(),
                        folders.indexOf(row.folder()),
                        row.deleted() ? 1 : 0);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static String url(FolderPath folder) {
        return "imap://"
                + StoreWriter.APPLE_ACCOUNT
                + "/"
                + folder.names().stream()
                        .map(n -> URLEncoder.encode(n, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("/"));
    }

    private static void insert(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
