package mailtally.demo.exchange;

import static mailtally.demo.exchange.Written.file;
import static mailtally.demo.exchange.Written.html;
import static mailtally.demo.exchange.Written.mail;
import static mailtally.demo.exchange.Written.multi;
import static mailtally.demo.exchange.Written.part;
import static mailtally.demo.exchange.Written.text;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Part;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What each quirk does to the parts of a message, put in and fetched over IMAP, and read by a
/// library that knows nothing of ours.
final class KeptBodiesTest {
    private static final String PLAIN = text("text/plain; charset=us-ascii", "Plain words.");
    private static final String APPLE =
            mail(
                    multi(
                            "alternative",
                            PLAIN,
                            multi("mixed", html("<p>before</p>"), file(), html("<p>after</p>"))));

    @Test
    void withoutQuirksEveryByteIsKept() throws Exception {
        assertThat(kept(APPLE)).isEqualTo(APPLE);
    }

    @Test
    void htmlPartsBecomeOne() throws Exception {
        String kept =
                kept(
                        mail(multi("mixed", html("<p>one</p>"), html("<p>two</p>"), file())),
                        ExchangeQuirk.HTML_MERGED);
        assertThat(Shape.of(kept)).isEqualTo("mixed{text/html, image/png}");
        assertThat((String) Shape.leaves(kept).getFirst().getContent())
                .containsSubsequence("one", "two");
    }

    @Test
    void mergedHtmlOfTwoCharsetsIsWhole() throws Exception {
        String latin = "Content-Type: text/html; charset=iso-8859-1\n\n<p>K\u00f6ln</p>\n";
        String wide =
                "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                        + Base64.getEncoder().encodeToString(Written.utf8("<p>\u03c0\u03bb</p>"))
                        + "\n";
        String kept = kept(mail(multi("mixed", latin, wide)), ExchangeQuirk.HTML_MERGED);
        assertThat((String) Shape.leaves(kept).getFirst().getContent())
                .containsSubsequence("K\u00f6ln", "\u03c0\u03bb");
    }

    @Test
    void htmlAfterAnAttachmentBecomesAFile() throws Exception {
        String kept = kept(APPLE, ExchangeQuirk.HTML_AFTER_ATTACHMENT_AS_FILE);
        assertThat(Shape.of(kept))
                .isEqualTo("alternative{text/plain, mixed{text/html, image/png, text/html}}");
        List<Part> leaves = Shape.leaves(kept);
        assertThat(leaves.getLast().getFileName()).isEqualTo("ATT00001.html");
        assertThat(leaves.getLast().getDisposition()).isEqualTo("attachment");
        assertThat((String) leaves.getLast().getContent()).contains("after");
        assertThat(leaves.get(1).getFileName()).isNull();
    }

    @Test
    void appleMailsShapeIsMovedAndItsHtmlIsMergedAcrossTheAttachment() throws Exception {
        assertThat(Shape.of(kept(APPLE, ExchangeQuirk.MULTIPARTS_MOVED)))
                .isEqualTo("mixed{alternative{text/plain, text/html}, image/png, text/html}");
        String both = kept(APPLE, ExchangeQuirk.MULTIPARTS_MOVED, ExchangeQuirk.HTML_MERGED);
        assertThat(Shape.of(both))
                .isEqualTo("mixed{alternative{text/plain, text/html}, image/png}");
        assertThat((String) Shape.leaves(both).get(1).getContent())
                .containsSubsequence("before", "after");
    }

    @Test
    void aMixedWithinAMixedIsDissolved() throws Exception {
        String kept =
                kept(
                        mail(multi("mixed", PLAIN, multi("mixed", file(), PLAIN, PLAIN))),
                        ExchangeQuirk.MULTIPARTS_MOVED);
        assertThat(Shape.of(kept))
                .isEqualTo("mixed{text/plain, image/png, text/plain, text/plain}");
    }

    @Test
    void aTextIsMadeOfHtmlThatIsAlone() throws Exception {
        String body = html("<style>p {color: red}</style><p>caf&#233; &amp; <b>cake</b></p>a&lt;b");
        String kept = kept(mail(body), ExchangeQuirk.TEXT_ADDED);
        assertThat(Shape.of(kept)).isEqualTo("alternative{text/plain, text/html}");
        assertThat((String) Shape.leaves(kept).getFirst().getContent())
                .isEqualTo("caf\u00e9 & cake\r\na<b\r\n");
        assertThat(Shape.of(kept(mail(multi("mixed", body, file())), ExchangeQuirk.TEXT_ADDED)))
                .isEqualTo("mixed{alternative{text/plain, text/html}, image/png}");
        assertThat(Shape.of(kept(mail(PLAIN), ExchangeQuirk.TEXT_ADDED))).isEqualTo("text/plain");
    }

