package mailtally.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes Mail's own index of the library, in the form of macOS 13 to 15. Its last rows are in the
/// write-ahead log only, as they are while Mail runs.
final class EnvelopeIndex {
    static final String[] SCHEMA = {
        "CREATE TABLE mailboxes (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT UNIQUE,"
                + " total_count INTEGER NOT NULL DEFAULT 0,"
                + " unread_count INTEGER NOT NULL DEFAULT 0,"
                + " deleted_count INTEGER NOT NULL DEFAULT 0,"
                + " unseen_count INTEGER NOT NULL DEFAULT 0, change_identifier TEXT,"
                + " source INTEGER)",
        "CREATE TABLE subjects (ROWID INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE)",
        "CREATE TABLE addresses (ROWID INTEGER PRIMARY KEY, address TEXT NOT NULL,"
                + " comment TEXT NOT NULL, UNIQUE(address, comment))",
        "CREATE TABLE recipients (ROWID INTEGER PRIMARY KEY, message INTEGER NOT NULL,"
                + " address INTEGER NOT NULL, type INTEGER, position INTEGER)",
        "CREATE TABLE attachments (ROWID INTEGER PRIMARY KEY, message INTEGER NOT NULL,"
                + " attachment_id TEXT, name TEXT)",
        "CREATE TABLE messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " message_id INTEGER NOT NULL DEFAULT 0, global_message_id INTEGER NOT NULL,"
                + " remote_id TEXT, document_id TEXT, sender INTEGER, subject_prefix TEXT,"
                + " subject INTEGER NOT NULL, date_sent INTEGER, date_received INTEGER,"
                + " mailbox INTEGER NOT NULL, remote_mailbox INTEGER,"
                + " flags INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0,"
                + " flagged INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0,"
                + " size INTEGER NOT NULL DEFAULT 0, conversation_id INTEGER NOT NULL DEFAULT 0,"
                + " color TEXT, flag_color INTEGER, type INTEGER)",
        "CREATE TABLE message_global_data (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " message_id INTEGER UNIQUE, download_state INTEGER NOT NULL DEFAULT 0,"
                + " send_later_date INTEGER)",
        "CREATE TABLE local_message_actions (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " mailbox INTEGER, source_mailbox INTEGER, destination_mailbox INTEGER,"
                + " action_type INTEGER, user_initiated INTEGER)",
        "CREATE TABLE action_messages (ROWID INTEGER PRIMARY KEY, action INTEGER,"
                + " action_phase INTEGER, message INTEGER, remote_id INTEGER,"
                + " destination_message INTEGER)",
        "CREATE TABLE mailbox_actions (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " account_identifier TEXT, action_type INTEGER, mailbox_name TEXT,"
                + " mailbox INTEGER, new_mailbox_name TEXT)",
    };

    private static final List<String> FILES = List.of("", "-wal", "-shm");

    /// How many rows are in the write-ahead log only.
    private static final int IN_LOG = 12;

    private final Connection connection;
    private final Map<String, Long> subjects = new HashMap<>();
    private final Map<Person, Long> addresses = new HashMap<>();

    private EnvelopeIndex(Connection connection) {
        this.connection = connection;
    }

    /// A message that the index knows.
    record Row(DemoMessage message, Letter letter, List<String> attachments) {}

