package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each rule of the rewriting profile, with what it forgives and what it does not.
class RewritingTest {
    private static final String HEAD =
            """
            Message-ID: <a@example.com>
            Date: Tue, 5 Mar 2019 10:11:12 +0100
            From: Jane Doe <jane@example.com>
            To: Bob <bob@example.org>
            Subject: Plan
            MIME-Version: 1.0
            """;

    private static Containment compare(String source, String target, String... own) {
        return Containment.ofRewritten(reading(source), reading(target), Set.of(own));
    }

    private static Reading reading(String message) {
        return RewritingPropertyTest.reading(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(String body) {
        return HEAD + "Content-Type: text/plain; charset=us-ascii\n\n" + body;
    }

    private static String part(String type, String body) {
        return "--b\nContent-Type: " + type + "\n\n" + body + "\n";
    }

    private static String multi(String subtype, String... parts) {
        return HEAD
                + "Content-Type: multipart/"
                + subtype
                + "; boundary=b\n\n"
                + String.join("", parts)
                + "--b--\n";
    }

    @Test
    void theSenderMayBecomeAnotherOwnAddress() {
        String other = text("x").replace("jane@example.com", "j.doe@example.com");
        assertThat(compare(text("x"), other).whole()).isFalse();
        assertThat(compare(text("x"), other, "jane@example.com").whole()).isFalse();
        Containment named = compare(text("x"), other, "jane@example.com", "j.doe@example.com");
        assertThat(named.whole()).isTrue();
        assertThat(named.rewritten()).containsExactly(Rewrite.FROM_REWRITTEN);
    }

    @Test
    void aNameOfARecipientMayChangeAndTheAddressMayNot() {
        Containment name = compare(text("x"), text("x").replace("Bob <", "\"B.\" <"));
        assertThat(name.whole()).isTrue();
        assertThat(name.rewritten()).containsExactly(Rewrite.NAMES_CHANGED);
        assertThat(compare(text("x"), text("x").replace("bob@", "bo@")).whole()).isFalse();
        String copied = text("x").replace("To: Bob", "Cc: Bob");
        assertThat(compare(text("x"), copied).whole()).isFalse();
    }

    @Test
    void theSendersNameStaysHoweverItIsWritten() {
        String quoted = text("x").replace("Jane Doe <", "\"Doe, Jane\" <");
        assertThat(compare(text("x"), quoted).whole()).isTrue();
        assertThat(compare(text("x"), text("x").replace("Jane Doe <", "Jane <")).whole()).isFalse();
    }

    @Test
    void theNoticeForProgramsWithoutMimeMayGoAndOtherTextBeforeThePartsMayNot() {
        String one = multi("mixed", part("text/plain", "hello"));
        String notice =
                one.replace("\n\n--b", "\n\nThis is a multi-part message in MIME format.\n--b");
        Containment gone = compare(notice, one);
        assertThat(gone.whole()).isTrue();
        assertThat(gone.rewritten()).containsExactly(Rewrite.NOTICE_LEFT_OUT);
        String said = one.replace("\n\n--b", "\n\nThis is a message in MIME format. Sell.\n--b");
        assertThat(compare(said, one).lost())
                .extracting(Component::kind)
                .containsExactly(Component.Kind.PREAMBLE);
    }

    @Test
    void textWithoutACharsetMayGetOneThatLosesNoByte() {
        String undeclared = text("caf\u00e9");
        String chosen = text("caf\u00c3\u00a9").replace("us-ascii", "utf-8");
        Containment found = compare(undeclared, chosen);
        assertThat(found.whole()).isTrue();
        assertThat(found.rewritten()).containsExactly(Rewrite.CHARSET_CHOSEN);
        assertThat(compare(undeclared, chosen.replace("\u00c3\u00a9", "\u00c3\u00a8")).whole())
                .isFalse();
        assertThat(compare(undeclared, text("caf?")).whole()).isFalse();
    }

    @Test
    void aTextThatIsNoAlternativeStaysThoughHtmlHasItsWords() {
        String both = multi("mixed", part("text/plain", "yes"), part("text/html", "<p>oh yes</p>"));
        String html = multi("mixed", part("text/html", "<p>oh yes</p>"));
        assertThat(compare(both, html).whole()).isFalse();
        String beside = both.replace("multipart/mixed", "multipart/alternative");
        assertThat(compare(beside, html).whole()).isTrue();
        String more = beside.replace("yes\n--b", "yes yes\n--b");
        assertThat(compare(more, html).whole()).isFalse();
    }

    @Test
    void aFileWithAMadeUpNameThatSomebodyAttachedIsAFile() {
        String file = "application/octet-stream; name=ATT00001.html";
        String source = multi("mixed", part("text/html", "<p>one</p>"), part(file, "<p>two</p>"));
        String joined = multi("mixed", part("text/html", "<p>one</p><p>two</p>"));
        assertThat(compare(source, joined).whole()).isFalse();
    }

    @Test
    void aSecondHtmlAfterAFileMayBeOneWithAMadeUpName() {
        String source =
                multi(
                        "mixed",
                        part("text/html", "<p>one</p>"),
                        part("image/png; name=a.png", "x"),
                        part("text/html", "<p>two <a href='https://e.org'>here</a></p>"));
        String attached =
                multi(
                        "mixed",
                        part("text/html", "<p>one</p>"),
                        part("image/png; name=a.png", "x"),
                        part(
                                "text/html; name=ATT00001.html",
                                "<p>two <a href='https://e.org'>here</a></p>"));
        assertThat(compare(source, attached).whole()).isTrue();
        assertThat(compare(source, attached.replace("e.org", "f.org")).whole()).isFalse();
        assertThat(compare(source, attached.replace("a.png", "b.png")).whole()).isFalse();
    }

    @Test
    void aSubjectIsCutAtTwoHundredFiftyFiveAndNowhereElse() {
        String whole = "w".repeat(254) + "\u00e4b";
        String source = text("x").replace("Plan", whole);
        String cut = text("x").replace("Plan", whole.substring(0, 255));
        assertThat(compare(source, cut).rewritten()).containsExactly(Rewrite.SUBJECT_CUT);
        assertThat(compare(source, text("x").replace("Plan", whole.substring(0, 254))).whole())
                .isFalse();
        assertThat(compare(text("x"), text("x").replace("Plan", "Pla")).whole()).isFalse();
    }

    @Test
    void withoutWordsAtHandLessIsProvenAndNeverMore() {
        String source = multi("mixed", part("text/html", "<p>one</p>"), part("text/html", "two"));
        String joined = multi("mixed", part("text/html", "<p>one</p>two"));
        assertThat(compare(source, joined).whole()).isTrue();
        assertThat(
                        Containment.ofRewritten(
                                        Reading.of(reading(source).sheet()),
                                        Reading.of(reading(joined).sheet()),
                                        Set.of())
                                .whole())
                .isFalse();
    }

    @Test
    void aPartThatNeverCameIsThereWhereItsTypeNameAndPlainLengthAreWhateverItsEncodingIsNow()
            throws Exception {
        String file = "Content-Disposition: attachment; filename=plan.csv";
        String announced = file + "\nX-Apple-Content-Length: 12";
        String source =
                multi("mixed", part("text/plain", "hello"), part("text/csv\n" + announced, ""));
        MissingPart missing = new MissingPart("2", "text/csv", 12, "plan.csv");
        Reading lacking =
                new SheetMaker()
                        .read(
                                MessageBytes.of(source.getBytes(StandardCharsets.ISO_8859_1)),
                                List.of(missing),
                                new DetailBudget(DetailBudget.USUAL_BYTES));
        assertThat(complete(lacking, file, "one,two\r\n1,2\r\n").whole()).isTrue();
        assertThat(complete(lacking, file, "one,two\r\n1,2\r\n").added()).isEmpty();
        assertThat(complete(lacking, file, "one,two\r\n1,2\r\n34").whole()).isFalse();
        String other = file.replace("plan", "plans");
        assertThat(complete(lacking, other, "one,two\r\n1,2\r\n").whole()).isFalse();
    }

    private static Containment complete(Reading lacking, String file, String body) {
        String encoded =
                Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.US_ASCII));
        String header = "text/csv\n" + file + "\nContent-Transfer-Encoding: base64";
        String target = multi("mixed", part("text/plain", "hello"), part(header, encoded));
        return Containment.ofRewritten(lacking, reading(target), Set.of());
    }
}
