package mailtally.store.eml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmlStoreTest {
    @TempDir Path place;
    private Path root;

    @BeforeEach
    void aFolder() throws IOException {
        root = Files.createDirectories(place.resolve("Saved mail"));
    }

    @Test
    void theFolderItselfHasItsOwnNameAndThoseInItTheirs() throws Exception {
        put("a.eml");
        put("Work/Acme/b.eml");
        Files.writeString(root.resolve("notes.txt"), "x");
        Files.createFile(root.resolve(".DS_Store"));
        Got got = read();
        assertThat(got.folders).containsExactly("Saved mail", "Work", "Work/Acme");
        assertThat(got.locators)
                .allMatch(l -> l.matches("(a|Work/Acme/b)\\.eml#12-\\d+"))
                .hasSize(2);
        assertThat(got.findings)
                .containsExactly(
                        Finding.note("notes.txt was not read: its name does not end in .eml."));
    }

    @Test
    void aFileOfAnotherNameThatMayBeMailIsDoubted() throws Exception {
        put("a.eml");
        put("1.emlx");
        put("old.mbox");
        put("Saved/letter.txt");
        put("M/cur/1.eml");
        put("M/new/2.eml");
        Files.writeString(root.resolve("notes.txt"), "x");
        Got got = read();
        assertThat(got.locators).hasSize(1);
        assertThat(got.findings)
                .containsExactlyInAnyOrder(
                        Finding.doubt(
                                "1.emlx was not read: its name does not end in .eml. But its name"
                                        + " is one that mail has."),
                        Finding.doubt(
                                "old.mbox was not read: its name does not end in .eml. But its"
                                        + " name is one that mail has."),
                        Finding.doubt(
                                "Saved/letter.txt was not read: its name does not end in .eml. But"
                                        + " in it are header fields as mail has them."),
                        Finding.doubt(
                                "M/cur is part of a Maildir and was not read as a folder of .eml"
                                        + " files."),
                        Finding.doubt(
                                "M/new is part of a Maildir and was not read as a folder of .eml"
                                        + " files."),
                        Finding.note("notes.txt was not read: its name does not end in .eml."));
        Files.delete(root.resolve("a.eml"));
        assertThat(EmlStore.recognises(root)).isFalse();
    }

    @Test
    void noBytesAPipeALinkAndAMissingTargetAreUnreadable() throws Exception {
        put("4.eml");
        Files.createFile(root.resolve("1.eml"));
        Files.createSymbolicLink(root.resolve("2.eml"), Path.of("4.eml"));
        Files.createSymbolicLink(root.resolve("5.eml"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("3.eml").toString()).start().waitFor())
                .isZero();
        Got got = read();
        assertThat(got.locators).hasSize(1);
        assertThat(got.reasons)
                .containsExactly(
                        "The message has no bytes.",
                        "It is a link; links are not followed.",
                        "It is no regular file (a pipe, a socket or a device).",
                        "It is a link; links are not followed.");
    }

    @Test
    void aFileThatChangedSinceIsNotReopened() throws Exception {
        put("a.eml");
        Got got = read();
        try (EmlStore store = EmlStore.open(root, Optional.empty())) {
            Folder folder = store.folders().getFirst();
            Files.writeString(root.resolve("a.eml"), "Subject: other\n\n");
            assertThatThrownBy(() -> store.reopen(folder, got.holdings.getFirst().locator()))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("The file changed since it was read.");
        }
    }

    @Test
    void aFolderOneMayNotReadIsNamed() throws Exception {
        put("a.eml");
        put("closed/b.eml");
        Path closed = root.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(closed), "this user (root) may read everything");
            assertThat(read().troubles)
                    .containsExactly("closed: This user is not permitted to read it.");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void whatHoldsNoEmlIsRefused() throws Exception {
        assertThat(EmlStore.recognises(root)).isFalse();
        assertThatThrownBy(() -> EmlStore.open(root, Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("There is no file in it whose name ends in .eml.");
        put("x/a.EML");
        assertThat(EmlStore.recognises(root)).isTrue();
        assertThatThrownBy(() -> EmlStore.open(root, Optional.of(FolderPath.of("y"))))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("There are: x.");
    }

    private void put(String name) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), "Subject: x\n\n");
    }

    private Got read() throws Exception {
        Got got = new Got();
        try (EmlStore store = EmlStore.open(root, Optional.empty())) {
            for (Folder folder : store.folders()) {
                got.folders.add(folder.path().text());
                store.read(folder, got);
            }
            got.findings = store.findings();
        }
        return got;
    }

    private static final class Got implements HoldingVisitor {
        final List<String> folders = new ArrayList<>();
        final List<Holding> holdings = new ArrayList<>();
        final List<String> locators = new ArrayList<>();
        final List<String> reasons = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();
        List<Finding> findings = List.of();

        @Override
        public void message(Holding holding, MessageBytes bytes) {
            holdings.add(holding);
            locators.add(holding.locator().value());
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            reasons.add(reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            troubles.add(where + ": " + reason);
        }
    }
}
