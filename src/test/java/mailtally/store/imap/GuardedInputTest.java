package mailtally.store.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import mailtally.store.server.Spill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a server sends, in pieces of any size.
final class GuardedInputTest {
    private static final long SEED = 4;
    private static final long MOST_BYTES = 1000;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* OK ready\r\n",
                "* 1 FETCH (BODY[] {5}\r\na{3}b UID 7)\r\n",
                "* 1 FETCH (BODY[] {0}\r\n UID 7)\r\n",
                "* 1 FETCH (BODY[] {5+}\r\n{1}\r\n)\r\n",
                "* OK {} { {a} {1 {12}x {3}\n {+}\r\n {4\r\n {\r\n",
                "* OK {"
            })
    void piecesOfAnySizeGiveTheSameBytes(String sent) throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            GuardedInput in = guarded(new Pieces(sent, random));
            in.allowInMemory(MOST_BYTES);
            assertThat(all(in, random)).as("seed " + SEED + ", round " + round).isEqualTo(sent);
        }
    }

    @Test
    void whatIsTooLargeForMemoryComesBackFromAFile() throws IOException {
        Random random = new Random(SEED);
        String message = "x{9}\r\n".repeat(20);
        String before = "* 1 FETCH (BODY[] ";
        for (int round = 0; round < 50; round++) {
            GuardedInput in =
                    guarded(
                            new Pieces(
                                    before + "{" + message.length() + "}\r\n" + message + ")\r\n",
                                    random));
            in.allowInMemory(10);
            String got = all(in, random);
            assertThat(got).startsWith(before + "{").endsWith(")\r\n").doesNotContain(message);
            String token = got.substring(got.indexOf('\n') + 1, got.length() - 3);
            byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
            try (Spill spill = in.takeSpill(bytes, 0, bytes.length).orElseThrow()) {
                assertThat(
                                new String(
                                        spill.message().open().readAllBytes(),
                                        StandardCharsets.ISO_8859_1))
                        .isEqualTo(message);
            }
            assertThat(in.takeSpill(bytes, 0, bytes.length)).as("taken once").isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{1001}\r\n", "{9663676416}\r\n"})
    void aLiteralLongerThanAnyMessageEndsTheConnection(String announced) {
        GuardedInput in = guarded(new Pieces(announced + "abc\r\n", new Random(SEED)));
        in.allowInMemory(MOST_BYTES);
        assertThatThrownBy(() -> all(in, new Random(SEED))).isInstanceOf(IOException.class);
    }

    @Test
    void aLineWithoutAnEndEndsTheConnection() {
        GuardedInput in =
                guarded(
                        new InputStream() {
                            @Override
                            public int read() {
                                return 'x';
                            }
                        });
        assertThatThrownBy(
                        () -> {
                            byte[] piece = new byte[8192];
                            for (int i = 0; i < 10_000; i++) {
                                assertThat(in.read(piece, 0, piece.length)).isPositive();
                            }
                        })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without an end");
    }

    @Test
    void aMessageThatIsCutIsNoMessage() {
        for (long memory : new long[] {0, MOST_BYTES}) {
            GuardedInput in = guarded(new Pieces("{9}\r\nabc", new Random(SEED)));
            in.allowInMemory(memory);
            assertThatThrownBy(() -> all(in, new Random(SEED))).isInstanceOf(EOFException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    private GuardedInput guarded(InputStream in) {
        return new GuardedInput(in, MOST_BYTES, folder);
    }

    private static String all(GuardedInput in, Random random) throws IOException {
        StringBuilder all = new StringBuilder();
        byte[] piece = new byte[40];
        while (true) {
            int got = in.read(piece, 0, 1 + random.nextInt(piece.length));
            if (got < 0) {
                return all.toString();
            }
            all.append(new String(piece, 0, got, StandardCharsets.ISO_8859_1));
        }
    }

    /// Hands out a few bytes at a time.
    private static final class Pieces extends InputStream {
        private final InputStream in;
        private final Random random;

        Pieces(String text, Random random) {
            this.in = new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.min(length, 1 + random.nextInt(6)));
        }
    }
}
