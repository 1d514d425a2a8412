package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits, hostile shapes and failures: every input ends in a sheet or in a reason.
class SheetLimitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\nbody\n", "no header at all\n", "From x y\n\nbody\n"})
    void aMessageWithoutBytesOrHeaderIsUnreadable(String message) {
        assertThatThrownBy(
                        () ->
                                new SheetMaker()
                                        .make(
                                                MessageBytes.of(
                                                        message.getBytes(
                                                                StandardCharsets.US_ASCII)),
                                                List.of()))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void twentyThousandNestedPartsAndMessagesEndWell() {
        StringBuilder multiparts = new StringBuilder(SheetMakerTest.HEAD);
        StringBuilder messages = new StringBuilder(SheetMakerTest.HEAD);
        for (int i = 0; i < 20_000; i++) {
            multiparts.append(
                    "Content-Type: multipart/mixed; boundary=b" + i + "\n\n--b" + i + "\n");
            messages.append("Content-Type: message/rfc822\n\nSubject: " + i + "\n");
        }
        multiparts.append("\nend\n");
        messages.append("\nend\n");
        assertThat(SheetMakerTest.kinds(SheetMakerTest.sheet(multiparts.toString()))).hasSize(1);
        assertThat(SheetMakerTest.kinds(SheetMakerTest.sheet(messages.toString())))
                .containsExactly("1 EMBEDDED");
        assertThat(
                        SheetMakerTest.whole(
                                SheetMakerTest.sheet(messages.toString()),
                                SheetMakerTest.sheet(messages.toString().replace("end", "and"))))
                .isFalse();
        assertThat(
                        SheetMakerTest.whole(
                                SheetMakerTest.sheet(multiparts.toString()),
                                SheetMakerTest.sheet(multiparts.toString().replace("end", "and"))))
                .isFalse();
    }

    @Test
    void aThousandHeadersAndLongLinesAreRead() {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            message.append("X-").append(i).append(": y\n");
        }
        message.append("Subject: ").append("long ".repeat(20_000)).append("\n\n");
        message.append("x".repeat(1_000_000));
        assertThat(SheetMakerTest.kinds(SheetMakerTest.sheet(message.toString())))
                .containsExactly("1 TEXT");
    }

    @Test
    void aHeaderBeyondTheLimitMakesTheMessageRaw() {
        byte[] big = new byte[64 << 20];
        java.util.Arrays.fill(big, (byte) 'x');
        byte[] head = "Subject: x\nX-Big: ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, big, 0, head.length);
        assertThat(SheetMakerTest.kinds(SheetMakerTest.sheet(big))).containsExactly(" RAW");
        big[big.length - 1] = 'y';
        Sheet other = SheetMakerTest.sheet(big);
        big[big.length - 1] = 'x';
        assertThat(SheetMakerTest.whole(other, SheetMakerTest.sheet(big))).isFalse();
    }

    @Test
    void aMessageOfAHundredThousandPartsIsRaw() {
        Sheet sheet =
                SheetMakerTest.sheet(
                        SheetMakerTest.HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n"
                                + "\n--b\n\nx".repeat(100_000)
                                + "\n--b--\n");
        assertThat(SheetMakerTest.kinds(sheet)).containsExactly("TEXT RAW");
    }

    @Test
    void aFailureOfTheSourceIsNotTakenForABadMessage() {
        byte[] good =
                (SheetMakerTest.HEAD
                                + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n")
                        .getBytes(StandardCharsets.US_ASCII);
        MessageBytes failing =
                new MessageBytes() {
                    @Override
                    public long sizeBytes() {
                        return good.length;
                    }

                    @Override
                    public void writeTo(OutputStream sink) throws IOException {
                        sink.write(good);
                    }

                    @Override
                    public InputStream open() {
                        return new FilterInputStream(
                                new ByteArrayInputStream(good, 0, good.length - 20)) {
                            @Override
                            public int read(byte[] b, int off, int len) throws IOException {
                                int got = super.read(b, off, len);
                                if (got < 0) {
                                    throw new UnreadableException("The file vanished.");
                                }
                                return got;
                            }
                        };
                    }
                };
        assertThatThrownBy(() -> new SheetMaker().make(failing, List.of()))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("The file vanished.");
    }

    @Test
    void randomBytesGiveASheetOrAreUnreadable() {
        Random random = new Random(7);
        String[] pieces = {
            "Content-Type: ",
            "multipart/mixed; boundary=b",
            "multipart/signed; boundary=\"b\"",
            "message/rfc822",
            "text/html",
            "text/plain; charset=utf-16",
            "\n--b\n",
            "\n--b--\n",
            "--b",
            "\n\n",
            "\r\n",
            "\r",
            "\n",
            "Content-Transfer-Encoding: base64\n",
            "Content-Transfer-Encoding: quoted-printable\n",
            "=",
            "AAAA",
            "<a href=",
            "<",
            ">",
            "=?utf-8?q?=C3?= =?utf-8?q?=A9?=",
            "To: ",
            "From: ",
            "<a@b>",
            "\"",
            "(",
            ")",
            ":",
            ";",
            "\u0000",
            "\u00ff",
            " ",
            "\t",
            "Subject: ",
            "Date: ",
            "x"
        };
        List<Sheet> sheets = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            StringBuilder message =
                    new StringBuilder(random.nextBoolean() ? SheetMakerTest.HEAD : "");
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                message.append(
                        random.nextInt(8) == 0
                                ? String.valueOf((char) random.nextInt(256))
                                : pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = message.toString().getBytes(StandardCharsets.ISO_8859_1);
            try {
                Sheet sheet = new SheetMaker().make(MessageBytes.of(bytes), List.of());
                assertThat(Sheet.parse(sheet.toBytes())).isEqualTo(sheet);
                assertThat(Containment.of(sheet, sheet).whole()).isTrue();
                sheets.add(sheet);
            } catch (UnreadableException e) {
                assertThat(e).hasMessageContaining("The message has no");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(sheets).isNotEmpty();
    }

    @Test
    void aNulInTextIsTheSameAsNothingElse() {
        Sheet source = SheetMakerTest.part("", "a\u0000b");
        assertThat(SheetMakerTest.kinds(source)).containsExactly("1 RAW");
        assertThat(SheetMakerTest.whole(source, SheetMakerTest.part("", "a\u0080b"))).isFalse();
        assertThat(SheetMakerTest.whole(source, SheetMakerTest.part("", "a b"))).isFalse();
    }

    @Test
    void aMessageWithNothingThatCountsIsRawAndEqualsOnlyItself() {
        Sheet a = SheetMakerTest.sheet("X-Foo: 1\n\n");
        Sheet b = SheetMakerTest.sheet("X-Foo: 2\n\n");
        assertThat(SheetMakerTest.kinds(a)).containsExactly(" RAW");
        assertThat(SheetMakerTest.whole(a, b)).isFalse();
        assertThat(SheetMakerTest.whole(a, a)).isTrue();
    }
}
