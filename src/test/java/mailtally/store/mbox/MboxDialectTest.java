package mailtally.store.mbox;

import static mailtally.store.mbox.Oracle.bytes;
import static mailtally.store.mbox.Oracle.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MboxDialectTest {
    private static final String FROM = "From jane@example.com Wed Feb  3 04:05:06 2021\n";

    @TempDir Path place;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    From a@b Wed Feb  3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From a@b Wed Feb 3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From a@b Wed Feb  3 04:05 2021 | 2021-02-03T04:05:00Z
                    From a@b Wed Feb  3 04:05:06 +0100 2021 | 2021-02-03T03:05:06Z
                    From a@b Wed Feb  3 04:05:06 PST 2021 | 2021-02-03T04:05:06Z
                    From a@b Wed Feb  3 04:05:06 2021 -0500 | 2021-02-03T09:05:06Z
                    From a@b Wed Feb  3 04:05:06 2021 remote from host | 2021-02-03T04:05:06Z
                    From a@b Wed, 3 Feb 2021 04:05:06 +0000 | 2021-02-03T04:05:06Z
                    From a@b 2021-02-03T04:05:06Z | 2021-02-03T04:05:06Z
                    From a@b 2021-02-03 04:05:06+01:00 | 2021-02-03T03:05:06Z
                    From - Wed Feb  3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From two words Wed Feb  3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From Wed Feb  3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From a@b WED FEB  3 04:05:06 2021 | 2021-02-03T04:05:06Z
                    From MAILER-DAEMON Thu Jan  1 00:00:00 1970 |
                    From a@b Wed Feb 31 04:05:06 2021 |
                    From a@b Wed Feb  3 04:05:06 +9900 2021 |
                    """)
    void aSeparatorHasADate(String line, Instant date) {
        byte[] bytes = bytes(line + "\r\n");
        assertThat(SeparatorLine.parse(bytes, 0, bytes.length, false))
                .contains(new SeparatorLine(line, Optional.ofNullable(date)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From here on it is easy",
                "From the meeting at 10:30 in 2019 we learned",
                "From Feb 3 to 5 2021",
                "From: a@b Wed Feb  3 04:05:06 2021",
                "From : a@b Wed Feb  3 04:05:06 2021",
                "From \t : a@b Wed Feb  3 04:05:06 2021",
                ">From a@b Wed Feb  3 04:05:06 2021",
                "From a@b Wed Feb  3 04:05:06 2021 and more words of text",
                "From",
                "From "
            })
    void whatHasNoDateIsNoSeparator(String line) {
        byte[] bytes = bytes(line + "\n");
        assertThat(SeparatorLine.parse(bytes, 0, bytes.length, true)).isEmpty();
    }

    @Test
    void aLineOfMoreThanAThousandBytesIsNoSeparator() {
        byte[] bytes = bytes("From " + "x".repeat(990) + " Wed Feb  3 04:05:06 2021\n");
        assertThat(SeparatorLine.parse(bytes, 0, bytes.length, true)).isEmpty();
    }

    @Test
    void aQuotedLineIsReadTwoWays() throws Exception {
        Got got = read("x", FROM + "a: b\n\n>From x\n>>From y\n>Fro\n\n");
        assertThat(got.texts).containsExactly("a: b\n\nFrom x\n>From y\n>Fro\n");
        assertThat(got.others).containsExactly("a: b\n\n>From x\n>>From y\n>Fro\n");
        assertThat(got.findings.getFirst().text())
                .isEqualTo("x was read as mboxrd or mboxo, lines ending with LF.");
    }

    @Test
    void contentLengthIsBelievedWhereASeparatorFollows() throws Exception {
        String body = "text\n\nFrom x Wed Feb  3 04:05:06 2021\n>From y\n";
        Got got =
                read(
                        "x",
                        FROM
                                + "a: b\nContent-Length: "
                                + body.length()
                                + "\n\n"
                                + body
                                + "\n"
                                + FROM
                                + "a: c\nContent-Length: 2\n\nz\n\n");
        assertThat(got.texts)
                .containsExactly(
                        "a: b\nContent-Length: 46\n\n" + body, "a: c\nContent-Length: 2\n\nz\n");
        assertThat(got.others).isEmpty();
        assertThat(got.holdings.getFirst().findings())
                .containsExactly(
                        Finding.note(
                                "A line in it begins with 'From ' and was taken for body text."));
        assertThat(got.findings.getFirst().text()).contains("read as mboxcl2");
    }

    @Test
    void contentLengthThatHidesMessagesIsDoubted() throws Exception {
        String hidden = "x\n\n" + FROM + "Subject: hidden\n\nx\n";
        Got got = read("x", FROM + "Content-Length: " + hidden.length() + "\n\n" + hidden + "\n");
        assertThat(got.holdings).hasSize(1);
        assertThat(got.holdings.getFirst().findings().getFirst().weight())
                .isEqualTo(Finding.Weight.DOUBT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "3", "5", "0", "-2", "999999999999999999", "99999999999999999999", "x"})
    void contentLengthThatLeadsElsewhereIsNotBelieved(String length) throws Exception {
        Got got =
                read(
                        "x",
                        FROM
                                + "Content-Length: "
                                + length
                                + "\n\nz y x w\n\n"
                                + FROM
                                + "a: c\n\nz\n\n");
        assertThat(got.texts)
                .containsExactly("Content-Length: " + length + "\n\nz y x w\n", "a: c\n\nz\n");
    }

    @Test
    void crlfFilesAreReadAndKeptAsTheyAre() throws Exception {
        String file = (FROM + "a: b\n\n>From x\n\n" + FROM + "a: c\n\ny\n\n").replace("\n", "\r\n");
        Got got = read("x", file);
        assertThat(got.texts).containsExactly("a: b\r\n\r\nFrom x\r\n", "a: c\r\n\r\ny\r\n");
        assertThat(got.findings.getFirst().text()).endsWith("lines ending with CRLF.");
    }

    @Test
    void aSeparatorNeedsAnEmptyLineBeforeIt() throws Exception {
        Got got = read("x", FROM + "a: b\n\nx\n" + FROM + "a: c\n\ny\n\n");
        assertThat(got.texts).hasSize(1);
        assertThat(got.holdings.getFirst().findings().getFirst().weight())
                .isEqualTo(Finding.Weight.DOUBT);
    }

    @Test
    void aBodyLineThatBeginsWithFromIsNoted() throws Exception {
        Got got = read("x", FROM + "a: b\n\nFrom here\n\nFrom there\nit goes on\n\n");
        assertThat(got.texts).hasSize(1);
        assertThat(got.holdings.getFirst().findings())
                .containsExactly(
                        Finding.note(
                                "A line in it begins with 'From ' and was taken for body text."));
    }

    @Test
    void bytesBeforeTheFirstSeparatorAreAnUnreadableHolding() throws Exception {
        Got got = read("x.mbox", "what is\nthis\n\n" + FROM + "a: b\n\n");
        assertThat(got.texts).containsExactly("a: b\n");
        assertThat(got.unreadable)
                .containsExactly(
                        "what is\nthis\n\n: It is no message: no line before it begins with"
                                + " 'From '.");
    }

    @Test
    void blankLinesBeforeTheFirstSeparatorAreNoted() throws Exception {
        Got got = read("x.mbox", "\n \r\n\n" + FROM + "a: b\n\n");
        assertThat(got.texts).containsExactly("a: b\n");
        assertThat(got.unreadable).isEmpty();
        assertThat(got.findings)
                .contains(Finding.note("x.mbox begins with blank lines, which were left out."));
    }

    @Test
    void aByteOrderMarkIsNoGarbage() throws Exception {
        assertThat(read("x", "\u00ef\u00bb\u00bf" + FROM + "a: b\n\n").texts)
                .containsExactly("a: b\n");
    }

    @Test
    void aMessageWithoutBytesIsUnreadable() throws Exception {
        Got got = read("x", FROM + "\n" + FROM + "a: b\n\n");
        assertThat(got.texts).containsExactly("a: b\n");
        assertThat(got.unreadable).containsExactly("(none): The message has no bytes.");
    }

    @Test
    void aFileWithoutItsLastEmptyLineIsNoted() throws Exception {
        Got got = read("x", FROM + "a: b\n\nhalf a li");
        assertThat(got.texts).containsExactly("a: b\n\nhalf a li");
        assertThat(got.findings.getLast().text()).contains("if it was cut");
    }

    @Test
    void flagsComeFromTheHeadersThatProgramsWrite() throws Exception {
        Got got =
                read(
                        "x",
                        FROM
                                + "Status: RO\nX-Status: AFT\nX-Keywords: $Junk  Work \\Seen (x)\n"
                                + "a: b\n\nStatus: D\n\n");
        assertThat(got.holdings.getFirst().flags())
                .isEqualTo(
                        Flags.of("\\Seen", "\\Answered", "\\Flagged", "\\Draft", "$Junk", "Work"));
        assertThat(got.holdings.getFirst().internalDate())
                .contains(Instant.parse("2021-02-03T04:05:06Z"));
        assertThat(got.holdings.getFirst().locator().value()).matches("x#47-\\d+");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsAFolderNotReadToItsEnd() throws Exception {
        Path file = place.resolve("x");
        Files.write(file, bytes((FROM + "a: b\n\nc\n\n").repeat(3)));
        Got got = new Got();
        got.meanwhile = () -> Files.write(file, bytes(FROM), StandardOpenOption.APPEND);
        got.read(file);
        assertThat(got.texts).hasSize(3);
        assertThat(got.troubles).containsExactly("x: The file changed while it was read.");
    }

    @Test
    void aFileThatIsCutWhileItIsReadIsAFolderNotReadToItsEnd() throws Exception {
        Path file = place.resolve("x");
        Files.write(file, bytes((FROM + "a: b\n\n" + "c".repeat(50_000) + "\n\n").repeat(40)));
        Got got = new Got();
        got.meanwhile =
                () -> {
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        cut.setLength(60_000);
                    }
                };
        got.read(file);
        assertThat(got.texts).isNotEmpty();
        assertThat(got.troubles).containsExactly("x: The file became shorter while it was read.");
    }

    @Test
    void aTreeOfPackagesAndFilesIsReadAsFolders() throws Exception {
        for (String file :
                List.of(
                        "Work.mbox/mbox",
                        "Work.mbox/Acme.mbox/mbox",
                        "Work/Beta.mbox/mbox",
                        "plain",
                        "Old.mbx",
                        "Local.sbd/Child",
                        "Work.mbox/readme.txt")) {
            Files.createDirectories(place.resolve("t").resolve(file).getParent());
            Files.write(
                    place.resolve("t").resolve(file),
                    bytes(file.endsWith("txt") ? "hello" : FROM + "a: " + file + "\n\n"));
        }
        Files.createFile(place.resolve("t/Drafts"));
        Files.createDirectory(place.resolve("t/Empty.mbox"));
        Files.createSymbolicLink(place.resolve("t/elsewhere"), place);
        Files.createSymbolicLink(place.resolve("t/Link.mbox"), Path.of("Old.mbx"));
        assertThat(MboxStore.recognises(place.resolve("t"))).isTrue();
        Got got = new Got();
        got.read(place.resolve("t"));
        assertThat(got.folders)
                .containsExactly(
                        "Drafts",
                        "Empty",
                        "Link",
                        "Local/Child",
                        "Old",
                        "Work",
                        "Work/Acme",
                        "Work/Beta",
                        "plain");
        assertThat(got.texts).hasSize(6);
        assertThat(got.troubles)
                .containsExactly("Link.mbox: It is a link; links are not followed.");
        assertThat(got.findings.stream().map(Finding::text))
                .contains(
                        "Work.mbox/readme.txt is no mbox: it does not begin with 'From '.",
                        "Drafts has no bytes: no message is in it.",
                        "Empty.mbox is a package without a file mbox: no message is in it.",
                        "elsewhere was not read: it is a link or no regular file, and links are"
                                + " not followed.");
    }

    @Test
    void aPackageIsOneFolderAndASingleFileToo() throws Exception {
        Path packaged = Files.createDirectory(place.resolve("My Mailbox 2.mbox"));
        Files.write(packaged.resolve("mbox"), bytes(FROM + "a: b\n\n"));
        Files.writeString(packaged.resolve("table_of_contents"), "opaque");
        Got got = new Got();
        got.read(packaged);
        assertThat(got.folders).containsExactly("My Mailbox 2");
        assertThat(got.holdings.getFirst().locator().value()).isEqualTo("mbox#47-5");
        assertThat(got.findings).hasSize(1);
        got.read(packaged.resolve("mbox"));
        assertThat(got.folders).containsExactly("My Mailbox 2", "mbox");
    }

    @Test
    void whatIsNoMboxIsRefused() throws Exception {
        Path text = Files.writeString(place.resolve("notes"), "hello\n");
        Path empty = Files.createFile(place.resolve("none"));
        Path named = Files.createFile(place.resolve("none.mbox"));
        Path folder = Files.createDirectory(place.resolve("folder"));
        for (Path path : List.of(text, empty, folder, place.resolve("missing"))) {
            assertThat(MboxStore.recognises(path)).as(path.toString()).isFalse();
        }
        assertThat(MboxStore.recognises(named)).isTrue();
        assertThatThrownBy(() -> MboxStore.open(folder, Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("There is no mbox in it. Nothing was changed.");
        assertThatThrownBy(() -> MboxStore.open(place.resolve("missing"), Optional.empty()))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> MboxStore.open(named, Optional.of(FolderPath.of("other"))))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("There are: none.");
    }

    private Got read(String name, String content) throws Exception {
        Path file = place.resolve(name);
        Files.write(file, bytes(content));
        Got got = new Got();
        got.read(file);
        return got;
    }

    /// Something that happens while the first message is visited.
    private interface Meanwhile {
        void happens() throws IOException;
    }

    private static final class Got implements HoldingVisitor {
        final List<Holding> holdings = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<String> others = new ArrayList<>();
        final List<String> unreadable = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();
        final List<String> folders = new ArrayList<>();
        List<Finding> findings = List.of();
        Meanwhile meanwhile = () -> {};

        void read(Path path) throws Exception {
            try (MboxStore store = MboxStore.open(path, Optional.empty())) {
                for (Folder folder : store.folders()) {
                    folders.add(folder.path().text());
                    store.read(folder, this);
                }
                findings = store.findings();
            }
        }

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            holdings.add(holding);
            texts.add(latin(bytes.head(1 << 20)));
            if (bytes.otherReading().isPresent()) {
                others.add(latin(bytes.otherReading().get().head(1 << 20)));
            }
            meanwhile.happens();
            meanwhile = () -> {};
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
                throws IOException {
            unreadable.add(
                    (rawFile.isPresent() ? latin(rawFile.get().head(1000)) : "(none)")
                            + ": "
                            + reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            troubles.add(where + ": " + reason);
        }
    }
}
