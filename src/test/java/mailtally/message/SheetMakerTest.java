package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules one by one, and the traps that were measured in parsers.
class SheetMakerTest {
    static final String HEAD =
            """
            From: Alice <alice@Example.COM>
            To: bob@example.com
            Subject: Plan
            Date: Tue, 5 Mar 2019 10:11:12 +0100
            Message-ID: <1@example.com>
            MIME-Version: 1.0
            """;

    static Sheet sheet(String latin1) {
        return sheet(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Sheet sheet(byte[] bytes, MissingPart... missing) {
        try {
            return new SheetMaker().make(MessageBytes.of(bytes), List.of(missing));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Sheet part(String contentHeaders, String body) {
        return sheet(HEAD + contentHeaders + "\n" + body);
    }

    static Sheet parts(String... parts) {
        return sheet(
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                        + String.join("\n--b\n", parts)
                        + "\n--b--\n");
    }

    static List<String> kinds(Sheet sheet) {
        return sheet.components().stream()
                .filter(c -> !c.path().isEmpty() || c.kind().content())
                .map(c -> c.path() + " " + c.kind())
                .toList();
    }

    private static Component only(Sheet sheet, Component.Kind kind) {
        List<Component> found = sheet.components().stream().filter(c -> c.kind() == kind).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Sha256 ofText(String text) {
        return Sha256.digestOf(text.getBytes(StandardCharsets.UTF_8));
    }

    static boolean whole(Sheet source, Sheet target) {
        return Containment.of(source, target).whole();
    }

    @Test
    void theHeaderGivesAComponentForEachThingAPersonLooksFor() {
        Sheet sheet = part("", "Hello\n");
        assertThat(only(sheet, Component.Kind.MESSAGE_ID).digest())
                .isEqualTo(ofText("<1@example.com>"));
        assertThat(only(sheet, Component.Kind.DATE).digest()).isEqualTo(ofText("1551777072"));
        assertThat(only(sheet, Component.Kind.FROM_ADDRESS).digest())
                .isEqualTo(ofText("alice@example.com"));
        assertThat(only(sheet, Component.Kind.FROM_TEXT).digest())
                .isEqualTo(ofText("Alice <alice@Example.COM>"));
        assertThat(only(sheet, Component.Kind.TO_ADDRESS).label()).isEqualTo("To: bob@example.com");
        assertThat(only(sheet, Component.Kind.SUBJECT).digest()).isEqualTo(ofText("Plan"));
        assertThat(only(sheet, Component.Kind.TEXT).digest()).isEqualTo(ofText("Hello"));
        assertThat(only(sheet, Component.Kind.TEXT).path()).isEqualTo("1");
    }

    @Test
    void aHeaderThatOccursTwiceCountsAsText() {
        Sheet once = sheet("Subject: x\nDate: Tue, 5 Mar 2019 10:11:12 +0100\n\nx\n");
        Sheet twice =
                sheet(
                        """
                        Subject: x
                        Date: Tue, 5 Mar 2019 10:11:12 +0100
                        Date: Tue, 5 Mar 2019 10:11:12 +0100

                        x
                        """);
        assertThat(twice.components().stream().filter(c -> c.kind() == Component.Kind.DATE))
                .hasSize(2);
        assertThat(whole(once, twice)).isFalse();
        assertThat(whole(twice, twice)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tue, 5 Mar 2019 10:11:12 +0100 | 5 Mar 2019 09:11:12 GMT | true",
                "Tue, 5 Mar 2019 10:11:12 +0100 | Tue, 05 Mar 2019 09:11:12 +0000 (UTC) | true",
                "Tue, 5 Mar 2019 10:11:12 +0100 | Tue, 5 Mar 2019 10:11:13 +0100 | false",
                "Tue, 5 Mar 2019 10:11:12 CET | Tue, 5 Mar 2019 10:11:12 XYZ | false",
                "Tue, 5 Mar 2019 10:11:60 GMT | Tue, 5 Mar 2019 10:11:59 GMT | false",
                "yesterday | Yesterday | false",
                "yesterday | yesterday | true",
            })
    void datesAreComparedByTheMomentWhereThatIsBeyondDoubt(String a, String b, boolean same) {
        assertThat(
                        whole(
                                sheet("Date: " + a + "\nSubject: x\n\nx\n"),
                                sheet("Date: " + b + "\nSubject: x\n\nx\n")))
                .isEqualTo(same);
    }

    @Test
    void aChangedDisplayNameIsNoticedAndNamedAlone() {
        Sheet source = sheet("To: Bob <bob@example.com>\n\nx\n");
        Sheet target = sheet("To: Rob <bob@example.com>\n\nx\n");
        assertThat(Containment.of(source, target).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.TO_TEXT);
    }

    @Test
    void aLostRecipientIsNamedAlone() {
        Sheet source = sheet("Bcc: bob@example.com, eve@example.com\n\nx\n");
        Sheet target = sheet("Bcc: bob@example.com\n\nx\n");
        assertThat(Containment.of(source, target).lost())
                .extracting(Component::label)
                .containsExactly("Bcc: eve@example.com");
    }

    @Test
    void partNumbersAreThoseOfImap() {
        String inner =
                "Content-Type: message/rfc822\n\nSubject: in\nContent-Type: multipart/mixed;"
                        + " boundary=i\n\n--i\n\na\n--i\n\nb\n--i--\n";
        Sheet sheet =
                parts(
                        "Content-Type: multipart/alternative; boundary=c\n\n--c\n\nt\n--c\n"
                                + "Content-Type: text/html\n\n<p>t</p>\n--c--",
                        "Content-Type: image/png\n\nx",
                        inner);
        assertThat(kinds(sheet)).containsExactly("1.1 TEXT", "1.2 HTML", "2 BINARY", "3 EMBEDDED");
    }

    @Test
    void aMultipartWhoseBoundaryNeverOccursIsOneRawComponent() {
        Sheet one = part("Content-Type: multipart/mixed; boundary=wrong\n", "--b\n\none\n--b--\n");
        Sheet two = part("Content-Type: multipart/mixed; boundary=wrong\n", "--b\n\ntwo\n--b--\n");
        assertThat(kinds(one)).containsExactly("TEXT RAW");
        assertThat(whole(one, two)).isFalse();
        assertThat(whole(one, one)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/mixed",
                "multipart/mixed; boundary=\"\"",
                "multipart/mixed; boundary=\"a\\\"b\"",
                "multipart/mixed; boundary=\"b \"",
            })
    void aMultipartWithoutAUsableBoundaryIsRaw(String type) {
        assertThat(kinds(part("Content-Type: " + type + "\n", "--b\n\none\n--b--\n")))
                .containsExactly("TEXT RAW");
    }

    @Test
    void wordsBehindABoundaryAreNotLost() {
        Sheet plain = parts("\none", "\ntwo");
        Sheet behind =
                sheet(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b hidden"
                                + " words\n\ntwo\n--b--\n");
        assertThat(kinds(plain)).containsExactly("1 TEXT", "2 TEXT");
        assertThat(kinds(behind)).containsExactly("TEXT RAW");
    }

    @Test
    void onlyTheInnermostMultipartThatDoesNotAddUpIsRaw() {
        Sheet sheet =
                parts(
                        "\none",
                        "Content-Type: multipart/mixed; boundary=c\n\n--c secret\n\ntwo\n--c--",
                        "\nthree");
        assertThat(kinds(sheet)).containsExactly("1 TEXT", "2 RAW", "3 TEXT");
    }

    @Test
    void aPreambleAndAnEpilogueThatAreNotBlankAreComponents() {
        Sheet sheet =
                sheet(
                        HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\nbefore\n--b\n\none\n"
                                + "--b--\nafter\n");
        assertThat(kinds(sheet)).containsExactly("TEXT PREAMBLE", "1 TEXT", "TEXT EPILOGUE");
        assertThat(Containment.of(sheet, parts("\none")).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.PREAMBLE, Component.Kind.EPILOGUE);
    }

    @Test
    void aMultipartCutShortKeepsWhatItHas() {
        Sheet sheet =
                sheet(HEAD + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntw");
        assertThat(kinds(sheet)).containsExactly("1 TEXT", "2 TEXT");
    }

    @ParameterizedTest
    @CsvSource({
        "base64, SGVsbG8=, TEXT",
        "base64, 'SGVs\n bG8= \n', TEXT",
        "base64, 'AAAA==\nBBBB', RAW",
        "base64, 'SGVsbG8=\nSGVsbG8=', RAW",
        "base64, SGVsbG8, RAW",
        "base64, SGVsbG9=, RAW",
        "base64, SGVs*bG8=, RAW",
        "BASE64, SGVsbG8=, TEXT",
        "quoted-printable, 'caf=C3=A9 a=\nb', TEXT",
        "quoted-printable, a=ZZ, RAW",
        "quoted-printable, a=4, RAW",
        "quoted-printable, caf\u00e9, RAW",
        "x-uuencode, abc, RAW",
        "7bit, abc, TEXT",
        "8BIT, abc, TEXT",
    })
    void transferEncodingsAreReadStrictly(String encoding, String body, Component.Kind kind) {
        Sheet sheet =
                part(
                        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
                                + encoding
                                + "\n",
                        body);
        assertThat(kinds(sheet)).containsExactly("1 " + kind);
    }

    @Test
    void whatAForgivingDecoderDropsMakesADifference() {
        String head = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n";
        assertThat(whole(part(head, "AAAA==\nBBBB"), part(head, "AAAA==\nCCCC"))).isFalse();
        assertThat(whole(part(head, "AAAA"), part(head, "AAAA==\nBBBB"))).isFalse();
    }

    @Test
    void bytesThatAreNoTextOfTheirCharsetCountRaw() {
        String head = "Content-Type: text/plain; charset=utf-8\n";
        Sheet one = part(head, "caf\u00e9");
        Sheet two = part(head, "caf\u00e8");
        assertThat(kinds(one)).containsExactly("1 RAW");
        assertThat(whole(one, two)).isFalse();
        assertThat(kinds(part("Content-Type: text/plain; charset=x-unknown\n", "abc")))
                .containsExactly("1 RAW");
        assertThat(kinds(part("", "caf\u00e9"))).containsExactly("1 RAW");
    }

    @Test
    void textIsComparedInUnicode() {
        Sheet latin = part("Content-Type: text/plain; charset=iso-8859-1\n", "caf\u00e9");
        Sheet utf =
                part(
                        """
                        Content-Type: text/plain; charset="UTF-8"
                        Content-Transfer-Encoding: quoted-printable
                        """,
                        "caf=C3=A9");
        Sheet base64 =
                part(
                        """
                        Content-Type: text/plain; charset=utf-16be
                        Content-Transfer-Encoding: base64
                        """,
                        Base64.getEncoder()
                                .encodeToString("café".getBytes(StandardCharsets.UTF_16BE)));
        assertThat(latin.contentDigest()).isEqualTo(utf.contentDigest());
        assertThat(latin.contentDigest()).isEqualTo(base64.contentDigest());
        assertThat(only(utf, Component.Kind.TEXT).digest()).isEqualTo(ofText("café"));
    }

    @ParameterizedTest
    @CsvSource({
        "'a \t\nb', 'a\nb', true",
        "'a\n\n\n', 'a', true",
        "'a\nb', 'a\n\nb', false",
        "' a', 'a', false",
        "'a  b', 'a b', false",
        "'a\tb', 'a b', false",
        "'> a\nb', 'a\nb', false",
    })
    void inPlainTextOnlyLineEndsAndBlanksBeforeThemAreForgiven(String a, String b, boolean same) {
        assertThat(whole(part("", a), part("", b))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "<p>a b</p>, '<div>a\nb</div>', true",
        "<p>a b</p>, <p>a</p>, false",
        "<a href=\"x\">a</a>, <a href=\"y\">a</a>, false",
        "<a href=\"x\">a</a>, <A HREF=x>a</A>, true",
        "<img src=\"1\"><img src=\"2\">, <img src=\"2\"><img src=\"1\">, false",
        "<img alt=\"1\">, <img alt=\"2\">, false",
        "<p></p>, <div></div>, false",
        "<p></p>, <p></p>, true",
        "<p>a&amp;b</p>, <p>a&#38;b</p>, true",
    })
    void htmlIsItsTextAndItsLinksSourcesAndDescriptions(String a, String b, boolean same) {
        String head = "Content-Type: text/html\n";
        assertThat(kinds(part(head, a))).containsExactly("1 HTML");
        assertThat(whole(part(head, a), part(head, b))).isEqualTo(same);
    }

    @Test
    void htmlTextCannotPassForALink() {
        String head = "Content-Type: text/html\n";
        assertThat(whole(part(head, "<pre>a\nhref x</pre>"), part(head, "<a href=x>a</a>")))
                .isFalse();
    }

    @Test
    void aTextAttachmentCountsByBytesWhenEncodedElseByLineEnds() {
        String head = "Content-Type: text/csv\nContent-Disposition: attachment\n";
        String base64 = head + "Content-Transfer-Encoding: base64\n";
        String withBlank =
                Base64.getEncoder().encodeToString("a \r\nb".getBytes(StandardCharsets.US_ASCII));
        String without =
                Base64.getEncoder().encodeToString("a\r\nb".getBytes(StandardCharsets.US_ASCII));
        String lf = Base64.getEncoder().encodeToString("a\nb".getBytes(StandardCharsets.US_ASCII));
        assertThat(kinds(part(base64, without))).containsExactly("1 BINARY");
        assertThat(whole(part(base64, withBlank), part(base64, without))).isFalse();
        assertThat(whole(part(base64, lf), part(base64, without))).isFalse();
        assertThat(whole(part(head, "a\nb"), part(head, "a\r\nb"))).isTrue();
        assertThat(whole(part(head, "a \nb"), part(head, "a\nb"))).isFalse();
    }

    @Test
    void lineEndsAtTheEndOfAnAttachmentCount() {
        String head =
                """
                Content-Type: text/csv; name=a.csv
                Content-Transfer-Encoding: quoted-printable

                """;
        assertThat(whole(parts(head + "a"), parts(head + "a\n"))).isFalse();
        assertThat(whole(sheet(HEAD + head + "a"), sheet(HEAD + head + "a\n\n"))).isTrue();
    }

    @Test
    void aDamagedPngInAnUnencodedPartDiffers() {
        String png = "\u0089PNG\r\n\u001a\n\u0000\u0000";
        String damaged = "\u0089PNG\r\n\u001a\r\n\u0000\u0000";
        String part = "Content-Type: image/png\nContent-Transfer-Encoding: binary\n\n";
        Sheet source = parts(part + png);
        Sheet target =
                sheet(
                        (HEAD
                                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
                                        + part
                                        + "PNG\n--b--\n")
                                .replace("\n", "\r\n")
                                .replace("PNG\r\n--b", damaged + "\r\n--b"));
        assertThat(Containment.of(source, target).lost())
                .extracting(Component::mediaType)
                .containsExactly("image/png");
        assertThat(whole(source, source)).isTrue();
    }

    @Test
    void twoEqualAttachmentsWantTwo() {
        String one = "Content-Type: image/png\n\nx";
        Containment c = Containment.of(parts(one, one), parts(one));
        assertThat(c.lost()).extracting(Component::path).containsExactly("2");
        assertThat(Containment.of(parts(one), parts(one, one)).added())
                .extracting(Component::path)
                .containsExactly("2");
    }

    @Test
    void aChangedFileNameIsNamedAlone() {
        String pdf = "Content-Type: application/pdf\nContent-Disposition: attachment; filename=";
        Containment renamed =
                Containment.of(parts(pdf + "plan.pdf\n\nx"), parts(pdf + "\"other.pdf\"\n\nx"));
        assertThat(renamed.lost())
                .extracting(Component::label)
                .containsExactly("file name: plan.pdf");
        Containment changed =
                Containment.of(parts(pdf + "plan.pdf\n\nx"), parts(pdf + "plan.pdf\n\ny"));
        assertThat(changed.lost())
                .extracting(Component::label)
                .containsExactly("plan.pdf, application/pdf");
    }

    @Test
    void fileNamesOfTwoAttachmentsMayNotBeSwapped() {
        String head = "Content-Type: application/pdf; name=";
        assertThat(
                        whole(
                                parts(head + "a\n\nx", head + "b\n\ny"),
                                parts(head + "b\n\nx", head + "a\n\ny")))
                .isFalse();
    }

    @Test
    void aSignedPartCountsByItsExactBytes() {
        String signed =
                HEAD
                        + "Content-Type: multipart/signed; boundary=s\n\n--s\nContent-Type:"
                        + " text/plain\n\nHello %s\n--s\nContent-Type:"
                        + " application/pgp-signature\n\nsig\n--s--\n";
        Sheet source = sheet(signed.replace("%s", "you"));
        assertThat(kinds(source)).containsExactly("1 SIGNED", "2 BINARY");
        assertThat(Containment.of(source, sheet(signed.replace("%s", "you "))).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.SIGNED);
        assertThat(whole(source, sheet(signed.replace("%s", "you").replace("\n", "\r\n"))))
                .isTrue();
    }

    @Test
    void anEmbeddedMessageIsItsOwnSheet() {
        String inner = "Subject: in\nX-Spam: 1\n\nHello\n";
        Sheet source = parts("Content-Type: message/rfc822\n\n" + inner);
        Sheet rewrapped =
                parts("Content-Type: message/rfc822\n\n" + inner.replace("X-Spam: 1", "X-Spam: 2"));
        Sheet changed = parts("Content-Type: message/rfc822\n\n" + inner.replace("Hello", "Hallo"));
        assertThat(only(source, Component.Kind.EMBEDDED).digest())
                .isEqualTo(sheet(inner).contentDigest());
        assertThat(whole(source, rewrapped)).isTrue();
        assertThat(Containment.of(source, changed).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.EMBEDDED);
        assertThat(kinds(parts("Content-Type: message/rfc822\n\n\nno header")))
                .containsExactly("1 RAW");
    }

    @Test
    void theDefaultOfADigestIsAMessage() {
        Sheet sheet =
                sheet(
                        HEAD
                                + "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: a\n\nx\n"
                                + "--b--\n");
        assertThat(kinds(sheet)).containsExactly("1 EMBEDDED");
    }

    @Test
    void aPartThatWasNeverDownloadedIsSatisfiedByTypeAndLength() {
        String pdf = "JVBERi0xLjQKJcOkw7zDtsOfCjIgMCBvYmoKPDwvTGVuZ3RoIDMgMCBSL0ZpbHRlci9G";
        String missing =
                "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n";
        byte[] partial =
                (HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n--b\n"
                                + missing
                                + "X-Apple-Content-Length: 68\n\n\n--b--\n")
                        .getBytes(StandardCharsets.US_ASCII);
        MissingPart announced = new MissingPart("2", "application/pdf", 68, "a.pdf");
        Sheet source = sheet(partial, announced);
        assertThat(only(source, Component.Kind.NOT_DOWNLOADED).path()).isEqualTo("2");

        Containment complete = Containment.of(source, parts("\nHi", missing + "\n" + pdf));
        assertThat(complete.whole()).isTrue();
        assertThat(complete.added()).isEmpty();
        assertThat(whole(source, parts("\nHi", missing + "\n" + pdf + "\n"))).isTrue();
        assertThat(whole(source, parts("\nHi", missing + "\n" + pdf + "QQ=="))).isFalse();
        assertThat(whole(source, parts("\nHi"))).isFalse();
        assertThat(whole(source, source)).isFalse();
        assertThat(kinds(sheet(partial))).containsExactly("1 TEXT", "2 BINARY", "2 FILE_NAME");
    }

    @Test
    void aLineOfTheHeaderThatIsNoFieldIsAComponent() {
        Sheet source = sheet("Subject: x\nthis is no field\nTo: a@b.c\n\nbody\n");
        Sheet target = sheet("Subject: x\nTo: a@b.c\n\nbody\n");
        assertThat(Containment.of(source, target).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.HEADER_LINE);
    }

    @Test
    void headersOfTheStoreAreNotCompared() {
        Sheet source =
                sheet("From x@y Tue Mar  5 10:11:12 2019\nSubject: x\nStatus: RO\n\nbody\n\n");
        Sheet target = sheet("Subject: x\nX-UID: 7\n\nbody\n");
        assertThat(source.contentDigest()).isEqualTo(target.contentDigest());
    }
}
