package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.LineEnds;
import mailtally.message.MessageBytes;
import org.junit.jupiter.api.Test;

final class SecondReaderPropertiesTest {
    private static final Pattern QUOTED = Pattern.compile("(?m)^>(>*From )");
    private static final String[] PIECES = {
        ">",
        ">From ",
        "From ",
        "\n",
        "\n>",
        "\n>>From ",
        "Fro",
        "m ",
        "x",
        "F",
        "\n>F",
        "abcdefgh",
        ""
    };

    @Test
    void unquotingInAnyPiecesIsUnquotingAsAWhole() {
        qt().forAll(integers().all()).checkAssert(SecondReaderPropertiesTest::unquote);
    }

    private static void unquote(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(40);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        byte[] stored = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Unquoting unquoting = new Unquoting();
        unquoting.restart();
        try {
            int at = 0;
            while (at < stored.length) {
                int to = Math.min(stored.length, at + 6 + random.nextInt(20));
                at = unquoting.pass(stored, at, to, to == stored.length, out::write);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo(QUOTED.matcher(text).replaceAll("$1"));
    }

    @Test
    void whatIsNotMixedIsRestoredFromItsRawForm() {
        qt().forAll(integers().all()).checkAssert(SecondReaderPropertiesTest::restore);
    }

    private static void restore(int seed) {
        Random random = new Random(seed);
        String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder text = new StringBuilder("Subject: a" + lineEnd);
        int lines = random.nextInt(10);
        for (int i = 0; i < lines; i++) {
            text.append(random.nextBoolean() ? "a\rb" : "").append(lineEnd);
        }
        text.append(random.nextBoolean() ? "end" : "");
        byte[] message = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            Digests digests = new Digester().digest(MessageBytes.of(message));
            assertThat(digests.lineEnds()).isNotEqualTo(LineEnds.MIXED);
            byte[] raw =
                    (text.toString().replaceAll("\r*\n", "\n").replaceAll("\n*$", "") + "\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            LineEndRestorer restorer =
                    new LineEndRestorer(digests.lineEnds(), digests.finalNewlines(), out);
            for (int at = 0; at < raw.length; ) {
                int length = Math.min(raw.length - at, 1 + random.nextInt(5));
                restorer.take(raw, at, length);
                at += length;
            }
            while (restorer.finish()) {
                // until all are written
            }
            assertThat(out.toByteArray()).isEqualTo(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAlignmentIsOneToOneInOrderAndAsLongAsCanBe() {
        qt().forAll(integers().all()).checkAssert(SecondReaderPropertiesTest::align);
    }

    private static void align(int seed) {
        Random random = new Random(seed);
        int[] a = random.ints(random.nextInt(12), 0, 5).toArray();
        int[] b = random.ints(random.nextInt(12), 0, 5).toArray();
        int[] partners = Alignment.match(a, b);
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            if (partners[i] >= 0) {
                assertThat(b[partners[i]]).isEqualTo(a[i]);
                used.add(partners[i]);
            }
        }
        assertThat(used).isSorted().doesNotHaveDuplicates();
        assertThat(used).as(Arrays.toString(a) + Arrays.toString(b)).hasSize(longest(a, b));
    }

    /// The length of the longest common subsequence, the slow way.
    private static int longest(int[] a, int[] b) {
        int[][] best = new int[a.length + 1][b.length + 1];
        for (int i = 1; i <= a.length; i++) {
            for (int j = 1; j <= b.length; j++) {
                best[i][j] =
                        a[i - 1] == b[j - 1]
                                ? best[i - 1][j - 1] + 1
                                : Math.max(best[i - 1][j], best[i][j - 1]);
            }
        }
        return best[a.length][b.length];
    }
}
