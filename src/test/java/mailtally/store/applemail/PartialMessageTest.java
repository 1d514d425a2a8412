package mailtally.store.applemail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import mailtally.message.MissingPart;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Partial messages: taken apart here as Mail does, put together by the store.
class PartialMessageTest {
    private static final String BODY = "\u0001body\u0002";

    @TempDir private Path place;
    private Path library;
    private Path messages;

    @BeforeEach
    void library() throws Exception {
        library = Files.createDirectory(place.resolve("Mail"));
        messages = Shelf.messages(library, "INBOX");
    }

    @Test
    void base64OfEveryWidthAndEndIsMadeAgainByteForByte() throws Exception {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 2, 3, 56, 57, 58, 114, 1000, 26_624, 75_066}) {
            byte[] attachment = new byte[size];
            random.nextBytes(attachment);
            // A short body can have one length in two widths: then 76 is right most often.
            int[] widths = size < 20_000 ? new int[] {76} : new int[] {76, 72, 64, 4, 200_000};
            for (int width : widths) {
                for (String end : new String[] {"", "\n"}) {
                    String coded = wrapped(attachment, width, "\n") + end;
                    rebuilt(part("application/pdf", "base64"), coded, attachment);
                }
            }
        }
    }

    @Test
    void crlfMessagesGetCrlfLines() throws Exception {
        byte[] attachment = new byte[500];
        new Random(3).nextBytes(attachment);
        String coded = wrapped(attachment, 76, "\r\n") + "\r\n";
        String original = part("a/b", "base64").replace("\n", "\r\n").replace(BODY, coded);
        int announced = coded.replace("\r\n", "\n").length();
        String partial =
                part("a/b", "base64")
                        .replace("\n", "\r\n")
                        .replace("base64\r\n", "base64\r\n" + field(announced) + "\r\n")
                        .replace(BODY, "");
        put(partial, "2", "x.bin", attachment);
        Shelf.Got got = only();
        assertThat(got.text()).isEqualTo(original);
        assertThat(got.holding().completeness()).isEqualTo(new Completeness.Rebuilt(1, true));
    }

    @Test
    void textPartsComeBackInTheirOwnEncoding() throws Exception {
        rebuilt(part("text/plain", "7bit"), "Short text.\n", Shelf.bytes("Short text.\n"));
        rebuilt(part("text/plain", "8bit"), "caf\u00e9", Shelf.bytes("caf\u00e9"));
        rebuilt(part("text/plain", "7bit"), "a\nb\n", Shelf.bytes("a\r\nb\r\n"));
        rebuilt(part("text/plain", "7bit"), "a\nb", Shelf.bytes("a\nb\n"));
        rebuilt(part("text/plain", "7bit"), "a\nb\n", Shelf.bytes("a\nb"));
        rebuilt(part("text/plain", "quoted-printable"), "a=3Db=20", Shelf.bytes("a=b "));
        rebuilt(part("text/plain", "Quoted-Printable"), "fu=FCr", Shelf.bytes("fu\u00fcr"));
    }

    @Test
    void quotedPrintableBreaksAreFoundByLength() throws Exception {
        StringBuilder words = new StringBuilder();
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            words.append("abcdefghijklmnopqrst=", random.nextInt(10), 11 + random.nextInt(11));
            words.append(i % 60 == 59 ? '\n' : ' ');
        }
        String text = words.toString();
        ByteArrayOutputStream late = new ByteArrayOutputStream();
        new QuotedPrintableLines(
                        new java.io.ByteArrayInputStream(Shelf.bytes(text)), 76, false, false)
                .transferTo(late);
        ByteArrayOutputStream apples = new ByteArrayOutputStream();
        new QuotedPrintableLines(
                        new java.io.ByteArrayInputStream(Shelf.bytes(text)), 74, true, false)
                .transferTo(apples);
        assertThat(late.size()).isNotEqualTo(apples.size());
        rebuilt(part("text/x", "quoted-printable"), late.toString(ISO_8859_1), Shelf.bytes(text));
        rebuilt(part("text/x", "quoted-printable"), apples.toString(ISO_8859_1), Shelf.bytes(text));
    }

    @Test
    void aLengthThatFitsNoShapeIsSaidSo() throws Exception {
        put(taken(part("a/b", "base64"), 777), "2", "x", new byte[300]);
        Shelf.Got got = only();
        String body = wrapped(new byte[300], 76, "\n");
        assertThat(got.text()).isEqualTo(part("a/b", "base64").replace(BODY, body));
        assertThat(got.holding().completeness()).isEqualTo(new Completeness.Rebuilt(1, false));
        assertThat(got.holding().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("not in the length"));
    }

    @Test
    void aPartWhoseFileIsNotThereIsMissingAndTheBytesStay() throws Exception {
        String partial = taken(part("application/PDF", "base64"), 4711);
        Shelf.put(messages.resolve("9.partial.emlx"), Shelf.emlx(partial));
        Shelf.Got got = only();
        assertThat(got.text()).isEqualTo(partial);
        assertThat(got.holding().completeness())
                .isEqualTo(
                        new Completeness.Incomplete(
                                List.of(
                                        new MissingPart(
                                                "2", "application/pdf", 4711, "Bericht für.pdf"))));
    }

    @Test
    void anEmptyAttachmentFolderIsAsGoodAsNone() throws Exception {
        Shelf.put(messages.resolve("9.partial.emlx"), Shelf.emlx(taken(part("a/b", "base64"), 8)));
        Shelf.put(attachments("2").resolve(".DS_Store"), new byte[6]);
        assertThat(only().holding().completeness()).isInstanceOf(Completeness.Incomplete.class);
    }

    @Test
    void ofSeveralFilesTheOneWithThePartsNameIsTaken() throws Exception {
        String partial = taken(part("a/b", "base64"), 8);
        put(partial, "2", "other.txt", Shelf.bytes("nope, not this"));
        put(partial, "2", "Bericht fu\u0308r.pdf", Shelf.bytes("yes")); // decomposed on a Mac
        assertThat(only().text()).contains("\n\neWVz\n--b");
        Files.delete(attachments("2").resolve("Bericht fu\u0308r.pdf"));
        put(partial, "2", "third.txt", Shelf.bytes("123456")); // eight characters of base64
        assertThat(only().text()).contains("\n\nMTIzNDU2\n--b");
        put(partial, "2", "fourth.txt", Shelf.bytes("654321"));
        Shelf.Got got = only();
        assertThat(got.holding().completeness()).isInstanceOf(Completeness.Incomplete.class);
        assertThat(got.holding().findings())
                .anyMatch(f -> f.text().contains("part 2 holds 3 files"));
    }

    @Test
    void linksBesideAMessageAreNeverFollowed() throws Exception {
        Path secret = Files.writeString(place.resolve("secret"), "secret");
        Path secretFolder = Files.createDirectory(place.resolve("folder"));
        Files.writeString(secretFolder.resolve("f"), "secret");
        String partial = taken(part("a/b", "base64"), 8);
        Shelf.put(messages.resolve("9.partial.emlx"), Shelf.emlx(partial));
        Files.createSymbolicLink(attachments("2").resolve("x.pdf"), secret);
        doubtful(partial, "holds a link and no plain file");

        Files.delete(attachments("2").resolve("x.pdf"));
        Files.delete(attachments("2"));
        Path number = messages.resolveSibling("Attachments").resolve("9");
        Files.createSymbolicLink(number.resolve("2"), secretFolder);
        doubtful(partial, "is a link and was not followed");

        Files.delete(number.resolve("2"));
        Files.delete(number);
        Files.createDirectory(secretFolder.resolve("2"));
        Files.writeString(secretFolder.resolve("2").resolve("f"), "secret");
        Files.createSymbolicLink(number, secretFolder);
        doubtful(partial, "The folder of its attachments is a link");
    }

    private void doubtful(String partial, String reason) throws Exception {
        Shelf.Got got = only();
        assertThat(got.text()).isEqualTo(partial);
        assertThat(got.holding().completeness()).isInstanceOf(Completeness.Incomplete.class);
        assertThat(got.holding().findings())
                .anyMatch(f -> f.weight() == Finding.Weight.DOUBT && f.text().contains(reason));
    }

    @Test
    void partNumbersCountAsImapDoes() throws Exception {
        // RFC 9051 section 6.4.5.1, its example: 1, 2, 3 (a message), 3.1, 3.2, 4, 4.1, 4.2 (a
        // message), 4.2.1, 4.2.2, 4.2.2.1, 4.2.2.2.
        String message =
                """
                Content-Type: multipart/mixed; boundary=A

                --A
                X-Apple-Content-Length: 4

                --A
                X-Apple-Content-Length: 4

                --A
                Content-Type: message/rfc822

                Content-Type: multipart/mixed; boundary=B

                --B
                X-Apple-Content-Length: 4

                --B
                X-Apple-Content-Length: 4

                --B--
                --A
                Content-Type: multipart/mixed; boundary=C

                --C
                X-Apple-Content-Length: 4

                --C
                Content-Type: message/rfc822

                Content-Type: multipart/mixed; boundary=D

                --D
                X-Apple-Content-Length: 4

                --D
                Content-Type: multipart/alternative; boundary=E

                --E
                X-Apple-Content-Length: 4

                --E
                X-Apple-Content-Length: 4

                --E--
                --D--
                --C
                Content-Type: message/rfc822

                X-Apple-Content-Length: 4

                --C
                Content-Type: message/rfc822
                X-Apple-Content-Length: 4

                --C--
                --A--
                """;
        Shelf.put(messages.resolve("9.partial.emlx"), Shelf.emlx(message));
        Completeness completeness = only().holding().completeness();
        assertThat(((Completeness.Incomplete) completeness).missing())
                .extracting(MissingPart::partNumber)
                .containsExactly(
                        "1", "2", "3.1", "3.2", "4.1", "4.2.1", "4.2.2.1", "4.2.2.2", "4.3.1",
                        "4.4");
    }

    @Test
    void aMessageOfOnePartIsPartOne() throws Exception {
        String head = "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n";
        String partial = head + "X-Apple-Content-Length: 4\nSubject: x\n\n";
        put(partial, "1", "a.pdf", Shelf.bytes("yes"));
        assertThat(only().text()).isEqualTo(head + "Subject: x\n\neWVz");
    }

    @Test
    void aBoundaryDirectlyAfterTheHeaderGetsItsLineEnd() throws Exception {
        String head = "Content-Type: multipart/mixed; boundary=A\n\n--A\n";
        put(head + "X-Apple-Content-Length: 3\n\n--A--\n", "1", "a", Shelf.bytes("abc"));
        assertThat(only().text()).isEqualTo(head + "\nabc\n--A--\n");
        put(head + "X-Apple-Content-Length: 3\n--A--\n", "1", "a", Shelf.bytes("abc"));
        assertThat(only().text()).isEqualTo(head + "\nabc\n--A--\n");
    }

    @Test
    void aPartThatIsThereIsNotReplaced() throws Exception {
        String message = taken(part("text/plain", "7bit"), 5).replace("\n\n\n--b", "\n\nhere\n--b");
        put(message, "2", "x", Shelf.bytes("other"));
        Shelf.Got got = only();
        assertThat(got.text()).isEqualTo(message);
        assertThat(got.holding().findings())
                .extracting(Finding::text)
                .anyMatch(t -> t.contains("were not put in") || t.contains("parts that are not"));
    }

    @Test
    void theFullFileWinsOverThePartialOneUnlessItIsNoMessage() throws Exception {
        Shelf.put(messages.resolve("9.emlx"), Shelf.emlx(Shelf.mail("full")));
        put(taken(part("a/b", "base64"), 4), "2", "x", Shelf.bytes("yes"));
        Shelf.Got full = only();
        assertThat(full.text()).isEqualTo(Shelf.mail("full"));
        assertThat(full.holding().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.text()).contains("9.partial.emlx lies beside it"));
        Files.write(messages.resolve("9.emlx"), new byte[0]);
        Shelf.Got partial = only();
        assertThat(partial.text()).contains("eWVz");
        assertThat(partial.holding().findings())
                .anyMatch(
                        f ->
                                f.weight() == Finding.Weight.DOUBT
                                        && f.text().contains("9.emlx cannot be used"));
        Files.delete(messages.resolve("9.partial.emlx"));
        assertThat(Shelf.read(library, "INBOX").onlyUnreadable().reason()).contains("empty");
    }

    @Test
    void aRebuiltMessageBeyondTheLimitIsStreamed() throws Exception {
        byte[] attachment = new byte[6_000_000];
        new Random(5).nextBytes(attachment);
        String coded = wrapped(attachment, 76, "\n") + "\n";
        rebuilt(part("a/b", "base64"), coded, attachment);
    }

    @Test
    void aPartialTextBeyondTheLimitIsScannedInItsFile() throws Exception {
        String filler = "Some text of a line.\n".repeat(300_000);
        String template = part("a/b", "base64").replace("text\n", filler);
        rebuilt(template, wrapped(new byte[300], 76, "\n"), new byte[300]);
    }

    @Test
    void aChangedAttachmentMakesTheLocatorInvalid() throws Exception {
        put(taken(part("a/b", "base64"), 4), "2", "x", Shelf.bytes("yes"));
        try (AppleMailLibrary opened = Shelf.open(library);
                Store store = opened.everything()) {
            var folder = store.folders().getFirst();
            var locator = Shelf.visit(store, folder).only().holding().locator();
            assertThat(Shelf.latin(store.reopen(folder, locator))).contains("eWVz");
            Files.writeString(attachments("2").resolve("x"), "other");
            assertThatThrownBy(() -> store.reopen(folder, locator))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void anEncodingNobodyKnowsLeavesThePartMissing() throws Exception {
        put(taken(part("a/b", "x-uuencode"), 4), "2", "x", Shelf.bytes("yes"));
        Shelf.Got got = only();
        assertThat(got.holding().completeness()).isInstanceOf(Completeness.Incomplete.class);
        assertThat(got.holding().findings()).anyMatch(f -> f.text().contains("encoding"));
    }

    /// A message of a text and one attachment whose body is [#BODY].
    private static String part(String type, String encoding) {
        return "Subject: x\nContent-Type: multipart/mixed;\n\tboundary=\"b\"\n\n\n--b\n\ntext\n"
                + "\n--b\nContent-Disposition: attachment;\n\tfilename*=utf-8''Bericht%20f%C3%BCr.pdf\n"
                + "Content-Type: "
                + type
                + ";\n\tname=x\nContent-Transfer-Encoding: "
                + encoding
                + "\n\n"
                + BODY
                + "\n--b--\n\n";
    }

    private static String field(int announced) {
        return "X-Apple-Content-Length: " + announced;
    }

    /// The message as Mail leaves it when it takes the body out.
    private static String taken(String message, int announced) {
        int header = message.indexOf("\n\n" + BODY) + 1;
        return message.substring(0, header)
                + field(announced)
                + "\n\n"
                + message.substring(header + 1 + BODY.length());
    }

    private void rebuilt(String template, String coded, byte[] attachment) throws Exception {
        rebuilt(template, coded, attachment, true);
    }

    private void rebuilt(String template, String coded, byte[] attachment, boolean same)
            throws Exception {
        put(taken(template, coded.length()), "2", "x.bin", attachment);
        Shelf.Got got = only();
        boolean equal = got.text().equals(template.replace(BODY, coded));
        assertThat(equal).as("%s bytes as %s", attachment.length, coded.length()).isEqualTo(same);
        assertThat(got.holding().completeness()).isEqualTo(new Completeness.Rebuilt(1, same));
    }

    private Path attachments(String part) throws Exception {
        return Files.createDirectories(
                messages.resolveSibling("Attachments").resolve("9").resolve(part));
    }

    private void put(String partial, String part, String file, byte[] content) throws Exception {
        Shelf.put(messages.resolve("9.partial.emlx"), Shelf.emlx(partial));
        Shelf.put(attachments(part).resolve(file), content);
    }

    private Shelf.Got only() throws Exception {
        return Shelf.read(library, "INBOX").only();
    }

    /// Base64 by the JDK, wrapped here: not by what is tested.
    private static String wrapped(byte[] bytes, int width, String lineEnd) {
        String coded = Base64.getEncoder().encodeToString(bytes);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < coded.length(); at += width) {
            out.append(at == 0 ? "" : lineEnd)
                    .append(coded, at, Math.min(coded.length(), at + width));
        }
        return out.toString();
    }
}