    /// Writes the index.
    ///
    /// @param boxes every folder, also those without a message
    static void write(Path file, List<DemoPlan.Box> boxes, List<Row> rows)
            throws IOException, SQLException {
        Files.createDirectories(file.getParent());
        Map<Path, byte[]> asWhileMailRuns = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            EnvelopeIndex index = new EnvelopeIndex(connection);
            index.execute("PRAGMA journal_mode=WAL", "PRAGMA synchronous=OFF");
            index.execute("PRAGMA wal_autocheckpoint=0", "BEGIN");
            index.execute(SCHEMA);
            Map<String, Long> mailboxes = index.mailboxes(boxes, rows);
            int inFile = Math.max(0, rows.size() - IN_LOG);
            index.messages(mailboxes, rows.subList(0, inFile));
            index.execute("COMMIT", "PRAGMA wal_checkpoint(TRUNCATE)", "BEGIN");
            index.messages(mailboxes, rows.subList(inFile, rows.size()));
            index.execute("COMMIT");
            for (String suffix : FILES) {
                Path part = file.resolveSibling(file.getFileName() + suffix);
                asWhileMailRuns.put(part, Files.readAllBytes(part));
            }
        }
        // Closing moved the log into the file and removed it; Mail would still be running.
        for (Map.Entry<Path, byte[]> part : asWhileMailRuns.entrySet()) {
            Files.write(part.getKey(), part.getValue());
        }
    }

    private static String url(DemoPlan.Box box) {
        return url(box.account(), LibraryFiles.urlPath(box.path(), ""));
    }

    private static String url(DemoMessage message) {
        return url(message.account(), LibraryFiles.urlPath(message.folder(), ""));
    }

    private static String url(DemoAccount account, String path) {
        return account.scheme() + "://" + account.id() + "/" + path;
    }

    private Map<String, Long> mailboxes(List<DemoPlan.Box> boxes, List<Row> rows)
            throws SQLException {
        Map<String, Long> numbers = new HashMap<>();
        for (DemoPlan.Box box : boxes) {
            String url = url(box);
            List<DemoMessage> inside =
                    rows.stream().map(Row::message).filter(m -> url(m).equals(url)).toList();
            long unread = inside.stream().filter(m -> (m.flags() & DemoFlags.READ) == 0).count();
            long deleted =
                    inside.stream().filter(m -> (m.flags() & DemoFlags.DELETED) != 0).count();
            long number = numbers.size() + 1L;
            numbers.put(url, number);
            insert(
                    "INSERT INTO mailboxes VALUES (?, ?, ?, ?, ?, ?, NULL, NULL)",
                    number,
                    url,
                    inside.size(),
                    unread,
                    deleted,
                    unread);
        }
        return numbers;
    }

    private void messages(Map<String, Long> mailboxes, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            DemoMessage message = row.message();
            Letter letter = row.letter();
            String prefix = letter.subject().startsWith("Re: ") ? "Re: " : "";
            String subject = letter.subject().substring(prefix.length());
            insert(
                    "INSERT INTO messages VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, NULL,"
                            + " ?, ?, ?, ?, ?, ?, NULL, NULL, 0)",
                    message.number(),
                    31L * letter.messageId().hashCode() * letter.sent().getEpochSecond(),
                    message.number(),
                    message.remoteId().orElse(null),
                    address(letter.from()),
                    prefix,
                    subject(subject),
                    letter.sent().getEpochSecond(),
                    message.received().getEpochSecond(),
                    mailboxes.get(url(message)),
                    message.flags(),
                    bit(message, DemoFlags.READ),
                    bit(message, DemoFlags.FLAGGED),
                    bit(message, DemoFlags.DELETED),
                    message.message().sizeBytes(),
                    message.number() / 2 + 10);
            recipients(message.number(), 0, letter.to());
            recipients(message.number(), 1, letter.cc());
            for (String name : row.attachments()) {
                insert("INSERT INTO attachments VALUES (NULL, ?, '2', ?)", message.number(), name);
            }
        }
    }

    private static long bit(DemoMessage message, long bit) {
        return (message.flags() & bit) == 0 ? 0 : 1;
    }

    private void recipients(long message, int type, List<Person> people) throws SQLException {
        for (int i = 0; i < people.size(); i++) {
            insert(
                    "INSERT INTO recipients VALUES (NULL, ?, ?, ?, ?)",
                    message,
                    address(people.get(i)),
                    type,
                    i);
        }
    }

    private long subject(String subject) throws SQLException {
        Long known = subjects.get(subject);
        if (known != null) {
            return known;
        }
        long number = subjects.size() + 1L;
        insert("INSERT INTO subjects VALUES (?, ?)", number, subject);
        subjects.put(subject, number);
        return number;
    }

    private long address(Person person) throws SQLException {
        Long known = addresses.get(person);
        if (known != null) {
            return known;
        }
        long number = addresses.size() + 1L;
        insert("INSERT INTO addresses VALUES (?, ?, ?)", number, person.address(), person.name());
        addresses.put(person, number);
        return number;
    }

    private void execute(String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
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