    @Test
    void aTextIsDroppedWhereTheHtmlSaysTheSame() throws Exception {
        String same =
                mail(multi("alternative", PLAIN, html("<p>Plain <i>words.</i> And more</p>")));
        assertThat(Shape.of(kept(same, ExchangeQuirk.TEXT_DROPPED))).isEqualTo("text/html");
        String other = mail(multi("alternative", PLAIN, html("<p>Plain</p>")));
        assertThat(Shape.of(kept(other, ExchangeQuirk.TEXT_DROPPED)))
                .isEqualTo("alternative{text/plain, text/html}");
        assertThat(Shape.of(kept(same, ExchangeQuirk.TEXT_DROPPED, ExchangeQuirk.TEXT_ADDED)))
                .as("what was dropped is not made again")
                .isEqualTo("text/html");
    }

    @Test
    void partsComeInAnotherEncoding() throws Exception {
        String quoted =
                part(
                        "Content-Type: text/plain; charset=utf-8",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "K=C3=B6ln=",
                        " is far");
        String raw =
                part(
                        "Content-Type: text/csv; name=\"a.csv\"",
                        "Content-Disposition: attachment; filename=\"a.csv\"",
                        "",
                        "a;b ",
                        "",
                        "c");
        String kept =
                kept(mail(multi("mixed", quoted, PLAIN, raw)), ExchangeQuirk.PARTS_RE_ENCODED);
        List<Part> leaves = Shape.leaves(kept);
        assertThat(leaves.stream().map(Shape::encoding).toList())
                .containsExactly("base64", "quoted-printable", "base64");
        assertThat(leaves.getFirst().getContent()).isEqualTo("K\u00f6ln is far\r\n");
        assertThat(leaves.get(1).getContent()).isEqualTo("Plain words.\r\n");
        assertThat(Shape.bytes(leaves.getLast())).isEqualTo(Written.utf8("a;b \r\n\r\nc\r\n"));
        String again =
                kept(
                        mail(
                                part(
                                        "Content-Type: text/plain; charset=utf-8",
                                        "Content-Transfer-Encoding: base64",
                                        "",
                                        "S8O2bG4NCg==")),
                        ExchangeQuirk.PARTS_RE_ENCODED);
        assertThat(again).contains("quoted-printable", "K=C3=B6ln");
    }

    @Test
    void textIsUtf8WhereEachCharacterConverts() throws Exception {
        String latin =
                part(
                        "Content-Type: text/html; charset=\"windows-1252\"",
                        "",
                        "<meta charset=windows-1252><p>\u0080 5</p>");
        String kept = kept(mail(latin), ExchangeQuirk.CHARSETS_CHANGED);
        assertThat(OneMailbox.read(kept).getContentType()).containsIgnoringCase("utf-8");
        assertThat((String) OneMailbox.read(kept).getContent())
                .contains("\u20ac 5", "charset=utf-8");
        for (String left :
                List.of(
                        "Content-Type: text/plain; charset=x-nobody-knows\n\n\u00e4\n",
                        "Content-Type: text/plain; charset=utf-16\n\nodd\n",
                        "Content-Type: text/plain; charset=us-ascii\n\n\u00e4\n")) {
            assertThat(kept(mail(left), ExchangeQuirk.CHARSETS_CHANGED)).isEqualTo(mail(left));
        }
    }

    @Test
    void textLosesItsLastLineEnd() throws Exception {
        String kept = kept(mail(multi("mixed", PLAIN, file())), ExchangeQuirk.LAST_LINE_END_LOST);
        assertThat(Shape.leaves(kept).getFirst().getContent()).isEqualTo("Plain words.");
        assertThat(kept(mail(PLAIN), ExchangeQuirk.LAST_LINE_END_LOST)).endsWith("Plain words.");
    }

    @Test
    void boundariesFoldingAndParametersAreOthers() throws Exception {
        String type = "text/plain; charset=us-ascii; format=flowed; delsp=yes";
        String whole =
                mail(
                        "X-Long: "
                                + "many words ".repeat(20)
                                + "end\n"
                                + multi("mixed", text(type, "Words."), file()));
        String boundaries = kept(whole, ExchangeQuirk.BOUNDARIES_CHANGED);
        assertThat(boundaries).doesNotContain("b-mixed-2");
        assertThat(Shape.of(boundaries)).isEqualTo(Shape.of(whole));
        String folded = kept(whole, ExchangeQuirk.FIELDS_FOLDED_ANEW);
        assertThat(folded.lines()).allMatch(line -> line.length() <= 78);
        assertThat(folded.replace("\r\n ", " ")).isEqualTo(whole.replace("\r\n ", " "));
        assertThat(kept(whole, ExchangeQuirk.PARAMETERS_REORDERED))
                .isEqualTo(
                        whole.replace(
                                type, "text/plain; delsp=yes; format=flowed; charset=us-ascii"));
    }

