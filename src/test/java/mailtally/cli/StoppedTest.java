package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup that is stopped in the middle: status 5, no sealed bag, and a next run that cleans up.
final class StoppedTest {
    private static final int LINES = 4 << 20;

    /// Python's own defaults for these signals; a shell that runs tests in the background ignores
    /// them for all its children.
    private static final String DEFAULT_SIGNALS =
            """
            import os, signal, sys
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.execv(sys.argv[1], sys.argv[1:])
            """;

    @TempDir private Path place;

    private Mac mac;
    private Path large;

    @BeforeEach
    void aLibraryThatTakesItsTime() throws Exception {
        mac = new Mac(place).usual();
        String text = Mac.mail("large") + "0123456789abcde\n".repeat(LINES);
        large = mac.put("INBOX", "7.emlx", Mac.emlx(text));
    }

    private Run stopped(String signal, String... more) throws Exception {
        Map<String, String> before = TreeDigest.of(mac.library());
        String[] backup = {"backup", "apple:", "--to", mac.backups().toString()};
        String[] arguments = mac.arguments(backup);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        Child child = new Child(place).through("python3", "-c", DEFAULT_SIGNALS);
        child.start(all.toArray(new String[0]));
        child.await(this::underWay);
        child.signal(signal);
        Run run = child.end().isPlain();
        assertThat(TreeDigest.of(mac.library())).isEqualTo(before);
        mac.nothingSealed();
        return run;
    }

    private boolean underWay() {
        try (DirectoryStream<Path> drafts =
                Files.newDirectoryStream(mac.backups(), ".mailtally-*")) {
            for (Path draft : drafts) {
                Path data = draft.resolve("bag").resolve("data").resolve(Mac.ACCOUNT);
                Path mbox = data.resolve("INBOX.mbox").resolve("mbox");
                if (Files.exists(mbox) && Files.size(mbox) > 0) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // not yet
        }
        return false;
    }

    private void theNextRunCleansUp() throws IOException {
        Files.delete(large); // it has done its part
        Path mine = Files.writeString(mac.backups().resolve(".mailtally-mine"), "mine");
        mac.backup().ends(ExitStatus.PROVEN);
        assertThat(mac.inBackups()).hasSize(3).noneMatch(name -> name.endsWith(".partial"));
        assertThat(mine).hasContent("mine");
    }

    @Test
    void aTerminatedBackupEndsWithStatusFiveAndSealsNothing() throws Exception {
        Run run = stopped("TERM").ends(ExitStatus.STOPPED);
        assertThat(run.err()).contains("Stopped. What was there is as it was.");
        assertThat(run.out()).isEmpty();
        theNextRunCleansUp();
    }

    @Test
    void anInterruptedBackupEndsWithStatusFiveAndSealsNothing() throws Exception {
        Run run = stopped("INT", "--json").ends(ExitStatus.STOPPED);
        assertThat(run.failure()).contains("Stopped.");
        theNextRunCleansUp();
    }

    @Test
    void aKilledBackupSealsNothing() throws Exception {
        Run run = stopped("KILL");
        assertThat(run.status()).isGreaterThan(100);
        theNextRunCleansUp();
    }
}
