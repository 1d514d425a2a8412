package mailtally.store.mbox;

import static mailtally.store.mbox.Oracle.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files in a folder of mbox files that are not read as such.
class MboxPassedOverTest {
    private static final String FROM = "From jane@example.com Wed Feb  3 04:05:06 2021\n";

    @TempDir Path place;

    @Test
    void anUnnamedMboxWhoseFirstByteIsDamagedIsDoubted() throws Exception {
        put("INBOX", FROM + "a: b\n\n");
        put("Sent", "G" + FROM.substring(1) + "Subject: x\n\ny\n\n" + FROM + "a: b\n\n");
        put("Work", "garbage" + FROM + "a: b\n\n");
        put("readme.txt", "hello\n");
        assertThat(doubts())
                .containsExactly(
                        "Sent is no mbox: it does not begin with 'From '. But in it is what stands"
                                + " before a message in an mbox.",
                        "Work is no mbox: it does not begin with 'From '. But in it is what stands"
                                + " before a message in an mbox.");
    }

    @Test
    void filesThatAreMailByNamePlaceOrBeginningAreDoubted() throws Exception {
        put("INBOX", FROM + "a: b\n\n");
        put("1.emlx", "7\na: b\n\nx");
        put("2.eml", "a: b\n\nx");
        put("Old/cur/1", "a: b\n\nx");
        put("letter", "From : alice@example.com\n\nx");
        assertThat(doubts())
                .hasSize(4)
                .anyMatch(t -> t.startsWith("1.emlx "))
                .anyMatch(t -> t.startsWith("2.eml "))
                .anyMatch(t -> t.startsWith("Old/cur/1 "))
                .anyMatch(t -> t.startsWith("letter "));
    }

    @Test
    void moreThanAFewAreCounted() throws Exception {
        put("INBOX", FROM + "a: b\n\n");
        for (int i = 0; i < 30; i++) {
            put("d" + i + ".emlx", "x");
            put("n" + i + ".txt", "x");
        }
        assertThat(doubts())
                .hasSize(21)
                .last()
                .isEqualTo("10 more files are no mbox files and were not read, but may be mail.");
    }

    @Test
    void aMaildirInATreeOfMboxFilesIsDoubtedAndItsMessagesAreNoMbox() throws Exception {
        put("INBOX", FROM + "a: b\n\n");
        put("M/cur/1", FROM + "a: b\n\n");
        put("M/new/2", "a: b\n\n");
        assertThat(doubts())
                .containsExactly(
                        "M/cur is part of a Maildir and was not read as mbox.",
                        "M/new is part of a Maildir and was not read as mbox.");
        Files.delete(place.resolve("INBOX"));
        assertThat(MboxStore.recognises(place)).isFalse();
    }

    @Test
    void aFieldNamedFromInTheBodyIsNoHiddenMessage() throws Exception {
        put("INBOX", FROM + "From : a@b\n\nOn:\n\nFrom : c@d\nTo: e\n\n" + FROM + "a: b\n\n");
        try (MboxStore store = MboxStore.open(place, Optional.empty())) {
            Folder folder = store.folders().getFirst();
            List<Finding> findings = new java.util.ArrayList<>();
            store.read(
                    folder,
                    new HoldingVisitor() {
                        @Override
                        public void message(Holding holding, MessageBytes bytes) {
                            findings.addAll(holding.findings());
                        }

                        @Override
                        public void unreadable(
                                Holding holding, String reason, Optional<MessageBytes> rawFile) {
                            throw new AssertionError(reason);
                        }

                        @Override
                        public void folderUnreadable(String where, String reason) {
                            throw new AssertionError(reason);
                        }
                    });
            assertThat(findings).allMatch(f -> f.weight() == Finding.Weight.NOTE);
        }
    }

    private void put(String name, String text) throws IOException {
        Files.createDirectories(place.resolve(name).getParent());
        Files.write(place.resolve(name), bytes(text));
    }

    private List<String> doubts() throws Exception {
        try (MboxStore store = MboxStore.open(place, Optional.empty())) {
            return store.findings().stream()
                    .filter(f -> f.weight() == Finding.Weight.DOUBT)
                    .map(Finding::text)
                    .toList();
        }
    }
}
