package mailtally.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/// An open ledger. May be used by several threads; each piece of work gets a connection of its own.
///
/// A ledger in a file is used by one process at a time, held by a lock beside it.
public final class Ledger implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 30_000;
    private static final int PAGE_CACHE_KIB = 8 << 10;
    private static final int FETCH_ROWS = 1000;

    // SQLite's primary result codes (sqlite.org/rescode.html); higher bits say more.
    private static final int PRIMARY_CODE = 0xff;
    private static final int PERMISSION = 3;
    private static final int READ_ONLY = 8;
    private static final int IO_ERROR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANNOT_OPEN = 14;
    private static final int NOT_A_DATABASE = 26;

    private final Jdbi jdbi;
    private final Optional<FileChannel> lock;

    private Ledger(Jdbi jdbi, Optional<FileChannel> lock) {
        this.jdbi = jdbi;
        this.lock = lock;
    }

    /// Opens or creates the ledger in this file.
    ///
    /// @throws LedgerBusyException if another Mailtally has it open
    /// @throws IOException if the file or its folder cannot be made or opened
    public static Ledger open(Path file, List<Schema> schemas) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel lock = lock(file);
        try {
            restrict(file);
            Ledger ledger = new Ledger(sqlite(file), Optional.of(lock));
            ledger.migrate(schemas, "BLOB");
            return ledger;
        } catch (RuntimeException | IOException e) {
            lock.close();
            throw e;
        }
    }

    /// A ledger in a PostgreSQL database that the caller opened.
    public static Ledger onPostgres(javax.sql.DataSource database, List<Schema> schemas) {
        Ledger ledger = new Ledger(Jdbi.create(database), Optional.empty());
        ledger.migrate(schemas, "BYTEA");
        return ledger;
    }

    /// Does a piece of work in a transaction: all of it is kept, or nothing.
    public <T, X extends Exception> T inTransaction(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(work);
    }

    /// A connection of its own, for work that goes on for a while. The caller closes it.
    public Handle connect() {
        return jdbi.open();
    }

    /// A connection whose transactions are on the disk when they end, whatever happens to the power
    /// then: for what must be known before something is done. The caller closes it.
    public Handle connectDurably() {
        Handle handle = jdbi.open();
        if (lock.isPresent()) {
            // SQLite (sqlite.org/pragma.html#pragma_synchronous); PostgreSQL waits by itself.
            handle.execute("PRAGMA synchronous = FULL");
            handle.execute("PRAGMA fullfsync = ON");
        }
        return handle;
    }

    /// Adds many rows at once. Plain JDBC: in a run of seconds the compiler took longer over JDBI's
    /// binding than the database over the rows.
    ///
    /// @param sql an INSERT or UPDATE with as many `?` as each row has values
    public static void addAll(Handle handle, String sql, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement batch = handle.getConnection().prepareStatement(sql)) {
            for (Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    batch.setObject(i + 1, row[i]);
                }
                batch.addBatch();
            }
            batch.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the ledger cannot be written", e);
        }
    }

    /// What a failure says if it is the ledger's file that is damaged, full, not writable or of a
    /// newer version, and not a defect of ours.
    public static Optional<String> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NewerLedgerException newer) {
                return Optional.of(newer.getMessage());
            }
            if (cause instanceof SQLiteException sqlite) {
                return switch (sqlite.getResultCode().code & PRIMARY_CODE) {
                    case NOT_A_DATABASE, CORRUPT ->
                            Optional.of(
                                    "What Mailtally kept in its own folder is damaged. Your mail was"
                                            + " not changed. Move that folder away (see --state) and"
                                            + " run this again: it is made anew.");
                    case FULL, IO_ERROR, READ_ONLY, CANNOT_OPEN, PERMISSION ->
                            Optional.of(
                                    "Mailtally cannot write to its own folder: the disk may be full"
                                            + " or not writable. Your mail was not changed. Make room,"
                                            + " or name another folder with --state, and run this"
                                            + " again.");
                    default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    /// How many rows a long answer is fetched by.
    public static int fetchRows() {
        return FETCH_ROWS;
    }

    @Override
    public void close() {
        lock.ifPresent(
                channel -> {
                    try {
                        channel.close();
                    } catch (IOException e) {
                        // the lock goes with the process
                    }
                });
    }

    private static Jdbi sqlite(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // Most can be read again from the stores; intents ask for FULL (see connectDurably).
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(-PAGE_CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.FILE);
        config.enforceForeignKeys(false);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return Jdbi.create(source);
    }

    private static FileChannel lock(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".lock");
        restrict(beside);
        FileChannel channel =
                FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held within this process: busy all the same
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new LedgerBusyException(file);
    }

    /// The file is made for this user alone before it is opened; SQLite gives its `-wal` and `-shm`
    /// the rights of the database.
    private static void restrict(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(
                    file,
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
    }

    private void migrate(List<Schema> schemas, String bytesType) {
        jdbi.useTransaction(
                handle -> {
                    handle.execute(
                            "CREATE TABLE IF NOT EXISTS migration (room TEXT NOT NULL, step INTEGER"
                                    + " NOT NULL, PRIMARY KEY (room, step))");
                    for (Schema schema : schemas) {
                        migrate(handle, schema, bytesType);
                    }
                });
    }

    private static void migrate(Handle handle, Schema schema, String bytesType) {
        int done =
                handle.createQuery("SELECT count(*) FROM migration WHERE room = :room")
                        .bind("room", schema.room())
                        .mapTo(Integer.class)
                        .one();
        if (done > schema.steps().size()) {
            throw new NewerLedgerException();
        }
        for (int step = done; step < schema.steps().size(); step++) {
            for (String statement : schema.steps().get(step).split(";", -1)) {
                if (!statement.isBlank()) {
                    handle.execute(statement.replace("${bytes}", bytesType));
                }
            }
            handle.execute("INSERT INTO migration (room, step) VALUES (?, ?)", schema.room(), step);
        }
    }
}
