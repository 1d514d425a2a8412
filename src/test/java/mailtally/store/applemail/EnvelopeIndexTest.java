package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.Witness;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Envelope Index beside the files: what each of them knows and the other does not.
class EnvelopeIndexTest {
    private static final String BASE = "imap://" + Shelf.ACCOUNT;

    @TempDir private Path place;
    private Path library;

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
        Path inbox = Shelf.messages(library, "INBOX");
        for (int number = 1; number <= 3; number++) {
            Shelf.put(inbox.resolve(number + ".emlx"), bare(number));
        }
        Shelf.put(Shelf.messages(library, "Projects", "Bu\u0308ro").resolve("10.emlx"), bare(10));
    }

    /// A file whose property list says nothing.
    private static byte[] bare(int number) {
        byte[] mail = Shelf.bytes(Shelf.mail("m" + number));
        return Shelf.emlx(mail.length, mail, Shelf.plist(""));
    }

    @Test
    void whatOnlyTheIndexKnowsIsFoundAndUnreadable() throws Exception {
        Shelf.index(
                library,
                Map.of(1, BASE + "/INBOX", 2, BASE + "/Projects/B%C3%BCro", 3, BASE + "/Gone"),
                List.of(
                        "1, 1, 501, 1600000001, 0",
                        "3, 1, 503, 1600000003, 0",
                        "7, 1, 507, 1600000007, 0",
                        "10, 2, 510, 1600000010, 0",
                        "20, 3, 0, 1600000020, 0"));
        Map<String, String> before = TreeDigest.of(library);
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            Folder inbox = Shelf.folder(store, FolderPath.of("INBOX"));
            assertThat(inbox.witnesses()).containsExactly(new Witness("ENVELOPE_INDEX", 3));
            Shelf.Visits visits = Shelf.visit(store, inbox);
            assertThat(visits.messages()).hasSize(3);
            assertThat(visits.messages().getFirst().holding().remoteId()).hasValue("501");
            assertThat(visits.messages().getFirst().holding().internalDate())
                    .hasValue(Instant.ofEpochSecond(1600000001));
            assertThat(visits.messages().get(1).holding().findings())
                    .containsExactly(Finding.note("Apple Mail's index does not list this file."));
            assertThat(visits.messages().get(1).holding().remoteId()).isEmpty();
            assertThat(visits.unreadable())
                    .singleElement()
                    .satisfies(
                            g -> {
                                assertThat(g.reason())
                                        .isEqualTo(
                                                "Apple Mail's index lists message 7, but its file"
                                                        + " is not on this Mac.");
                                assertThat(g.holding().locator().value()).isEqualTo("index:7");
                                assertThat(g.holding().remoteId()).hasValue("507");
                                assertThat(g.holding().internalDate())
                                        .hasValue(Instant.ofEpochSecond(1600000007));
                                assertThat(g.raw()).isEmpty();
                            });
            // Decomposed on disk, composed in the index: one folder.
            Folder office = Shelf.folder(store, FolderPath.of("Projects", "Bu\u0308ro"));
            assertThat(office.witnesses()).containsExactly(new Witness("ENVELOPE_INDEX", 1));
            assertThat(Shelf.visit(store, office).unreadable()).isEmpty();
            // A folder that is in the index only.
            Folder gone = Shelf.folder(store, FolderPath.of("Gone"));
            assertThat(Shelf.visit(store, gone).onlyUnreadable().holding().remoteId()).isEmpty();
        }
        assertThat(TreeDigest.of(library)).isEqualTo(before);
        assertThat(place.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void messagesMarkedDeletedAreExpectedOnlyWhereTheirFileIsHere() throws Exception {
        Shelf.index(
                library,
                Map.of(1, BASE + "/INBOX"),
                List.of(
                        "1, 1, 501, 1600000001, 0",
                        "2, 1, 502, 1600000002, 1",
                        "3, 1, 503, 1600000003, 0",
                        "8, 1, 508, 1600000008, 1"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            Folder inbox = Shelf.folder(store, FolderPath.of("INBOX"));
            assertThat(inbox.witnesses()).containsExactly(new Witness("ENVELOPE_INDEX", 3));
            Shelf.Visits visits = Shelf.visit(store, inbox);
            assertThat(visits.unreadable()).isEmpty();
            assertThat(visits.messages())
                    .extracting(g -> g.holding().flags().deleted())
                    .containsExactly(false, true, false);
        }
    }

    @Test
    void datesThatCountFrom2001AreRecognised() throws Exception {
        Shelf.index(library, Map.of(1, BASE + "/INBOX"), List.of("1, 1, 501, 621692801, 0"));
        assertThat(Shelf.read(library, "INBOX").messages().getFirst().holding().internalDate())
                .hasValue(Instant.ofEpochSecond(1600000001));
    }

    @Test
    void anIndexWithoutTheUsualColumnsIsUsedAsFarAsItGoes() throws Exception {
        Shelf.database(
                library.resolve("V10/MailData/Envelope Index"),
                List.of(
                        "CREATE TABLE mailboxes (ROWID INTEGER PRIMARY KEY, url TEXT)",
                        "CREATE TABLE messages (ROWID INTEGER PRIMARY KEY, mailbox INTEGER)",
                        "INSERT INTO mailboxes VALUES (1, '" + BASE + "/INBOX')",
                        "INSERT INTO messages VALUES (1, 1), (2, 1), (3, 1), (4, 99)"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            assertThat(Shelf.folder(store, FolderPath.of("INBOX")).witnesses())
                    .containsExactly(new Witness("ENVELOPE_INDEX", 3));
            assertThat(store.findings())
                    .extracting(Finding::text)
                    .anyMatch(t -> t.contains("1 messages in mailboxes that it does not name"));
        }
    }

    @Test
    void mailOfAnAccountWithoutAFolderIsNotForgotten() throws Exception {
        Shelf.index(library, Map.of(1, "pop://GONE/INBOX"), List.of("50, 1, 0, 1600000001, 0"));
        try (AppleMailLibrary opened = Shelf.open(library)) {
            MailAccount gone = opened.account("GONE");
            assertThat(gone.kind()).isEqualTo(MailAccount.Kind.POP);
            assertThat(gone.folders()).isEmpty();
            try (Store store = opened.store(gone)) {
                assertThat(Shelf.visit(store, store.folders().getFirst()).unreadable()).hasSize(1);
                assertThat(store.findings())
                        .anyMatch(
                                f ->
                                        f.weight() == Finding.Weight.DOUBT
                                                && f.text().contains("no folder of it"));
            }
        }
    }

    @Test
    void aDamagedIndexIsADoubtAndNoIndexIsANote() throws Exception {
        Shelf.put(library.resolve("V10/MailData/Envelope Index"), new byte[9000]);
        assertThat(weights()).contains(Finding.Weight.DOUBT);
        Files.delete(library.resolve("V10/MailData/Envelope Index"));
        assertThat(weights()).contains(Finding.Weight.NOTE).doesNotContain(Finding.Weight.DOUBT);
        Path elsewhere = Files.write(place.resolve("elsewhere"), new byte[10]);
        Files.createSymbolicLink(library.resolve("V10/MailData/Envelope Index"), elsewhere);
        assertThat(weights()).contains(Finding.Weight.DOUBT);
    }

    private List<Finding.Weight> weights() throws Exception {
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            Folder inbox = Shelf.folder(store, FolderPath.of("INBOX"));
            assertThat(inbox.witnesses()).isEmpty();
            assertThat(Shelf.visit(store, inbox).messages()).hasSize(3);
            return store.findings().stream()
                    .filter(f -> f.text().contains("Envelope Index"))
                    .map(Finding::weight)
                    .toList();
        }
    }
}
