package mailtally.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import mailtally.message.MessageBytes;
import mailtally.store.FolderPath;
import mailtally.store.applemail.MailAccount;

/// A made-up Mac's accounts and mail, changed as System Settings and Mail change them: rows are
/// added, renamed and removed, messages come and go. May be used by several threads.
public final class MacFiles {
    private static final String VERSION = "V10";

    private final Path library;
    private final Path accountsFile;
    private final Path index;
    private final MacAccounts accounts;
    private final LibraryFiles files;

    private MacFiles(Path library, Path accountsFile) {
        this.library = library;
        this.accountsFile = accountsFile;
        Path version = library.resolve(VERSION);
        index = version.resolve("MailData").resolve("Envelope Index");
        accounts = new MacAccounts(accountsFile);
        files = new LibraryFiles(version);
    }

    /// A message to put into a folder.
    ///
    /// @param flags Apple Mail's own number for its flags
    /// @param remoteId what the server calls it; empty for mail that is only on this Mac
    public record Item(
            MessageBytes message, long flags, Instant received, Optional<String> remoteId) {}

    /// A Mac without accounts and mail, below a home folder that has no `Library/Mail` yet.
    public static MacFiles create(Path home) throws IOException {
        Path library = home.resolve("Library").resolve("Mail");
        Path accountsFile = home.resolve("Library").resolve("Accounts").resolve("Accounts4.sqlite");
        Files.createDirectories(library.getParent());
        Files.createDirectory(library);
        MacFiles mac = new MacFiles(library, accountsFile);
        Files.createDirectories(mac.index.getParent());
        LibraryFiles.persistenceInfo(library);
        mac.accounts.create();
        mac.inIndex(
                database -> {
                    database.execute(EnvelopeIndex.SCHEMA);
                    return 0;
                });
        return mac;
    }

    /// The Mac of a made-up library.
    public static MacFiles of(DemoLibrary library) {
        return new MacFiles(library.library(), library.accountsDatabase());
    }

    /// The library: `Library/Mail` below the home folder.
    public Path library() {
        return library;
    }

    /// The accounts database.
    public Path accountsDatabase() {
        return accountsFile;
    }

    /// Adds an account of mail.
    ///
    /// @return its id
    public synchronized String addAccount(
            MailAccount.Kind kind, String address, String user, String description, String host)
            throws IOException {
        String id = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        accounts.add(id, kind, address, user, description, host);
        files.box(id, FolderPath.of("INBOX"));
        return id;
    }

    /// Adds an account of another kind, such as `CalDAV`.
    ///
    /// @param parent the id of the account that it belongs to; empty for a row of its own
    /// @return its id
    public synchronized String addOther(String type, String parent, String description)
            throws IOException {
        String id = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        accounts.addOther(id, type, parent, description);
        return id;
    }

    /// Removes a row of System Settings' list with all accounts behind it, their mail on this Mac,
    /// and what the index knows of it.
    ///
    /// @return false where there is no such row
    public synchronized boolean removeRow(String id) throws IOException {
        List<String> gone = accounts.remove(id);
        for (String each : gone) {
            // An id is a name that macOS made up; one that is no plain name has no folder.
            if (each.matches("[0-9A-Za-z-]+")) {
                removeTree(library.resolve(VERSION).resolve(each));
                inIndex(database -> forget(database, each));
            }
        }
        return !gone.isEmpty();
    }

    /// Gives a row another description.
    ///
    /// @return false where there is no such row
    public synchronized boolean renameRow(String id, String description) throws IOException {
        return accounts.rename(id, description);
    }

    /// Puts messages into a folder of an account, as if they had come or been written.
    ///
    /// @param account its id
    /// @return the numbers of their files
    public synchronized List<Long> put(String account, FolderPath folder, List<Item> items)
            throws IOException {
        String scheme = scheme(account);
        return inIndex(
                database -> {
                    String url = scheme + "://" + account + "/" + LibraryFiles.urlPath(folder, "");
                    database.update("INSERT OR IGNORE INTO mailboxes (url) VALUES (?)", url);
                    long box = database.number("SELECT ROWID FROM mailboxes WHERE url = ?", url);
                    database.update("INSERT OR IGNORE INTO subjects VALUES (1, '')");
                    files.box(account, folder);
                    List<Long> numbers = new ArrayList<>();
                    for (Item item : items) {
                        long number = insert(database, box, item);
                        write(account, folder, number, item);
                        numbers.add(number);
                    }
                    return numbers;
                });
    }

    /// Takes a message away, file and all: as if it had been deleted in Mail.
    public synchronized void delete(String account, FolderPath folder, long number)
            throws IOException {
        Files.deleteIfExists(file(account, folder, number));
        inIndex(database -> database.update("DELETE FROM messages WHERE ROWID = ?", number));
    }

    /// The file of a message.
    public synchronized Path file(String account, FolderPath folder, long number)
            throws IOException {
        return files.data(account, account, folder, number)
                .resolve("Messages")
                .resolve(number + ".emlx");
    }

    /// Makes actions wait that Mail has not told the account's server yet; 0 lets none wait.
    public synchronized void queue(String account, int actions) throws IOException {
        inIndex(
                database -> {
                    database.update("DELETE FROM mailbox_actions");
                    for (int i = 0; i < actions; i++) {
                        database.update(
                                "INSERT INTO mailbox_actions (account_identifier, action_type,"
                                        + " mailbox_name) VALUES (?, 1, 'New')",
                                account);
                    }
                    return actions;
                });
    }

    private String scheme(String account) throws IOException {
        return switch (accounts.type(account)) {
            case "IMAP" -> "imap";
            case "POP" -> "pop";
            case "Exchange" -> "ews";
            default -> "local";
        };
    }

    private <T> T inIndex(Sqlite.Change<T> change) throws IOException {
        return Sqlite.change(index, change);
    }

    private static int forget(Sqlite database, String account) throws SQLException {
        String boxes =
                "(SELECT ROWID FROM mailboxes WHERE lower(url) LIKE '%://' || lower(?) || '/%')";
        database.update("DELETE FROM messages WHERE mailbox IN " + boxes, account);
        database.update("DELETE FROM local_message_actions WHERE mailbox IN " + boxes, account);
        database.update("DELETE FROM mailbox_actions WHERE account_identifier = ?", account);
        return database.update("DELETE FROM mailboxes WHERE ROWID IN " + boxes, account);
    }

    private static long insert(Sqlite database, long box, Item item) throws SQLException {
        database.update(
                "INSERT INTO messages (message_id, global_message_id, remote_id, subject,"
                        + " date_received, mailbox, flags, read, flagged, deleted, size)"
                        + " VALUES (abs(random()), 0, ?, 1, ?, ?, ?, ?, ?, ?, ?)",
                item.remoteId().orElse(null),
                item.received().getEpochSecond(),
                box,
                item.flags(),
                item.flags() & DemoFlags.READ,
                (item.flags() & DemoFlags.FLAGGED) == 0 ? 0 : 1,
                (item.flags() & DemoFlags.DELETED) == 0 ? 0 : 1,
                item.message().sizeBytes());
        return database.number("SELECT last_insert_rowid()");
    }

    private void write(String account, FolderPath folder, long number, Item item)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%-10d\n".formatted(item.message().sizeBytes())));
        item.message().writeTo(out);
        out.writeBytes(
                ascii(LibraryFiles.plist(number, item.received(), item.flags(), item.remoteId())));
        Path file = file(account, folder, number);
        Files.createDirectories(file.getParent());
        Files.write(file, out.toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void removeTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
