package mailtally.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A change to one of the made-up Mac's databases: all of it or none of it.
final class Sqlite implements AutoCloseable {
    private final Connection connection;

    private Sqlite(Connection connection) {
        this.connection = connection;
    }

    /// What is done to a database.
    interface Change<T> {
        T make(Sqlite database) throws SQLException, IOException;
    }

    /// Opens the file, or makes it, and changes it.
    static <T> T change(Path file, Change<T> change) throws IOException {
        try (Sqlite database = new Sqlite(DriverManager.getConnection("jdbc:sqlite:" + file))) {
            database.execute("PRAGMA synchronous=OFF", "PRAGMA busy_timeout=10000");
            database.connection.setAutoCommit(false);
            T result = change.make(database);
            database.connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IOException("Cannot change the made-up Mac's " + file.getFileName(), e);
        }
    }

    void execute(String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /// How many rows were changed by it.
    int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /// The first number of the first row; 0 where there is none.
    long number(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /// The first text of each row; none of them is null.
    List<String> texts(String sql, Object... values) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
