package mailtally.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import mailtally.inventory.InventorySchema;
import mailtally.ledger.Ledger;
import mailtally.ledger.Schema;
import mailtally.tally.TallySchema;
import mailtally.transfer.TransferSchema;

/// Ledgers for tests: each test of the ledger runs on both databases.
public enum Ledgers {
    SQLITE,
    POSTGRES;

    private static final List<Schema> SCHEMAS =
            List.of(InventorySchema.SCHEMA, TallySchema.SCHEMA, TransferSchema.SCHEMA);
    private static EmbeddedPostgres postgres;

    /// An empty ledger.
    ///
    /// @param more tables besides those that every comparison needs
    public Ledger open(Schema... more) throws IOException {
        List<Schema> schemas = new ArrayList<>(SCHEMAS);
        schemas.addAll(List.of(more));
        return switch (this) {
            case SQLITE -> Ledger.open(temporary().resolve("ledger.sqlite"), schemas);
            case POSTGRES -> Ledger.onPostgres(emptyDatabase(), schemas);
        };
    }

    /// A SQLite ledger in this folder.
    public static Ledger in(Path folder) throws IOException {
        return Ledger.open(folder.resolve("ledger.sqlite"), SCHEMAS);
    }

    private static Path temporary() throws IOException {
        Path folder = Files.createTempDirectory("mailtally-ledger");
        folder.toFile().deleteOnExit();
        for (String end : List.of("", "-wal", "-shm", ".lock")) {
            folder.resolve("ledger.sqlite" + end).toFile().deleteOnExit();
        }
        return folder;
    }

    private static synchronized javax.sql.DataSource emptyDatabase() throws IOException {
        if (postgres == null) {
            postgres = EmbeddedPostgres.start();
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return postgres.getPostgresDatabase();
    }
}
