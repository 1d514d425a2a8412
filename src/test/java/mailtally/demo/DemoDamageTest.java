package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDamageTest {
    @TempDir Path bag;

    @Test
    void oneBitOfTheNamedMessageIsTurnedAndNothingElse() throws IOException {
        Path file = bag.resolve("data/In, out.mbox/mbox");
        Files.createDirectories(file.getParent());
        byte[] before = "x".repeat(3000).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, before);
        String line =
                """
                {"package":"data/In, out.mbox/mbox","number":%d,"folder":["In/out","2"],\
                "offset":%d,"lengthBytes":%d,"locator":"l%d","subject":"S"}
                """;
        Files.writeString(
                bag.resolve("messages.jsonl"),
                line.formatted(1, 10, 390, 1)
                        + line.formatted(2, 500, 1000, 2)
                        + "{\"package\":\"data/In, out.mbox/mbox\",\"unreadable\":\"cut\"}\n");
        DemoDamage damage = DemoDamage.flipOneBit(bag);
        assertThat(damage.folder()).isEqualTo("In\\/out/2");
        assertThat(damage.number()).isEqualTo(2);
        assertThat(damage.locator()).isEqualTo("l2");
        assertThat(damage.offset()).isBetween(500L, 1499L);
        byte[] after = Files.readAllBytes(file);
        assertThat(after[(int) damage.offset()]).isEqualTo((byte) ('x' ^ (1 << damage.bit())));
        after[(int) damage.offset()] = 'x';
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aFileOutsideTheBagIsNotTouched() throws IOException {
        Path inner = Files.createDirectory(bag.resolve("inner"));
        Path outside = bag.resolve("mbox");
        Files.writeString(outside, "x".repeat(2000));
        Files.writeString(
                inner.resolve("messages.jsonl"),
                "{\"package\":\"../mbox\",\"folder\":[\"A\"],\"offset\":0,\"lengthBytes\":900}\n");
        assertThatThrownBy(() -> DemoDamage.flipOneBit(inner))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such file");
        assertThat(Files.readString(outside)).isEqualTo("x".repeat(2000));
    }
}
