package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What waits in Mail and is on no server yet.
class WaitingTest {
    private static final String OTHER = "2F0C6B1E-52A4-4C8E-9D3B-0A5F1C2D3E4F";
    private static final String LOCAL = "3F0C6B1E-52A4-4C8E-9D3B-0A5F1C2D3E4F";

    @TempDir private Path place;
    private Path library;
    private final List<String> statements = new ArrayList<>();

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
        Shelf.put(Shelf.messages(library, "INBOX").resolve("1.emlx"), Shelf.emlx(Shelf.mail("a")));
        for (String id : List.of(OTHER, LOCAL)) {
            Files.createDirectories(library.resolve("V10").resolve(id).resolve("INBOX.mbox"));
        }
        statements.addAll(
                List.of(
                        "CREATE TABLE mailboxes (ROWID INTEGER PRIMARY KEY, url TEXT)",
                        "CREATE TABLE messages (ROWID INTEGER PRIMARY KEY, mailbox INTEGER,"
                                + " global_message_id INTEGER, deleted INTEGER)",
                        "INSERT INTO mailboxes VALUES (1, 'imap://"
                                + Shelf.ACCOUNT
                                + "/INBOX'),"
                                + " (2, 'imap://"
                                + OTHER
                                + "/INBOX'),"
                                + " (3, 'local://"
                                + LOCAL
                                + "/Outbox'),"
                                + " (4, 'local://"
                                + LOCAL
                                + "/Send%20Later'),"
                                + " (5, 'imap://"
                                + OTHER
                                + "/Outbox'),"
                                + " (6, 'local://"
                                + LOCAL
                                + "/Old/Outbox')",
                        "INSERT INTO messages VALUES (1, 1, 101, 0)",
                        "CREATE TABLE message_global_data (ROWID INTEGER PRIMARY KEY,"
                                + " send_later_date INTEGER)",
                        "CREATE TABLE local_message_actions (ROWID INTEGER PRIMARY KEY, mailbox"
                                + " INTEGER, source_mailbox INTEGER, destination_mailbox INTEGER,"
                                + " action_type INTEGER)",
                        "CREATE TABLE mailbox_actions (ROWID INTEGER PRIMARY KEY,"
                                + " account_identifier TEXT, action_type INTEGER)"));
    }

    private void sql(String... more) {
        statements.addAll(List.of(more));
    }

    private Waiting waiting() throws Exception {
        Shelf.database(library.resolve("V10/MailData/Envelope Index"), statements);
        return look();
    }

    private Waiting look() throws Exception {
        Map<String, String> before = TreeDigest.of(library);
        try (AppleMailLibrary opened = Shelf.open(library)) {
            return opened.waiting(opened.account(Shelf.ACCOUNT));
        } finally {
            assertThat(TreeDigest.of(library)).isEqualTo(before);
        }
    }

    @Test
    void whereNothingWaitsNothingIsDoubted() throws Exception {
        assertThat(waiting()).isEqualTo(new Waiting(0, 0, 0, List.of()));
    }

    @Test
    void messagesThatWaitToBeSentAreCounted() throws Exception {
        sql(
                "INSERT INTO messages VALUES (11, 3, 1, 0), (12, 3, 1, 0), (13, 3, 1, 1),"
                        + " (14, 4, 1, 0), (15, 5, 1, 0), (16, 6, 1, 0)");
        assertThat(waiting()).isEqualTo(new Waiting(2, 1, 0, List.of()));
    }

    @Test
    void whatHasADateToBeSentWaitsWhereverItLies() throws Exception {
        sql(
                "INSERT INTO messages VALUES (21, 1, 501, 0), (22, 2, 502, 0), (23, 1, 503, 0),"
                        + " (24, 99, 504, 0)",
                "INSERT INTO message_global_data VALUES (501, 4000000000), (502, 4000000000),"
                        + " (503, 1700000000), (504, 4000000000)");
        // 503 was to be sent long ago; 502 is another account's; 504 could be anybody's.
        assertThat(waiting().sendLater()).isEqualTo(2);
    }

    @Test
    void actionsThatMayConcernTheAccountAreCounted() throws Exception {
        sql(
                "INSERT INTO local_message_actions VALUES (1, 1, 1, NULL, 5), (2, 2, 2, NULL, 5),"
                        + " (3, 2, 2, 1, 6), (4, NULL, NULL, NULL, 5), (5, 99, NULL, NULL, 5)",
                "INSERT INTO mailbox_actions VALUES (1, '"
                        + Shelf.ACCOUNT.toLowerCase(java.util.Locale.ROOT)
                        + "', 1), (2, '"
                        + OTHER
                        + "', 1), (3, NULL, 1)");
        assertThat(waiting().queued()).isEqualTo(6);
    }

    @Test
    void filesCountWhereTheIndexDoesNotKnowThem() throws Exception {
        Path outbox = library.resolve("V10/" + LOCAL + "/Outbox.mbox/Messages");
        Shelf.put(outbox.resolve("7.emlx"), Shelf.emlx(Shelf.mail("b")));
        Shelf.put(outbox.resolve("8.partial.emlx"), Shelf.emlx(Shelf.mail("c")));
        Shelf.put(outbox.resolve("8.emlx"), Shelf.emlx(Shelf.mail("c")));
        assertThat(waiting().outbox()).isEqualTo(2);
    }

    @Test
    void anIndexOfAnotherReleaseSaysWhatItDoesNotTell() throws Exception {
        sql("DROP TABLE local_message_actions", "DROP TABLE mailbox_actions");
        sql("DROP TABLE message_global_data");
        assertThat(waiting())
                .isEqualTo(
                        new Waiting(
                                0,
                                0,
                                0,
                                List.of(
                                        "Mail's index does not say what Mail has still to tell the"
                                                + " server.")));
    }

    @Test
    void withoutAnIndexNothingIsKnown() throws Exception {
        Waiting waiting = look();
        assertThat(waiting.doubts()).singleElement().asString().contains("Without Mail's index");
        Shelf.put(library.resolve("V10/MailData/Envelope Index"), new byte[9000]);
        assertThat(look().doubts()).hasSize(1);
    }
}
