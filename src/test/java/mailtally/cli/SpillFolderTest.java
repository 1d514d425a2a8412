package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFolderTest {
    @TempDir Path place;

    @Test
    void itIsTheUsersAloneAndGoesWithTheRun() throws Exception {
        SpillFolder spill = SpillFolder.make(new StateFolder(place));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spill.path())))
                .isEqualTo("rwx------");
        Files.writeString(spill.path().resolve("message-1.spill"), "mail");
        spill.close();
        assertThat(inside()).isEmpty();
    }

    @Test
    void anotherRunOfThisProcessIsLeftAlone() throws Exception {
        StateFolder state = new StateFolder(place);
        try (SpillFolder one = SpillFolder.make(state);
                SpillFolder other = SpillFolder.make(state)) {
            assertThat(one.path()).isDirectory().isNotEqualTo(other.path());
        }
    }

    @Test
    void whatAKilledRunLeftIsRemovedAndWhatALivingOneHasIsNot() throws Exception {
        Process living = holding(place.resolve("living"));
        Process killed = holding(place.resolve("killed"));
        try {
            killed.destroyForcibly().waitFor();
            assertThat(inside()).hasSize(4);
            SpillFolder.make(new StateFolder(place)).close();
            Path kept = Path.of(Files.readString(place.resolve("living")));
            assertThat(kept.resolve("message-1.spill")).hasContent("mail");
            assertThat(inside()).hasSize(2);
        } finally {
            living.destroyForcibly().waitFor();
        }
        SpillFolder.make(new StateFolder(place)).close();
        assertThat(inside()).isEmpty();
    }

    @Test
    void aLinkInItIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectories(place.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("mail"), "mail");
        Path all = new StateFolder(place).make("spill");
        Files.createSymbolicLink(all.resolve("link"), elsewhere);
        Path dead = Files.createDirectory(all.resolve("dead"));
        Files.createSymbolicLink(dead.resolve("link"), elsewhere);
        SpillFolder.make(new StateFolder(place)).close();
        assertThat(elsewhere.resolve("mail")).exists();
        assertThat(dead).doesNotExist();
    }

    private List<String> inside() throws IOException {
        try (Stream<Path> entries = Files.list(place.resolve("spill"))) {
            return entries.map(e -> e.getFileName().toString()).toList();
        }
    }

    /// A process that has a folder until it is killed.
    private Process holding(Path said) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holding.class.getName(),
                                place.toString(),
                                said.toString())
                        .inheritIO()
                        .start();
        for (int i = 0; i < 600 && !Files.exists(said); i++) {
            Thread.sleep(50);
        }
        assertThat(said).exists();
        return process;
    }

    /// Has a folder with a message in it, until it is killed.
    static final class Holding {
        private Holding() {}

        public static void main(String[] arguments) throws Exception {
            SpillFolder spill = SpillFolder.make(new StateFolder(Path.of(arguments[0])));
            Files.writeString(spill.path().resolve("message-1.spill"), "mail");
            Path draft = Path.of(arguments[1] + ".draft");
            Files.writeString(draft, spill.path().toString());
            Files.move(draft, Path.of(arguments[1]));
            Thread.sleep(120_000);
        }
    }
}
