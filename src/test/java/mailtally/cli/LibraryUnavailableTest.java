package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A library that is not there, or cannot be read: status 3 and what to do, never 'nothing to do'.
final class LibraryUnavailableTest {
    @TempDir private Path place;

    private void everyVerbStops(Mac mac, String why) throws Exception {
        Files.createDirectories(mac.backups());
        Files.createDirectories(mac.place().resolve("home"));
        List<String[]> commands =
                List.of(
                        new String[] {"accounts"},
                        new String[] {"check", "apple:", mac.backups().toString()},
                        new String[] {"check", "apple:jane@example.com", mac.backups().toString()},
                        new String[] {"backup", "apple:", "--to", mac.backups().toString()});
        for (String[] command : commands) {
            Run text = mac.run(command).isPlain().ends(ExitStatus.UNAVAILABLE);
            assertThat(text.out()).isEmpty();
            explains(text.err(), why);
            String[] asked = Arrays.copyOf(command, command.length + 1);
            asked[command.length] = "--json";
            explains(mac.run(asked).ends(ExitStatus.UNAVAILABLE).failure(), why);
        }
        assertThat(mac.inBackups()).isEmpty();
    }

    private static void explains(String sentence, String why) {
        assertThat(sentence)
                .contains(why)
                .contains("Nothing was changed.")
                .contains("Full Disk Access")
                .contains("System Settings > Privacy & Security")
                .doesNotContainIgnoringCase("nothing to do");
    }

    @Test
    void aMissingLibraryStopsWithTheSentenceThatHelps() throws Exception {
        everyVerbStops(new Mac(place), "no longer there");
    }

    @Test
    void anEmptyLibraryIsNeverTakenForNoMail() throws Exception {
        Mac mac = new Mac(place);
        Files.createDirectories(mac.library());
        everyVerbStops(mac, "The folder is empty.");
    }

    @Test
    void aDiskThatIsNotMountedIsAnEmptyFolderBehindALink() throws Exception {
        Mac mac = new Mac(place);
        Path mountPoint = Files.createDirectories(place.resolve("Volumes").resolve("Mail"));
        Files.createDirectories(mac.library().getParent());
        Files.createSymbolicLink(mac.library(), mountPoint);
        everyVerbStops(mac, "The folder is empty.");
        Files.delete(mountPoint);
        everyVerbStops(mac, "no longer there");
    }

    @Test
    void aFileInTheLibrarysPlaceIsNoLibrary() throws Exception {
        Mac mac = new Mac(place);
        Files.createDirectories(mac.library().getParent());
        Files.writeString(mac.library(), "no folder");
        everyVerbStops(mac, "It is no folder.");
    }

    @Test
    void aLibraryWithoutAnAccountIsNoLibraryEither() throws Exception {
        Mac mac = new Mac(place);
        Files.createDirectories(mac.library().resolve("V10").resolve("MailData"));
        everyVerbStops(mac, "no account with a mail folder");
    }

    @Test
    void aLibraryThatMayNotBeReadStopsWithTheSentenceThatHelps() throws Exception {
        for (String closed : List.of("", "V10")) {
            Mac mac = new Mac(place.resolve("closed" + closed)).usual();
            Map<String, String> before = TreeDigest.of(mac.library());
            Path folder = mac.library().resolve(closed);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
            try {
                Run run =
                        new Child(place)
                                .runBound(
                                        folder,
                                        mac.arguments(
                                                "backup",
                                                "apple:",
                                                "--json",
                                                "--to",
                                                mac.backups().toString()));
                explains(run.ends(ExitStatus.UNAVAILABLE).failure(), "Permission denied");
                assertThat(mac.inBackups()).isEmpty();
            } finally {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            assertThat(TreeDigest.of(mac.library())).isEqualTo(before);
        }
    }
}
