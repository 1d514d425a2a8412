package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.MailAccount.Kind;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Libraries in every layout.
class LibraryTest {
    @TempDir private Path place;
    private Path library;

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
    }

    @Test
    void theModernLayoutIsReadThroughAllItsLevels() throws Exception {
        Path box = library.resolve("V10").resolve(Shelf.ACCOUNT).resolve("INBOX.mbox");
        mail(box.resolve(Shelf.MARK + "/Data/Messages/5.emlx"));
        mail(box.resolve(Shelf.MARK + "/Data/3/2/1/Messages/123456.emlx"));
        // No Data/Messages, a second level of UUIDs, a child inside, and the old way beside it.
        Path child = box.resolve("Child.mbox").resolve(Shelf.MARK);
        mail(child.resolve(Shelf.ACCOUNT + "/Data/7/Messages/7001.emlx"));
        mail(box.resolve("Messages/9.emlx"));
        mail(box.resolve(Shelf.MARK + "/Data/stray.emlx"));
        mail(box.resolve(Shelf.MARK + "/Data/Messages/lost/8.emlx"));
        assertThat(numbers("INBOX")).containsExactlyInAnyOrder("5", "123456", "9", "stray", "8");
        assertThat(numbers("INBOX", "Child")).containsExactly("7001");
    }

    @Test
    void theLayoutOfV2IsRead() throws Exception {
        Path version = library.resolve("V2");
        mail(
                version.resolve("IMAP-jane@imap.example.com/INBOX.mbox/" + Shelf.MARK)
                        .resolve("Data/Messages/1.emlx"));
        mail(version.resolve("POP-joe%40example.org@pop.example.org/INBOX.mbox/Messages/2.emlx"));
        mail(version.resolve("EWS-ann@ews.example.com/Inbox.mbox/Messages/3.emlx"));
        mail(version.resolve("Mailboxes/Old/Deep.mbox/Messages/4.emlx"));
        Files.createDirectories(version.resolve("MailData/Signatures"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store everything = opened.everything()) {
            assertThat(opened.accounts())
                    .extracting(MailAccount::kind)
                    .containsExactly(Kind.EXCHANGE, Kind.IMAP, Kind.LOCAL, Kind.POP);
            MailAccount pop = opened.account("joe@example.org");
            assertThat(pop.host()).isEqualTo("pop.example.org");
            assertThat(pop.address()).isEqualTo("joe@example.org");
            assertThat(opened.account("on my mac").kind()).isEqualTo(Kind.LOCAL);
            assertThat(everything.folders())
                    .extracting(f -> f.path().text())
                    .containsExactly(
                            "EWS-ann@ews.example.com/Inbox",
                            "IMAP-jane@imap.example.com/INBOX",
                            "On My Mac/Old/Deep",
                            "joe@example.org/INBOX");
            assertThat(opened.findings())
                    .extracting(Finding::text)
                    .anyMatch(t -> t.contains("list of accounts"));
        }
    }

    @Test
    void theLayoutBeforeV2IsRead() throws Exception {
        mail(library.resolve("IMAP-jane@imap.example.com/INBOX.imapmbox/Messages/1.emlx"));
        mail(library.resolve("IMAP-jane@imap.example.com/Work/Acme.imapmbox/Messages/2.emlx"));
        mail(library.resolve("POP-joe@pop.example.org/INBOX.mbox/Messages/3.emlx"));
        mail(library.resolve("Mailboxes/Name.mbox/Messages/4.emlx"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store everything = opened.everything()) {
            assertThat(everything.folders())
                    .extracting(f -> f.path().text())
                    .containsExactly(
                            "IMAP-jane@imap.example.com/INBOX",
                            "IMAP-jane@imap.example.com/Work/Acme",
                            "On My Mac/Name",
                            "POP-joe@pop.example.org/INBOX");
            for (Folder folder : everything.folders()) {
                assertThat(Shelf.visit(everything, folder).messages()).hasSize(1);
            }
        }
    }

    @Test
    void theHighestVersionCountsByNumberUnlessAnotherIsNamed() throws Exception {
        for (String version : List.of("V9", "V10", "V11")) {
            mail(
                    library.resolve(version)
                            .resolve(Shelf.ACCOUNT)
                            .resolve(version + ".mbox")
                            .resolve("Messages/1.emlx"));
        }
        assertThat(folders()).containsExactly("V11");
        Files.writeString(
                library.resolve("PersistenceInfo.plist"),
                Shelf.plist("<key>LastUsedVersionDirectoryName</key><string>V9</string>"));
        assertThat(folders()).containsExactly("V9");
        Files.writeString(
                library.resolve("PersistenceInfo.plist"),
                Shelf.plist("<key>LastUsedVersionDirectoryName</key><string>V27</string>"));
        assertThat(folders()).containsExactly("V11");
        assertThat(findings()).anyMatch(t -> t.contains("uses V27, but there is no such folder"));
    }

    @Test
    void anOlderVersionThatHoldsMoreIsADoubtAndOneThatDoesNotIsANote() throws Exception {
        mail(library.resolve("V10/" + Shelf.ACCOUNT + "/INBOX.mbox/Messages/1.emlx"));
        Path older = library.resolve("V9/" + Shelf.ACCOUNT + "/INBOX.mbox/Messages");
        mail(older.resolve("1.emlx"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            assertThat(store.findings())
                    .anyMatch(
                            f ->
                                    f.weight() == Finding.Weight.NOTE
                                            && f.text().contains("V9")
                                            && f.text().contains("1 message files"));
            assertThat(store.findings()).noneMatch(f -> f.weight() == Finding.Weight.DOUBT);
        }
        Shelf.put(older.resolve("2.emlx"), Shelf.emlx(Shelf.mail("only there")));
        Shelf.put(older.resolve("3.emlx"), Shelf.emlx("Subject: no identity\n\n"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            assertThat(store.findings())
                    .anyMatch(
                            f ->
                                    f.weight() == Finding.Weight.DOUBT
                                            && f.text().contains("3 message files")
                                            && f.text().contains("For 2 of them"));
        }
    }

    @Test
    void folderNamesAreKeptAndTheirUseIsKnown() throws Exception {
        Shelf.put(
                Shelf.messages(library, "Sent Messages").resolve("1.emlx"),
                Shelf.emlx(Shelf.mail("a")));
        Shelf.messages(library, "Entwürfe");
        Shelf.messages(library, "tab\there\u001b[31m");
        Shelf.messages(library, "v1.0 mbox", "a.b");
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            assertThat(store.folders())
                    .extracting(f -> f.path().text())
                    .contains("Sent Messages", "Entwürfe", "tab\there\u001b[31m", "v1.0 mbox/a.b");
            assertThat(Shelf.folder(store, FolderPath.of("Entwürfe")).specialUse())
                    .hasValue(SpecialUse.DRAFTS);
            assertThat(Shelf.folder(store, FolderPath.of("Sent Messages")).specialUse())
                    .hasValue(SpecialUse.SENT);
        }
    }

    @Test
    void aStoreCanBeLimitedToAFolder() throws Exception {
        Shelf.messages(library, "INBOX");
        Shelf.messages(library, "Work", "Acme");
        Shelf.messages(library, "Worker");
        try (AppleMailLibrary opened = Shelf.open(library)) {
            MailAccount account = opened.accounts().getFirst();
            try (Store work = opened.store(account, FolderPath.of("Work"))) {
                assertThat(work.folders())
                        .extracting(f -> f.path().text())
                        .containsExactly("Work", "Work/Acme");
                assertThat(work.address()).isEqualTo("apple:" + Shelf.ACCOUNT + "/Work");
            }
            try (Store inbox = opened.everything(FolderPath.of(Shelf.ACCOUNT, "inbox"))) {
                assertThat(inbox.folders()).isEmpty();
            } catch (AddressException e) {
                assertThat(e.getMessage()).contains("There is no folder", "INBOX");
            }
            assertThatThrownBy(() -> opened.store(account, FolderPath.of("None")))
                    .isInstanceOf(AddressException.class)
                    .hasMessageContaining("Work/Acme");
        }
    }

    @Test
    void aLibraryThatCannotBeReadSaysHowToGrantAccess() throws Exception {
        unavailable(place.resolve("nowhere"));
        unavailable(library); // empty
        unavailable(Files.writeString(place.resolve("file"), "x"));
        Files.createDirectories(library.resolve("V10/MailData"));
        unavailable(library);
        Files.createDirectories(library.resolve("V10/" + Shelf.ACCOUNT));
        unavailable(library);
        assertThat(place.resolve("temporary")).isEmptyDirectory();
    }

    private void unavailable(Path path) {
        assertThatThrownBy(() -> Shelf.open(path))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Full Disk Access")
                .hasMessageContaining("does not mean that there is no mail")
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void linksInTheLibraryAreReportedAndNotFollowed() throws Exception {
        mail(library.resolve("V10/" + Shelf.ACCOUNT + "/INBOX.mbox/Messages/1.emlx"));
        Path elsewhere = place.resolve("elsewhere");
        mail(elsewhere.resolve("Messages/2.emlx"));
        Path account = library.resolve("V10").resolve(Shelf.ACCOUNT);
        Files.createSymbolicLink(account.resolve("Away.mbox"), elsewhere);
        Files.createSymbolicLink(account.resolve("INBOX.mbox/" + Shelf.MARK), elsewhere);
        Files.createSymbolicLink(library.resolve("V10/Other"), elsewhere);
        Files.createSymbolicLink(account.resolve("INBOX.mbox/Loop.mbox"), account);
        assertThat(folders()).containsExactly("INBOX");
        assertThat(numbers("INBOX")).containsExactly("1");
        assertThat(findings().stream().filter(t -> t.contains("not followed"))).hasSize(4);
    }

    @Test
    void theLibraryItselfMayBeALink() throws Exception {
        mail(library.resolve("V10/" + Shelf.ACCOUNT + "/INBOX.mbox/Messages/1.emlx"));
        Path link = Files.createSymbolicLink(place.resolve("link"), library);
        try (AppleMailLibrary opened = Shelf.open(link)) {
            assertThat(opened.accounts()).hasSize(1);
        }
    }

    @Test
    void aMessageFolderThatGoesAwayIsReported() throws Exception {
        Path messages = Shelf.messages(library, "INBOX");
        mail(messages.resolve("1.emlx"));
        mail(messages.getParent().resolve("1/Messages/1000.emlx"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            Files.delete(messages.resolve("1.emlx"));
            Files.delete(messages);
            Shelf.Visits visits = Shelf.visit(store, store.folders().getFirst());
            assertThat(visits.messages()).hasSize(1);
            assertThat(visits.troubles())
                    .singleElement()
                    .satisfies(t -> assertThat(t).contains("Messages").contains("no longer there"));
        }
    }

    @Test
    void copiesAreNeverMadeInTheLibrary() throws Exception {
        mail(library.resolve("V10/" + Shelf.ACCOUNT + "/INBOX.mbox/Messages/1.emlx"));
        var before = TreeDigest.of(library);
        Path within = library.resolve("tmp");
        assertThatThrownBy(() -> AppleMailLibrary.open(library, place.resolve("x"), within))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("lies in the Apple Mail library");
        assertThat(TreeDigest.of(library)).isEqualTo(before);
    }

    private void mail(Path file) throws Exception {
        String name = file.getFileName().toString();
        Shelf.put(file, Shelf.emlx(Shelf.mail(name)));
    }

    private List<String> folders() throws Exception {
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.store(opened.accounts().getFirst())) {
            return store.folders().stream().map(f -> f.path().text()).toList();
        }
    }

    private List<String> findings() throws Exception {
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            return store.findings().stream().map(Finding::text).toList();
        }
    }

    private List<String> numbers(String... names) throws Exception {
        List<String> numbers = new ArrayList<>();
        Shelf.Visits visits = Shelf.read(library, names);
        assertThat(visits.unreadable()).isEmpty();
        Stream.of(visits.messages())
                .flatMap(List::stream)
                .map(g -> g.holding().locator().value().replaceAll("#.*|.*/", ""))
                .forEach(n -> numbers.add(n.replace(".emlx", "")));
        return numbers;
    }
}
