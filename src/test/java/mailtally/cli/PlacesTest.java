package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.eml.EmlStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.store.mbox.MboxStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    private static final String LETTER = "From: jane@example.com\nSubject: x\n\ny\n";
    private static final String FROM = "From a@b Tue Mar  5 09:11:12 2019\n";

    @TempDir Path place;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A/cur/5:2,S",
                "A/new/5",
                "A/.Sub/cur/5:2,",
                "A/Sub/new/5",
                "A/old.mbox",
                "A/Old.mbox/mbox",
                "A/1.eml",
                "A/cur/1.eml"
            })
    void aMaildirIsAMaildirWhateverElseIsInIt(String other) throws Exception {
        maildir("A");
        Files.createDirectories(place.resolve("A/.Sub/cur"));
        Files.createDirectories(place.resolve("A/.Sub/new"));
        Files.createDirectories(place.resolve("A/Sub/cur"));
        put(other, FROM + LETTER);
        assertThat(open("A")).isInstanceOf(MaildirStore.class);
    }

    @Test
    void aTreeOfMaildirsIsNoFolderOfMboxFilesForALineInAMessage() throws Exception {
        maildir("T/A");
        put("T/A/cur/5:2,S", FROM + LETTER);
        put("T/A/new/6.eml", LETTER);
        assertThat(open("T")).isInstanceOf(MaildirStore.class);
    }

    @Test
    void theRestOfAMaildirIsCountedWhereOneMessageBeginsWithAFromLine() throws Exception {
        maildir("A");
        put("A/cur/5:2,S", FROM + LETTER.replace("x", "5"));
        put("B/cur/5:2,S", FROM + LETTER.replace("x", "5"));
        Files.createDirectories(place.resolve("B/new"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status =
                CommandRun.run(
                        new String[] {
                            "check",
                            place.resolve("A").toString(),
                            place.resolve("B").toString(),
                            "--json",
                            "--quiet",
                            "--state",
                            place.resolve("state").toString()
                        },
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(ExitStatus.NOT_PROVEN);
        assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s", ""))
                .contains("\"found\":5", "\"missing\":4", "NOT_PROVEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.mbox 1.eml: mbox files and .eml files",
                "x.mbox/mbox Saved/1.eml: mbox files and .eml files",
                "inbox A/1.eml: mbox files and .eml files",
                "x.mbox M/cur/1 M/new/2: mbox files and Maildirs",
                "1.eml M/cur/1 M/new/2: Maildirs and .eml files",
                "x.mbox 1.eml a/b/c/M/cur/1 a/b/c/M/new/2: mbox files and Maildirs and .eml files"
            })
    void twoKindsOfMailInOneFolderAreAskedAbout(String spec) throws Exception {
        String[] parts = spec.split(": ", 2);
        for (String file : parts[0].split(" ", -1)) {
            put("T/" + file, FROM + LETTER);
        }
        assertThatThrownBy(() -> open("T"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("more than one kind of mail: " + parts[1] + ". ")
                .hasMessageContaining("Name the file or the folder")
                .hasMessageContaining("Nothing was changed.");
    }

    @Test
    void eachKindAloneIsOpened() throws Exception {
        put("e/1.eml", FROM + LETTER);
        put("e/notes.txt", "hello");
        put("m/inbox", FROM + LETTER);
        assertThat(open("e")).isInstanceOf(EmlStore.class);
        assertThat(open("m")).isInstanceOf(MboxStore.class);
        assertThat(open("m/inbox")).isInstanceOf(MboxStore.class);
        assertThatThrownBy(() -> open("e/notes.txt"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("holds no mail that Mailtally knows");
    }

    @Test
    void aHeaderFieldWithABlankBeforeItsColonMakesNoMbox() throws Exception {
        put("e/1.eml", LETTER);
        put("e/notes", "From : alice@example.com\nSubject: x\n\ny\n");
        assertThat(open("e")).isInstanceOf(EmlStore.class);
    }

    private void maildir(String name) throws IOException {
        put(name + "/cur/1:2,S", LETTER.replace("x", "1"));
        put(name + "/cur/2:2,", LETTER.replace("x", "2"));
        put(name + "/new/3", LETTER.replace("x", "3"));
        put(name + "/new/4", LETTER.replace("x", "4"));
    }

    private void put(String name, String text) throws IOException {
        Files.createDirectories(place.resolve(name).getParent());
        Files.writeString(place.resolve(name), text);
    }

    private Store open(String name) throws Exception {
        try (Places places = new Places(new CommonOptions())) {
            return places.open(Side.SOURCE, place.resolve(name).toString());
        }
    }
}
