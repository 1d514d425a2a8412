package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a server sends, cut into pieces anyhow.
final class AnswerInputTest {
    private static final String LETTERS = "\r\n..a\0\u00ff";

    @Test
    void aMessageComesOutAsItWasBeforeDotsWerePutIn() throws Exception {
        for (int seed = 0; seed < 1500; seed++) {
            Random random = new Random(seed);
            StringBuilder message = new StringBuilder();
            int length = random.nextInt(seed % 100 == 0 ? 100_000 : 40);
            while (message.length() < length) {
                message.append(
                        random.nextInt(3) == 0
                                ? "\r\n"
                                : LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            String text = message + "\r\n";
            AnswerInput in = new AnswerInput(pieces(stuffed(text) + ".\r\n+OK next\r\n", random));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.copy(out, Long.MAX_VALUE);
            assertThat(out.toString(StandardCharsets.ISO_8859_1).equals(text))
                    .as("seed " + seed)
                    .isTrue();
            assertThat(in.line()).as("seed " + seed).isEqualTo("+OK next");
        }
    }

    @Test
    void aMessageWithoutALineIsEmpty() throws Exception {
        AnswerInput in = new AnswerInput(new ByteArrayInputStream(bytes(".\r\nx\n")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.copy(out, 10);
        assertThat(out.size()).isZero();
        assertThat(in.line()).isEqualTo("x");
    }

    @Test
    void aMessageOrALineWithoutAnEndIsGivenUp() {
        assertThatThrownBy(() -> endless().copy(new ByteArrayOutputStream(), 1 << 20))
                .isInstanceOf(BrokenException.class)
                .hasMessageContaining("without an end");
        assertThatThrownBy(() -> endless().line())
                .isInstanceOf(BrokenException.class)
                .hasMessageContaining("without an end");
    }

    @Test
    void aMessageThatIsCutOffIsNone() {
        AnswerInput in = new AnswerInput(new ByteArrayInputStream(bytes("half\r\n.")));
        assertThatThrownBy(() -> in.copy(new ByteArrayOutputStream(), 100))
                .isInstanceOf(BrokenException.class)
                .hasMessageContaining("hung up");
    }

    /// By the letter of RFC 1939 section 3.
    private static String stuffed(String text) {
        StringBuilder wire = new StringBuilder();
        String left = text;
        while (!left.isEmpty()) {
            int end = left.indexOf("\r\n") + 2;
            String line = left.substring(0, end);
            wire.append(line.startsWith(".") ? "." : "").append(line);
            left = left.substring(end);
        }
        return wire.toString();
    }

    private static InputStream pieces(String text, Random random) {
        return new ByteArrayInputStream(bytes(text)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                int most = text.length() < 1000 ? 1 + random.nextInt(4) : 60_000;
                return super.read(into, from, Math.min(length, most));
            }
        };
    }

    private static AnswerInput endless() {
        return new AnswerInput(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        return 'x';
                    }
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
