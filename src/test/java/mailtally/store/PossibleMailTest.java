package mailtally.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PossibleMailTest {
    private static final String FROM = "From jane@example.com Wed Feb  3 04:05:06 2021\n";

    @TempDir Path place;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.eml",
                "1.EML",
                "12.partial.emlx",
                "Old.mbox",
                "old.mbx",
                "mbox",
                "cur/1",
                "new/1.a:2,S"
            })
    void aNameOrAPlaceTells(String name) throws Exception {
        assertThat(sign(name, "x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a@b\n\nx",
                "From : a@b\n\nx",
                "received: from x\n\n",
                "X-Mozilla-Status: 0001\n",
                "\u00ef\u00bb\u00bfSubject: x\n",
                "\r\n\r\nSubject: x\r\n",
                "garbage\nSubject: x\n",
                "Feedback-ID: 1\nOther: 2\nThird: 3\nDate: x\nFrom: y\n",
                "old Mac\rFrom: a@b\rTo: c\r\rx",
            })
    void headerFieldsTell(String text) throws Exception {
        assertThat(sign("plain", text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n",
                "",
                "Note: hello\nHint: look\n",
                "one\ntwo\nthree\nDate: yesterday\n",
                "From here on it is easy\nand so on\n",
                "He came at 10:30 on Feb 3\nand left\n",
                "{\"Subject\": \"x\",\n \"From\": \"y\"}\n",
                "<html>From : x</html>"
            })
    void otherTextIsNoMail(String text) throws Exception {
        assertThat(sign("plain.txt", text)).isFalse();
    }

    @Test
    void anyFlippedBitInTheFirstLineLeavesASign() throws Exception {
        byte[] whole = (FROM + "a: b\n\nx\n").getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < FROM.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                assertThat(sign("Sent", damaged)).as("byte %d, bit %d", at, bit).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "garbage\n", "gar\nba\nge\n\n", "\u0000\u0000", "\u00ff"})
    void garbageBeforeTheOnlyMessageLeavesASign(String garbage) throws Exception {
        assertThat(sign("Sent", garbage + FROM + "a: b\n\nx\n")).isTrue();
    }

    @Test
    void aMessageFarBackIsSeenAndOneFartherIsNot() throws Exception {
        String text = "x".repeat(60_000) + "\n\n" + FROM + "a: b\n\n";
        assertThat(sign("Sent", text)).isTrue();
        assertThat(sign("Sent", "y".repeat(10_000) + text)).isFalse();
    }

    @Test
    void anIndexOfThunderbirdBesideItTells() throws Exception {
        Files.createFile(place.resolve("Sent.msf"));
        assertThat(sign("Sent", "\u0000\u0000\u0000")).isTrue();
    }

    private boolean sign(String name, String text) throws Exception {
        return sign(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private boolean sign(String name, byte[] bytes) throws Exception {
        Path file = place.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return PossibleMail.sign(file).isPresent();
    }
}
