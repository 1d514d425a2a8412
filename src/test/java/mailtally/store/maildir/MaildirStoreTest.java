package mailtally.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.SpecialUse;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirStoreTest {
    @TempDir Path root;

    @BeforeEach
    void aMaildir() throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectory(root.resolve(part));
        }
    }

    @Test
    void lettersAreFlagsAndDovecotNamesTheKeywords() throws Exception {
        Files.writeString(
                root.resolve("dovecot-keywords"), "0 $Junk\n2 Work\n99 no\nx y\n3 \\Seen\n");
        put("cur/1.a:2,DFPRSTabcd");
        assertThat(read().getFirst().flags())
                .isEqualTo(
                        Flags.of(
                                "\\Draft",
                                "\\Flagged",
                                "$Forwarded",
                                "\\Answered",
                                "\\Seen",
                                "\\Deleted",
                                "$Junk",
                                "Work",
                                "b",
                                "d"));
    }

    @Test
    void otherSeparatorsThanAColonAreRead() throws Exception {
        put("cur/1.a;2,S");
        put("cur/2.a!2,F");
        put("cur/3.a:1,S");
        put("cur/4.a");
        assertThat(read())
                .extracting(h -> h.flags().text())
                .containsExactly("\\Seen", "\\Flagged", "", "");
    }

    @Test
    void aMessageRenamedWhileTheFolderIsReadIsReadUnderItsNewName() throws Exception {
        put("new/1.a");
        put("new/2.b");
        put("cur/3.c:2,");
        List<String> seen = new ArrayList<>();
        try (MaildirStore store = open()) {
            store.read(
                    store.folders().getFirst(),
                    new Reader() {
                        @Override
                        public void message(Holding holding, MessageBytes bytes)
                                throws IOException {
                            seen.add(holding.locator().value());
                            if (seen.size() == 1) {
                                Files.move(root.resolve("new/2.b"), root.resolve("cur/2.b:2,S"));
                                Files.move(
                                        root.resolve("cur/3.c:2,"), root.resolve("cur/3.c:2,FS"));
                            }
                        }
                    });
        }
        assertThat(seen).containsExactly("new/1.a", "cur/2.b:2,S", "cur/3.c:2,FS");
    }

    @Test
    void aMessageRenamedAfterItWasReadIsReopened() throws Exception {
        put("new/1.a");
        try (MaildirStore store = open()) {
            Holding holding = read().getFirst();
            Files.move(root.resolve("new/1.a"), root.resolve("cur/1.a:2,S"));
            assertThat(store.reopen(store.folders().getFirst(), holding.locator()).sizeBytes())
                    .isEqualTo(12);
            Files.delete(root.resolve("cur/1.a:2,S"));
            assertThatThrownBy(() -> store.reopen(store.folders().getFirst(), holding.locator()))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("The file is no longer there under any name.");
        }
    }

    @Test
    void twoFilesWithOneUniquePartAreTwoMessages() throws Exception {
        put("new/1.a");
        put("cur/1.a:2,S");
        put("cur/1.a:2,FS");
        assertThat(read()).hasSize(3);
    }

    @Test
    void noBytesAPipeAndALinkAreUnreadableAndNameTheReason() throws Exception {
        Files.createFile(root.resolve("cur/1.empty:2,"));
        Files.createSymbolicLink(root.resolve("cur/2.link:2,"), Path.of("4.fine:2,"));
        assertThat(
                        new ProcessBuilder("mkfifo", root.resolve("cur/3.pipe:2,").toString())
                                .start()
                                .waitFor())
                .isZero();
        put("cur/4.fine:2,");
        Reader reader = new Reader();
        try (MaildirStore store = open()) {
            store.read(store.folders().getFirst(), reader);
        }
        assertThat(reader.holdings).hasSize(1);
        assertThat(reader.reasons)
                .containsExactly(
                        "The message has no bytes.",
                        "It is a link; links are not followed.",
                        "It is no regular file (a pipe, a socket or a device).");
    }

    @Test
    void namesThatAreNoModifiedUtf7StayAsTheyAre() throws Exception {
        for (String name :
                List.of(
                        ".A&B",
                        ".a&AOQ-b",
                        ".&-",
                        ".&AGE-",
                        ".&!!!-",
                        ".Sub.&Jjo-",
                        "..x",
                        ".Trash")) {
            Files.createDirectories(root.resolve(name).resolve("cur"));
            Files.createDirectories(root.resolve(name).resolve("new"));
        }
        try (MaildirStore store = open()) {
            assertThat(store.folders())
                    .extracting(f -> f.path().text())
                    .containsExactlyInAnyOrder(
                            "INBOX",
                            "A&B",
                            "a\u00e4b",
                            "&",
                            "&AGE-",
                            "&!!!-",
                            "Sub/\u263a",
                            "..x",
                            "Trash");
            assertThat(store.keepsForever()).isFalse();
            Folder trash =
                    store.folders().stream()
                            .filter(f -> f.path().equals(FolderPath.of("Trash")))
                            .findFirst()
                            .orElseThrow();
            assertThat(trash.specialUse()).contains(SpecialUse.TRASH);
        }
    }

    @Test
    void aLinkToAMaildirIsNamedAndNotFollowed() throws Exception {
        Files.createSymbolicLink(root.resolve(".Linked"), root);
        try (MaildirStore store = open()) {
            assertThat(store.folders()).hasSize(1);
            assertThat(store.findings())
                    .extracting(f -> f.text())
                    .containsExactly(".Linked is a link, which was not followed.");
        }
    }

    @Test
    void mailThatLiesBesideAMaildirIsDoubtedAndServersFilesAreNot() throws Exception {
        put("cur/1.a");
        put("2.eml");
        put("old.mbox");
        put("letter");
        put("dovecot.index.cache");
        put("subscriptions");
        put("cur/.hidden");
        put("cur/._1.a");
        put("tmp/3.half");
        Files.createFile(root.resolve("cur/.keep"));
        Files.createDirectories(root.resolve("Old.mbox"));
        put("Old.mbox/mbox");
        Files.writeString(root.resolve("notes"), "hello");
        Reader reader = new Reader();
        try (MaildirStore store = open()) {
            store.read(store.folders().getFirst(), reader);
            store.read(store.folders().getFirst(), reader);
            assertThat(store.findings())
                    .extracting(f -> f.weight() + " " + f.text().replaceAll(" .*", ""))
                    .containsExactlyInAnyOrder(
                            "DOUBT 2.eml",
                            "DOUBT old.mbox",
                            "DOUBT letter",
                            "DOUBT Old.mbox/mbox",
                            "DOUBT cur/.hidden",
                            "NOTE cur/.keep",
                            "NOTE notes");
        }
        assertThat(reader.holdings).hasSize(2);
    }

    @Test
    void halfAMaildirAboveOthersIsReadToo() throws Exception {
        Files.createDirectories(root.resolve("tmp/T/cur"));
        Files.createDirectories(root.resolve("tmp/T/A/cur"));
        Files.createDirectories(root.resolve("tmp/T/A/new"));
        put("tmp/T/cur/1.a");
        try (MaildirStore store = MaildirStore.open(root.resolve("tmp/T"), Optional.empty())) {
            Reader reader = new Reader();
            for (Folder folder : store.folders()) {
                store.read(folder, reader);
            }
            assertThat(reader.holdings).hasSize(1);
            assertThat(store.findings())
                    .extracting(f -> f.text())
                    .containsExactly("T lacks cur or new; it was read all the same.");
        }
    }

    @Test
    void oneFolderCanBeChosenAndAnUnknownOneIsAnError() throws Exception {
        Files.createDirectories(root.resolve(".Work.A/cur"));
        Files.createDirectories(root.resolve(".Work.A/new"));
        Optional<FolderPath> work = Optional.of(FolderPath.of("Work"));
        try (MaildirStore store = MaildirStore.open(root, work)) {
            assertThat(store.folders()).extracting(f -> f.path().text()).containsExactly("Work/A");
        }
        assertThatThrownBy(() -> MaildirStore.open(root, Optional.of(FolderPath.of("Wor"))))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("INBOX, Work/A.");
    }

    @Test
    void whatIsNoMaildirIsRefused() throws Exception {
        Path other = Files.createDirectory(root.resolve("tmp/other"));
        assertThat(MaildirStore.recognises(root)).isTrue();
        assertThat(MaildirStore.recognises(other)).isFalse();
        assertThat(MaildirStore.recognises(other.resolve("missing"))).isFalse();
        assertThatThrownBy(() -> MaildirStore.open(other, Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("There is no folder in it with cur and new.");
        assertThatThrownBy(() -> MaildirStore.open(other.resolve("missing"), Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no longer there");
    }

    private MaildirStore open() throws Exception {
        return MaildirStore.open(root, Optional.empty());
    }

    private void put(String name) throws IOException {
        Files.writeString(root.resolve(name), "Subject: x\n\n");
    }

    private List<Holding> read() throws Exception {
        Reader reader = new Reader();
        try (MaildirStore store = open()) {
            store.read(store.folders().getFirst(), reader);
        }
        assertThat(reader.reasons).isEmpty();
        return reader.holdings;
    }

    private static class Reader implements HoldingVisitor {
        final List<Holding> holdings = new ArrayList<>();
        final List<String> reasons = new ArrayList<>();

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            holdings.add(holding);
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            reasons.add(reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            reasons.add(where + ": " + reason);
        }
    }
}
