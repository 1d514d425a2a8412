package mailtally.store.applemail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Store;

/// Builds Apple Mail libraries for tests, byte by byte, and notes what a visitor gets.
final class Shelf {
    static final String ACCOUNT = "1F0C6B1E-52A4-4C8E-9D3B-0A5F1C2D3E4F";
    static final String MARK = "6E7D8C9B-0A1B-4C2D-8E3F-4A5B6C7D8E9F";

    private Shelf() {}

    /// What a visitor got of one holding; bytes as one character each.
    record Got(Holding holding, String text, String reason, Optional<String> raw) {}

    /// What a visitor got of a folder.
    record Visits(List<Got> messages, List<Got> unreadable, List<String> troubles) {
        Got only() {
            if (messages.size() != 1 || !unreadable.isEmpty()) {
                throw new AssertionError(
                        messages.size()
                                + " messages; "
                                + unreadable.stream().map(Got::reason).toList());
            }
            return messages.getFirst();
        }

        Got onlyUnreadable() {
            if (!messages.isEmpty() || unreadable.size() != 1) {
                throw new AssertionError(messages.size() + " messages, " + unreadable.size());
            }
            return unreadable.getFirst();
        }
    }

    static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    /// A property list as Mail writes it, with these lines in its dictionary.
    static String plist(String inner) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
                + "<plist version=\"1.0\">\n<dict>\n"
                + inner
                + "</dict>\n</plist>\n";
    }

    /// Flags 8590195713 (read, and a bit beyond the 32nd) and a date received.
    static String usualList() {
        return plist(
                """
                \t<key>date-received</key>
                \t<integer>1516985072</integer>
                \t<key>flags</key>
                \t<integer>8590195713</integer>
                \t<key>remote-id</key>
                \t<string>50751</string>
                """);
    }

    static byte[] emlx(byte[] message) {
        return emlx(message.length, message, usualList());
    }

    static byte[] emlx(String message) {
        return emlx(bytes(message));
    }

    static byte[] emlx(long announced, byte[] message, String list) {
        return join(bytes("%-10d\n".formatted(announced)), message, bytes(list));
    }

    static String mail(String subject) {
        return "Message-ID: <" + subject + "@example.com>\nSubject: " + subject + "\n\nText.\n";
    }

    /// The folder for message files of a mailbox in a V10 library.
    static Path messages(Path library, String... names) throws IOException {
        Path box = library.resolve("V10").resolve(ACCOUNT);
        for (String name : names) {
            box = box.resolve(name + ".mbox");
        }
        return Files.createDirectories(box.resolve(MARK).resolve("Data").resolve("Messages"));
    }

    static void put(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    static AppleMailLibrary open(Path library) throws Exception {
        Path temporary = library.resolveSibling("temporary");
        return AppleMailLibrary.open(library, library.resolveSibling("none.sqlite"), temporary);
    }

    /// Everything in the only account's folder of this name.
    static Visits read(Path library, String... names) throws Exception {
        try (AppleMailLibrary opened = open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            return visit(store, folder(store, FolderPath.of(names)));
        }
    }

    static Folder folder(Store store, FolderPath path) throws Exception {
        return store.folders().stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no folder " + path));
    }

    static Visits visit(Store store, Folder folder) throws Exception {
        Visits visits = new Visits(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        store.read(
                folder,
                new HoldingVisitor() {
                    @Override
                    public void message(Holding holding, MessageBytes bytes) throws IOException {
                        visits.messages().add(new Got(holding, latin(bytes), "", Optional.empty()));
                    }

                    @Override
                    public void unreadable(
                            Holding holding, String reason, Optional<MessageBytes> rawFile)
                            throws IOException {
                        visits.unreadable().add(new Got(holding, "", reason, raw(rawFile)));
                    }

                    @Override
                    public void folderUnreadable(String where, String reason) {
                        visits.troubles().add(where + ": " + reason);
                    }
                });
        return visits;
    }

    /// The file as it lies there, unless it changes once more while it is read.
    private static Optional<String> raw(Optional<MessageBytes> rawFile) throws IOException {
        try {
            return rawFile.isPresent() ? Optional.of(latin(rawFile.get())) : Optional.empty();
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    static String latin(MessageBytes bytes) throws IOException {
        return new String(all(bytes), StandardCharsets.ISO_8859_1);
    }

    static byte[] all(MessageBytes bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        bytes.writeTo(out);
        if (out.size() != bytes.sizeBytes()) {
            throw new AssertionError(out.size() + " bytes, not " + bytes.sizeBytes());
        }
        return out.toByteArray();
    }

    /// A database made of SQL statements, left in WAL mode with its last changes in the `-wal`.
    static void database(Path file, List<String> statements) throws IOException, SQLException {
        Files.createDirectories(file.getParent());
        Path made = file.resolveSibling("made.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + made);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            for (String sql : statements) {
                statement.execute(sql);
            }
            // As Mail leaves it while it runs: nothing is in the file itself yet.
            Files.copy(made, file);
            Files.copy(made.resolveSibling("made.sqlite-wal"), Path.of(file + "-wal"));
            Files.copy(made.resolveSibling("made.sqlite-shm"), Path.of(file + "-shm"));
        }
        Files.delete(made);
    }

    /// An Envelope Index of the newest kind with these rows.
    ///
    /// @param mailboxes address by ROWID
    /// @param messages rows as `ROWID, mailbox, remote_id, date_received, deleted`
    static void index(Path library, Map<Integer, String> mailboxes, List<String> messages)
            throws IOException, SQLException {
        List<String> statements = new ArrayList<>();
        statements.add(
                "CREATE TABLE mailboxes (ROWID INTEGER PRIMARY KEY, url TEXT UNIQUE,"
                        + " total_count INTEGER)");
        statements.add(
                "CREATE TABLE messages (ROWID INTEGER PRIMARY KEY, message_id INTEGER, mailbox"
                        + " INTEGER, remote_id INTEGER, date_received INTEGER, deleted INTEGER,"
                        + " flags INTEGER)");
        mailboxes.forEach(
                (row, url) ->
                        statements.add(
                                "INSERT INTO mailboxes VALUES (" + row + ", '" + url + "', 0)"));
        for (String row : messages) {
            statements.add(
                    "INSERT INTO messages (ROWID, mailbox, remote_id, date_received, deleted)"
                            + " VALUES ("
                            + row
                            + ")");
        }
        database(library.resolve("V10").resolve("MailData").resolve("Envelope Index"), statements);
    }
}
