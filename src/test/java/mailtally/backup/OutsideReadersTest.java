package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mailtally.testing.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Programs that know nothing of ours read a bag, and do what its README.txt says.
final class OutsideReadersTest {
    private static final int INBOX_MESSAGES = 22;

    @TempDir Path place;
    private Path bag;

    @BeforeEach
    void makeABag() throws Exception {
        bag = Sample.account().backUp(Files.createDirectory(place.resolve("target"))).bag();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256sum --strict -c", "shasum -a 256 -c"})
    void theManifestsProveTheBagWithoutOurProgram(String command) throws Exception {
        for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
            words.add(manifest);
            assertThat(run(bag, words)).doesNotContain("FAILED");
        }
    }

    @Test
    void pythonFindsEveryMessageByteForByte() {
        JsonNode read = Python.run(place, "/mailtally/backup/read_bag.py", bag.toString());
        JsonNode listed = read.get("listed");
        assertThat(listed.size()).isEqualTo(3);
        for (String path : listed.propertyNames()) {
            assertThat(read.get("found").get(path)).as(path).isEqualTo(listed.get(path));
        }
        assertThat(read.get("found").get("data/Empty.mbox/mbox").size()).isZero();
        assertThat(read.get("cut")).isEqualTo(read.get("raw"));
        assertThat(read.get("cut").size()).isEqualTo(28);
    }

    @Test
    void theReadmesCommandCutsOutEachMessage() throws Exception {
        assertThat(Files.readString(bag.resolve("README.txt")))
                .contains("shasum -a 256 -c manifest-sha256.txt")
                .contains("File > Import Mailboxes...")
                .contains("sed 's/^>\\(>*From \\)/\\1/'");
        for (String line : Files.readAllLines(bag.resolve("messages.jsonl"))) {
            if (line.contains("\"offset\":")) {
                String command =
                        "tail -c +"
                                + (Long.parseLong(field(line, "offset")) + 1)
                                + " '"
                                + field(line, "package")
                                + "' | head -c "
                                + field(line, "lengthBytes")
                                + " | LC_ALL=C sed 's/^>\\(>*From \\)/\\1/' | sha256sum";
                assertThat(run(bag, List.of("sh", "-c", command))).startsWith(field(line, "raw"));
            }
        }
    }

    @Test
    void formailCountsTheSame() throws Exception {
        String count =
                run(bag, List.of("sh", "-c", "formail -s echo <data/INBOX.mbox/mbox | wc -l"));
        assumeTrue(!count.contains("not found"), "no formail here");
        assertThat(count.strip()).isEqualTo("" + INBOX_MESSAGES);
    }

    @Test
    void everyFileIsItsOwnersAlone() throws Exception {
        assumeTrue(Files.getFileStore(bag).supportsFileAttributeView("posix"), "no POSIX here");
        try (var files = Files.walk(bag)) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file).toString())
                        .as(file.toString())
                        .doesNotContain("GROUP", "OTHERS");
            }
        }
    }

    @Test
    void theSameAccountGivesTheSameBagWhateverTheOrder() throws Exception {
        Path again = Sample.account().backUp(Files.createDirectory(place.resolve("2"))).bag();
        for (String file : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            assertThat(Files.readAllBytes(again.resolve(file)))
                    .isEqualTo(Files.readAllBytes(bag.resolve(file)));
        }
    }

    private static String field(String line, String name) {
        return line.replaceFirst(".*?\"" + name + "\":\"?([^\",]*).*", "$1");
    }

    private static String run(Path folder, List<String> command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } catch (IOException e) {
            assumeTrue(false, "not installed: " + command.getFirst());
            throw e;
        }
    }
}