    @Test
    void winmailDatIsOpenedAndItsFilesAreKept() throws Exception {
        String tnef =
                "Content-Type: application/ms-tnef; name=\"winmail.dat\"\n"
                        + "Content-Transfer-Encoding: base64\n\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(Tnef.of("Bericht.pdf", Written.PICTURE))
                                .replace("\r\n", "\n")
                        + "\n";
        String kept = kept(mail(multi("mixed", PLAIN, tnef)), ExchangeQuirk.TNEF_CONSUMED);
        Part file = Shape.leaves(kept).getLast();
        assertThat(Shape.of(kept)).isEqualTo("mixed{text/plain, application/octet-stream}");
        assertThat(file.getFileName()).isEqualTo("Bericht.pdf");
        assertThat(Shape.bytes(file)).isEqualTo(Written.PICTURE);
        String damaged = mail(multi("mixed", PLAIN, tnef.replace("eJ8+I", "eJ8+J")));
        assertThat(kept(damaged, ExchangeQuirk.TNEF_CONSUMED)).isEqualTo(damaged);
    }

    @Test
    void aMeetingIsWrittenAnewAndAFileOfOneIsNot() throws Exception {
        String calendar =
                """
                BEGIN:VCALENDAR
                PRODID:-//Someone//EN
                VERSION:2.0
                METHOD:REQUEST
                X-PRIVATE:gone
                BEGIN:VEVENT
                UID:4711@example.com
                DTSTART:20190305T100000Z
                SUMMARY:Roof meeting with a summary that is long enough to be folded by
                  any program
                END:VEVENT
                END:VCALENDAR
                """;
        String type = "text/calendar; charset=utf-8; method=REQUEST";
        String kept =
                kept(
                        mail(multi("alternative", PLAIN, text(type, calendar.strip()))),
                        ExchangeQuirk.CALENDAR_REGENERATED);
        String meeting =
                new String(Shape.bytes(Shape.leaves(kept).getLast()), StandardCharsets.UTF_8);
        assertThat(meeting)
                .contains("UID:4711@example.com", "DTSTART:20190305T100000Z", "BUSYSTATUS")
                .doesNotContain("Someone", "X-PRIVATE");
        assertThat(meeting.replace("\r\n ", "")).contains("folded by any program");
        String file =
                mail(multi("mixed", PLAIN, text(type + "; name=\"a.ics\"", calendar.strip())));
        assertThat(kept(file, ExchangeQuirk.CALENDAR_REGENERATED)).isEqualTo(file);
    }

    @Test
    void whatIsSignedStaysWholeAndSoDoesWhatCannotBeRead() throws Exception {
        ExchangeQuirk[] all = ExchangeSettings.everyday().quirks().toArray(ExchangeQuirk[]::new);
        String signature =
                part(
                        "Content-Type: application/pkcs7-signature",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "AAECAw==");
        String signed = multi("signed", PLAIN.replace("words.", "words. "), signature);
        assertThat(kept(mail(signed), all)).isEqualTo(mail(signed));
        String inside = kept(mail(multi("mixed", signed, PLAIN)), all);
        assertThat(inside).contains(Written.lines(signed.substring(signed.indexOf("\n\n"))));
        String wrong = "Content-Type: multipart/mixed; boundary=\"never\"\n\nNot there.\n";
        assertThat(kept(mail(wrong), all)).contains("boundary=\"never\"", "\r\n\r\nNot there.\r\n");
        String header = Written.lines("Subject: a\rb\n\nText.\n");
        assertThat(kept(header, all)).isEqualTo(header);
        String base64 =
                "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA==\nBBBB\n";
        assertThat(kept(mail(base64), all)).contains("\r\n\r\nAAAA==\r\nBBBB\r\n");
        String inner =
                "Content-Type: message/rfc822\n\n" + Written.HEAD + "X-Inner: yes\n\nInner.\n";
        assertThat(kept(mail(inner), all)).contains("X-Inner: yes\r\n\r\nInner.\r\n");
    }

    private static String kept(String octets, ExchangeQuirk... quirks) throws Exception {
        return OneMailbox.kept(ExchangeSettings.plain().with(quirks), octets);
    }
}
