package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import mailtally.message.MessageBytes;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One `.emlx` file at a time: what the visitor gets of each kind of good and bad one.
class MessageFileTest {
    private static final String MAIL = Shelf.mail("one");

    private static final String CLOSED =
            "Subject: parts\nContent-Type: multipart/mixed; boundary=b1\n\n--b1\n\ntext\n--b1--\n";

    @TempDir private Path place;
    private Path library;
    private Path messages;

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
        messages = Shelf.messages(library, "INBOX");
    }

    @Test
    void anOrdinaryFileIsReadWithFlagsDateAndUid() throws Exception {
        Shelf.Got got = only(Shelf.emlx(MAIL));
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().flags().text()).isEqualTo("\\Seen");
        assertThat(got.holding().flags().appleRaw()).hasValue(8590195713L);
        assertThat(got.holding().internalDate()).hasValue(Instant.ofEpochSecond(1516985072));
        assertThat(got.holding().remoteId()).hasValue("50751");
        assertThat(got.holding().completeness()).isEqualTo(Completeness.WHOLE);
        assertThat(got.holding().findings()).isEmpty();
        assertThat(got.holding().locator().value())
                .matches(".*/Data/Messages/7\\.emlx#[0-9]+-[0-9]+-[0-9]+");
    }

    @Test
    void crlfAndMixedLineEndsStayWhatTheyAre() throws Exception {
        String mixed = "Subject: mixed\r\n\r\none\ntwo\r\r\nthree\r";
        assertThat(only(Shelf.emlx(mixed)).text()).isEqualTo(mixed);
    }

    @Test
    void aLengthThatIsTooShortLosesNothing() throws Exception {
        for (int announced : new int[] {0, 1, 10, MAIL.length() - 1}) {
            Shelf.Got got = only(Shelf.emlx(announced, Shelf.bytes(MAIL), Shelf.usualList()));
            assertThat(got.text()).isEqualTo(MAIL);
            assertThat(got.holding().flags().text()).isEqualTo("\\Seen");
            assertThat(note(got)).contains("length line says " + announced, "longer was kept");
        }
    }

    @Test
    void aLengthThatIsTooLongNeverTakesThePropertyListIn() throws Exception {
        String list = Shelf.usualList();
        for (int more : new int[] {1, 50, list.length(), list.length() + 1, 99_999}) {
            Shelf.Got got = only(Shelf.emlx(MAIL.length() + more, Shelf.bytes(MAIL), list));
            assertThat(got.text()).isEqualTo(MAIL);
            assertThat(got.holding().findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.text()).contains("bytes may be missing"))
                    .satisfies(f -> assertThat(f.weight()).isEqualTo(Finding.Weight.DOUBT));
        }
    }

    @Test
    void aLengthThatIsTooLongIsNoDoubtWhereTheStructureIsClosed() throws Exception {
        Shelf.Got got =
                only(Shelf.emlx(CLOSED.length() + 9, Shelf.bytes(CLOSED), Shelf.usualList()));
        assertThat(got.text()).isEqualTo(CLOSED);
        assertThat(note(got)).contains("closing boundary");
    }

    @Test
    void aClosingBoundaryCutByOneHyphenIsKeptAsItIs() throws Exception {
        String cut = CLOSED.substring(0, CLOSED.length() - 2);
        assertThat(cut).endsWith("--b1-");
        Shelf.Got got = only(Shelf.emlx(cut));
        assertThat(got.text()).isEqualTo(cut);
        assertThat(note(got)).contains("lacks its last hyphen");
    }

    @Test
    void aFileWithoutAPropertyListIsAMessageWithoutFlags() throws Exception {
        Shelf.Got got = only(Shelf.emlx(MAIL.length(), Shelf.bytes(MAIL), ""));
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().completeness()).isEqualTo(Completeness.WHOLE);
        assertThat(note(got)).contains("no property list");
        assertThat(got.holding().flags().names()).isEmpty();
    }

    @Test
    void aFileThatEndsBeforeTheMessageDoesIsKeptAsFarAsItGoes() throws Exception {
        String part = MAIL.substring(0, MAIL.length() - 7);
        Shelf.Got got = only(Shelf.emlx(MAIL.length(), Shelf.bytes(part), ""));
        assertThat(got.text()).isEqualTo(part);
        assertThat(got.holding().completeness())
                .isEqualTo(new Completeness.CutShort(MAIL.length(), part.length()));
        assertThat(got.holding().findings()).extracting(Finding::weight).contains(DOUBT);
    }

    private static final Finding.Weight DOUBT = Finding.Weight.DOUBT;

    @Test
    void aPropertyListThatIsCutOffIsNoPartOfTheMessage() throws Exception {
        String list = Shelf.usualList();
        for (int kept = 1; kept < list.length() - 2; kept++) {
            byte[] file = Shelf.emlx(MAIL.length(), Shelf.bytes(MAIL), list.substring(0, kept));
            assertThat(only(file).text()).as("%s bytes of the list", kept).isEqualTo(MAIL);
        }
    }

    @Test
    void aPropertyListThatIsCutOffIsFoundWithoutALength() throws Exception {
        String list = Shelf.usualList().substring(0, 250);
        Shelf.Got got = only(Shelf.join(Shelf.bytes("x\n" + MAIL), Shelf.bytes(list)));
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().findings()).hasSize(2);
    }

    @Test
    void aBinaryPropertyListIsRead() throws Exception {
        byte[] list = BinaryLists.dictionary("flags", 17L, "date-received", 1516985072L);
        byte[] file = Shelf.join(Shelf.bytes(MAIL.length() + "\n" + MAIL), list);
        Shelf.Got got = only(file);
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().flags().text()).isEqualTo("\\Flagged \\Seen");
        assertThat(got.holding().internalDate()).hasValue(Instant.ofEpochSecond(1516985072));
        Shelf.Got wrongLength = only(Shelf.join(Shelf.bytes("3\n" + MAIL), list));
        assertThat(wrongLength.text()).isEqualTo(MAIL);
        assertThat(wrongLength.holding().flags().text()).isEqualTo("\\Flagged \\Seen");
    }

    @Test
    void anUnusualPropertyListIsReadThroughTheLibrary() throws Exception {
        String list =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><!-- odd -->"
                        + "<dict><key>flags</key><integer>4</integer></dict></plist>";
        Shelf.Got got = only(Shelf.emlx(MAIL.length(), Shelf.bytes(MAIL), list));
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().flags().text()).isEqualTo("\\Answered");
    }

    @Test
    void aMessageWhoseTextIsAPropertyListIsWhole() throws Exception {
        String text = "Subject: settings\nContent-Type: application/xml\n\n";
        text += Shelf.plist("<key>Label</key><string>x</string>");
        assertThat(only(Shelf.emlx(text)).text()).isEqualTo(text);
        Shelf.Got without = only(Shelf.emlx(text.length(), Shelf.bytes(text), ""));
        assertThat(without.text()).isEqualTo(text);
        assertThat(note(without)).contains("no property list");
    }

    @Test
    void anEmptyFileIsUnreadableAndKept() throws Exception {
        Shelf.Got got = unreadable(new byte[0]);
        assertThat(got.reason()).isEqualTo("The file is empty.");
        assertThat(got.raw()).hasValue("");
    }

    @Test
    void aMessageOfNoBytesIsUnreadable() throws Exception {
        Shelf.Got got = unreadable(Shelf.emlx(""));
        assertThat(got.reason()).isEqualTo("The message has no bytes.");
        assertThat(got.raw()).isPresent();
    }

    @Test
    void aFirstLineThatIsNoNumberDoesNotLoseTheMessage() throws Exception {
        Shelf.Got after = only(Shelf.bytes("12x4\n" + MAIL + Shelf.usualList()));
        assertThat(after.text()).isEqualTo(MAIL);
        assertThat(note(after)).contains("not a length", "starts after it");
        Shelf.Got none = only(Shelf.bytes(MAIL + Shelf.usualList()));
        assertThat(none.text()).isEqualTo(MAIL);
        assertThat(note(none)).contains("not a length", "starts with it");
    }

    @Test
    void aFileThatIsNoMessageIsUnreadableAndKept() throws Exception {
        String junk = "\u0001\u0002\u00ff no message at all";
        Shelf.Got got = unreadable(Shelf.bytes(junk));
        assertThat(got.reason()).contains("no message file");
        assertThat(got.raw()).hasValue(junk);
    }

    @Test
    void aFileWithNeitherLengthNorListIsInDoubt() throws Exception {
        Shelf.Got got = only(Shelf.bytes("?\n" + MAIL));
        assertThat(got.text()).isEqualTo(MAIL);
        assertThat(got.holding().findings()).extracting(Finding::weight).contains(DOUBT);
    }

    @Test
    void remoteIdsAreUidsOrUidlsAndAnEmptyOneIsNone() throws Exception {
        assertThat(withList("<key>remote-id</key><string>UID6521-1180109498</string>").remoteId())
                .hasValue("UID6521-1180109498");
        assertThat(withList("<key>remote-id</key><integer>77</integer>").remoteId()).hasValue("77");
        assertThat(withList("<key>remote-id</key><string></string>").remoteId()).isEmpty();
        assertThat(withList("").remoteId()).isEmpty();
    }

    @Test
    void datesMayBeRealOrCountFrom2001() throws Exception {
        assertThat(withList("<key>date-received</key><real>1516985072.25</real>").internalDate())
                .hasValue(Instant.ofEpochMilli(1516985072250L));
        assertThat(withList("<key>date-received</key><date>2018-01-26T16:44:32Z</date>"))
                .extracting(h -> h.internalDate().orElseThrow())
                .isEqualTo(Instant.ofEpochSecond(1516985072));
        assertThat(withList("<key>date-received</key><integer>0</integer>").internalDate())
                .isEmpty();
        // 538,677,872 s are 1987 from 1970 and 2018 from 2001: the Date field decides.
        String list = Shelf.plist("<key>date-received</key><integer>538677872</integer>");
        String mail = "Date: Fri, 26 Jan 2018 17:44:32 +0100\nSubject: x\n\n";
        assertThat(
                        only(Shelf.emlx(mail.length(), Shelf.bytes(mail), list))
                                .holding()
                                .internalDate())
                .hasValue(Instant.ofEpochSecond(1516985072));
        String old = "Date: Tue, 26 Jan 1987 17:44:32 +0100\nSubject: x\n\n";
        assertThat(only(Shelf.emlx(old.length(), Shelf.bytes(old), list)).holding().internalDate())
                .hasValue(Instant.ofEpochSecond(538677872));
    }

    @Test
    void aMessageBeyondTheLimitIsStreamedAndOneAtItIsNot() throws Exception {
        int limit = MessageBytes.IN_MEMORY_LIMIT_BYTES;
        for (int size : new int[] {limit, limit + 1, limit + 900_000, limit + 2_000_000}) {
            String text = "Subject: large\n\n" + "x".repeat(size - 16);
            Shelf.Got got = only(Shelf.emlx(text));
            assertThat(got.text().equals(text)).isTrue();
            assertThat(got.holding().flags().text()).isEqualTo("\\Seen");
        }
    }

    @Test
    void aLargeFileThatIsDamagedIsReadAsFarAsItGoes() throws Exception {
        String text = "Subject: large\n\n" + "x".repeat(6_000_000);
        Shelf.Got cut = only(Shelf.emlx(text.length() + 5L, Shelf.bytes(text), ""));
        assertThat(cut.text().equals(text)).isTrue();
        assertThat(cut.holding().completeness())
                .isEqualTo(new Completeness.CutShort(text.length() + 5L, text.length()));
        Shelf.Got wrong = only(Shelf.emlx(5, Shelf.bytes(text), Shelf.usualList()));
        assertThat(wrong.text().equals(text)).isTrue();
    }

    @Test
    void linksFifosAndFoldersAreNamedAndNeverOpened() throws Exception {
        Path secret = Files.write(place.resolve("secret"), Shelf.emlx("Subject: secret\n\n"));
        Files.createSymbolicLink(messages.resolve("1.emlx"), secret);
        Files.createDirectory(messages.resolve("2.emlx"));
        Process made = new ProcessBuilder("mkfifo", messages.resolve("3.emlx").toString()).start();
        assertThat(made.waitFor()).isZero();
        Shelf.put(messages.resolve("4.emlx"), Shelf.emlx(MAIL));
        Shelf.Visits visits = Shelf.read(library, "INBOX");
        assertThat(visits.messages()).singleElement().extracting(Shelf.Got::text).isEqualTo(MAIL);
        assertThat(visits.unreadable())
                .extracting(g -> g.reason().replaceAll(" where.*", ""))
                .containsExactly("It is a link", "It is a folder", "It is a FIFO");
        assertThat(visits.unreadable()).allMatch(g -> g.raw().isEmpty());
        assertThat(visits.unreadable().getFirst().holding().locator().value()).contains("1.emlx#");
    }

    @Test
    void oddNamesAreReadAndStrangersAreMentioned() throws Exception {
        Shelf.put(messages.resolve("007.emlx"), Shelf.emlx(MAIL));
        Shelf.put(messages.resolve("copy of 8.emlx"), Shelf.emlx(Shelf.mail("two")));
        Shelf.put(messages.resolve(".DS_Store"), new byte[8]);
        Shelf.put(messages.resolve("._9.emlx"), new byte[8]);
        Shelf.put(messages.resolve("9.2.emlxpart"), new byte[8]);
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            Shelf.Visits visits = Shelf.visit(store, store.folders().getFirst());
            assertThat(visits.messages()).hasSize(2);
            assertThat(visits.messages())
                    .allSatisfy(g -> assertThat(note(g)).contains("no plain number"));
            assertThat(store.findings())
                    .extracting(Finding::text)
                    .anyMatch(t -> t.contains("1 entries that are none, such as 9.2.emlxpart"));
            for (Shelf.Got got : visits.messages()) {
                assertThat(
                                Shelf.latin(
                                        store.reopen(
                                                store.folders().getFirst(),
                                                got.holding().locator())))
                        .isEqualTo(got.text());
            }
        }
    }

    @Test
    void aNameOfBytesThatAreNoUtf8IsReadAndReopened() throws Exception {
        Process made =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "cp \"$1\" \"$(printf '%s/\\377\\001.emlx' \"$2\")\"",
                                "sh",
                                Files.write(place.resolve("m"), Shelf.emlx(MAIL)).toString(),
                                messages.toString())
                        .start();
        assertThat(made.waitFor()).isZero();
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            Shelf.Got got = Shelf.visit(store, store.folders().getFirst()).only();
            assertThat(got.holding().locator().value()).contains("%FF%01.emlx#");
            assertThat(
                            Shelf.latin(
                                    store.reopen(
                                            store.folders().getFirst(), got.holding().locator())))
                    .isEqualTo(MAIL);
        }
    }

    private mailtally.store.Holding withList(String inner) throws Exception {
        return only(Shelf.emlx(MAIL.length(), Shelf.bytes(MAIL), Shelf.plist(inner))).holding();
    }

    private Shelf.Got only(byte[] file) throws Exception {
        Shelf.put(messages.resolve("7.emlx"), file);
        return Shelf.read(library, "INBOX").only();
    }

    private Shelf.Got unreadable(byte[] file) throws Exception {
        Shelf.put(messages.resolve("7.emlx"), file);
        return Shelf.read(library, "INBOX").onlyUnreadable();
    }

    private static String note(Shelf.Got got) {
        List<Finding> findings = got.holding().findings();
        assertThat(findings).hasSize(1).allMatch(f -> f.weight() == Finding.Weight.NOTE);
        return findings.getFirst().text();
    }
}
