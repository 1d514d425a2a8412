package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mailtally.testing.TreeDigest;
import tools.jackson.databind.JsonNode;

/// A made-up Mac below one folder: a mail library built byte by byte, a place for backups and one
/// for what Mailtally keeps.
///
/// @param place the folder that has all of it
record Mac(Path place) {
    /// The id of the account that is there without more ado.
    static final String ACCOUNT = "1F0C6B1E-52A4-4C8E-9D3B-0A5F1C2D3E4F";

    /// Another one's.
    static final String SECOND = "2A1D7C2F-63B5-4D9F-8E4C-1B6A2D3E4F50";

    private static final String MARK = "6E7D8C9B-0A1B-4C2D-8E3F-4A5B6C7D8E9F";

    /// `Library/Mail`.
    Path library() {
        return place.resolve("home").resolve("Library").resolve("Mail");
    }

    Path accounts() {
        return place.resolve("home").resolve("Library").resolve("Accounts4.sqlite");
    }

    Path backups() {
        return place.resolve("Backups");
    }

    Path state() {
        return place.resolve("State");
    }

    /// The folder of the message files of a mailbox, made if it is not there.
    Path messages(String... names) throws IOException {
        Path box = library().resolve("V10").resolve(ACCOUNT);
        for (String name : names) {
            box = box.resolve(name + ".mbox");
        }
        Files.createDirectories(backups());
        return Files.createDirectories(box.resolve(MARK).resolve("Data").resolve("Messages"));
    }

    /// Three good messages in INBOX, numbers 11, 22 and 33, and one in Sent Messages.
    Mac usual() throws IOException {
        for (int number : List.of(11, 22, 33)) {
            put("INBOX", number + ".emlx", emlx(mail("good " + number)));
        }
        put("Sent Messages", "44.emlx", emlx(mail("good 44")));
        return this;
    }

    /// Puts a file among the message files of a mailbox.
    Path put(String folder, String name, byte[] content) throws IOException {
        return Files.write(messages(folder).resolve(name), content);
    }

    /// Writes the list of accounts: address and description by id, all of them IMAP.
    void list(Map<String, List<String>> accounts) throws IOException, SQLException {
        Files.createDirectories(accounts().getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + accounts());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE ZACCOUNTTYPE (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR)");
            statement.execute("INSERT INTO ZACCOUNTTYPE VALUES (1, 'com.apple.account.IMAP')");
            statement.execute(
                    "CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZACCOUNTTYPE INTEGER,"
                            + " ZPARENTACCOUNT INTEGER, ZACCOUNTDESCRIPTION VARCHAR,"
                            + " ZIDENTIFIER VARCHAR, ZUSERNAME VARCHAR)");
            for (Map.Entry<String, List<String>> account : accounts.entrySet()) {
                statement.execute(
                        "INSERT INTO ZACCOUNT VALUES (NULL, 1, NULL, '%s', '%s', '%s')"
                                .formatted(
                                        account.getValue().get(1),
                                        account.getKey(),
                                        account.getValue().get(0)));
            }
        }
    }

    /// The arguments with the options that name this Mac.
    String[] arguments(String... command) {
        List<String> all = new ArrayList<>(Arrays.asList(command));
        all.addAll(List.of("--library", library().toString(), "--accounts"));
        all.addAll(List.of(accounts().toString(), "--state", state().toString()));
        return all.toArray(new String[0]);
    }

    /// Runs a command on this Mac, without progress. The home folder must be as before.
    Run run(String... command) {
        Map<String, String> before = TreeDigest.of(place.resolve("home"));
        List<String> quiet = new ArrayList<>(List.of(command));
        quiet.add("--quiet");
        Run run = Run.of(arguments(quiet.toArray(new String[0])));
        assertThat(TreeDigest.of(place.resolve("home"))).isEqualTo(before);
        return run;
    }

    /// Backs up all of the library.
    Run backup() {
        return run("backup", "apple:", "--to", backups().toString(), "--json");
    }

    /// The same while something listens to the progress; the home folder may change.
    Run backupWatched(Consumer<String> listener) {
        return Run.watched(
                listener,
                arguments(
                        "backup",
                        "apple:",
                        "--to",
                        backups().toString(),
                        "--json",
                        "--connections",
                        "1"));
    }

    /// The backup that a run made.
    static Path bag(Run backup) {
        JsonNode named = backup.json().path("bag");
        assertThat(named.isString()).as(backup.out()).isTrue();
        return Path.of(named.asString());
    }

    /// The names of all that lies in the folder for backups.
    List<String> inBackups() {
        try (Stream<Path> entries = Files.list(backups())) {
            return entries.map(e -> e.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Asserts that what lies in the folder for backups is no backup: nothing but what a run that
    /// was killed leaves, if even that.
    void nothingSealed() {
        assertThat(inBackups()).allMatch(name -> name.matches("\\.mailtally-[0-9a-f]{16}.partial"));
    }

    /// True where the folder is one, without following a link.
    static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// A small message.
    static String mail(String subject) {
        return "Message-ID: <"
                + subject.replaceAll("[^A-Za-z0-9]", ".")
                + "@example.com>\nFrom: Jane <jane@example.com>\nSubject: "
                + subject
                + "\nDate: Tue, 5 Mar 2019 09:11:12 +0000\n\nThe text of "
                + subject
                + ".\n";
    }

    /// A property list as Mail writes it: read, with a date.
    static String plist() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\""
                + " \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n"
                + "<dict>\n\t<key>date-received</key>\n\t<integer>1551777072</integer>\n"
                + "\t<key>flags</key>\n\t<integer>8590195713</integer>\n</dict>\n</plist>\n";
    }

    /// A whole .emlx.
    static byte[] emlx(String message) {
        return emlx(bytes(message).length, bytes(message), bytes(plist()));
    }

    /// A .emlx of these pieces.
    static byte[] emlx(long announced, byte[] message, byte[] list) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes("%-10d\n".formatted(announced)));
        all.writeBytes(message);
        all.writeBytes(list);
        return all.toByteArray();
    }

    /// One byte for each character.
    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }
}
