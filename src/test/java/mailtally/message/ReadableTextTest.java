package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// A person reads the message, whatever the message is made of.
class ReadableTextTest {
    private static final int LIMIT = 100_000;
    private static final String MIXED =
            "Subject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";

    @Test
    void headTextAndAttachments() throws Exception {
        ReadableText text =
                read(
                        "From: =?utf-8?Q?J=C3=BCrgen?= <j@example.com>\n"
                                + MIXED
                                + "--b\nContent-Type: text/plain; charset=utf-8\n"
                                + "Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe\n"
                                + "--b\nContent-Type: application/pdf; name=plan.pdf\n\nabcd\n--b--\n");
        assertThat(text.head()).containsExactly("From: Jürgen <j@example.com>", "Subject: s");
        assertThat(text.text().strip()).isEqualTo("Grüße");
        assertThat(text.attachments()).singleElement().asString().contains("plan.pdf", "4 bytes");
    }

    @Test
    void plainTextIsPreferredUnlessItIsBlank() throws Exception {
        String html =
                "--b\nContent-Type: text/html\n\n<style>x{}</style><script>evil()</script><p>one</p>"
                        + "<p>two<br>three <img src=http://tracker.example/x.png></p>\n--b--\n";
        String blank = MIXED + "--b\nContent-Type: text/plain\n\n \n" + html;
        String both = MIXED + "--b\nContent-Type: text/plain\n\nplain words\n" + html;
        assertThat(read(blank).text().lines().filter(l -> !l.isBlank()).map(String::strip))
                .containsExactly("one", "two", "three");
        assertThat(read(both).text().strip()).isEqualTo("plain words");
    }

    @Test
    void whatIsNotOfItsCharsetIsStillShown() throws Exception {
        assertThat(
                        read("Subject: s\nContent-Type: text/plain; charset=utf-8\n\ncaf\u00e9 x\n")
                                .text())
                .contains("caf\uFFFD x");
        assertThat(read("Subject: s\n\ncaf\u00e9\n").text()).contains("café");
        assertThat(read("Subject: s\nContent-Type: text/plain; charset=none\n\nwords\n").text())
                .contains("words");
    }

    @Test
    void aTextIsNeverCutWithinACharacter() throws Exception {
        String smile =
                new String(
                        "\uD83D\uDE00".getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
        MessageBytes mail =
                bytes("Subject: s\nContent-Type: text/plain; charset=utf-8\n\n" + "ab" + smile);
        assertThat(ReadableText.of(mail, 3).text()).isEqualTo("ab");
    }

    @Test
    void tenThousandPartsAndDeepNestingEnd() {
        String part = "--b\nContent-Type: text/plain\n\n" + "x".repeat(2000) + "\n";
        String named = "--b\nContent-Type: image/png; name=a.png\n\nx\n";
        String nested =
                "MIME-Version: 1.0\n"
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(5000);
        String tags = "Subject: s\nContent-Type: text/html\n\n" + "<div>".repeat(150_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> {
                    ReadableText many = read(MIXED + part.repeat(10_000) + "--b--\n");
                    assertThat(many.text()).hasSizeLessThanOrEqualTo(LIMIT);
                    ReadableText names = read(MIXED + named.repeat(10_000) + "--b--\n");
                    assertThat(names.attachments()).hasSizeLessThan(300);
                    assertThat(names.attachments().getLast()).contains("more parts");
                    read(nested);
                    read(tags);
                    read("To: x@example.com\n".repeat(30_000) + "\nwords\n");
                });
    }

    private static ReadableText read(String latin1) throws Exception {
        return ReadableText.of(bytes(latin1), LIMIT);
    }

    private static MessageBytes bytes(String latin1) {
        return MessageBytes.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
