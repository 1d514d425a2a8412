package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.DovecotSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Dovecot that refuses one thing: it is named, and the rest goes on.
final class ServerRefusesTest {
    private static final Instant RECEIVED = Instant.ofEpochSecond(1551777072);
    private static final int MOST = 9;

    @TempDir private Path place;

    private Mac mac;
    private DovecotServer server;
    private OnServer there;

    private void start(DovecotSetup setup) throws Exception {
        mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        server = setup.start();
        there = new OnServer(mac, server, "apple:jane@example.com");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void deliver(String folder, String subject) {
        server.deliver("jane", folder, Mac.bytes(Mac.mail(subject)), Set.of("\\Seen"), RECEIVED);
    }

    @Test
    void aFolderThatCannotBeOpenedIsNamedAndTheRestGoesOn() throws Exception {
        start(DovecotServer.setup());
        mac.put("Archive", "61.emlx", Mac.emlx(Mac.mail("kept 61")));
        mac.put("Archive", "62.emlx", Mac.emlx(Mac.mail("kept 62")));
        deliver("INBOX", "good 11");
        deliver("INBOX", "good 22");
        deliver("Archive", "kept 61");
        deliver("Archive", "kept 62");
        there.run("check").ends(ExitStatus.NOT_PROVEN);
        Path closed = server.maildir("jane").resolve(".Archive");
        close(closed);
        try {
            Run check = there.run("check").isPlain().ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(check))
                    .containsExactlyInAnyOrder(
                            "Archive: kept 61",
                            "Archive: kept 62",
                            "INBOX: good 33",
                            "Sent Messages: good 44");
            assertThat(check.told()).anyMatch(t -> t.contains("Archive") && t.contains("open"));
            assertThat(OnServer.count(check, "identical")).isEqualTo(2);

            Run copy = there.run("copy", "--yes").isPlain().ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(copy))
                    .containsExactlyInAnyOrder("Archive: kept 61", "Archive: kept 62");
            assertThat(OnServer.count(copy, "copied")).isEqualTo(2);

            Run backup =
                    mac.run(
                                    "backup",
                                    server.address("jane"),
                                    "--to",
                                    mac.backups().toString(),
                                    "--source-password-file",
                                    OnServer.password(place).toString(),
                                    "--json")
                            .isPlain()
                            .ends(ExitStatus.NOT_PROVEN);
            assertThat(backup.told()).anyMatch(t -> t.contains("Archive"));
            assertThat(OnServer.count(backup, "identical")).isEqualTo(4);
            mac.run("verify", Mac.bag(backup).toString()).ends(ExitStatus.PROVEN);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
        there.run("copy", "--yes").ends(ExitStatus.PROVEN);
        assertThat(there.counted()).isEqualTo(6);
    }

    private static void close(Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    }

    @Test
    void ofAMailboxThatIsFullWhatFitsIsPutAndProvenAndTheRestNamedWithTheServersAnswer()
            throws Exception {
        start(DovecotServer.setup().mostMessages(MOST));
        for (int i = 1; i <= 20; i++) {
            mac.put("Archive", 100 + i + ".emlx", Mac.emlx(Mac.mail("kept " + i)));
        }
        // One connection: several at once can together get one more in than the server allows.
        Run copy =
                there.run("copy", "--yes", "--connections", "1")
                        .isPlain()
                        .ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.count(copy, "copied")).isEqualTo(MOST);
        assertThat(there.counted()).isEqualTo(MOST);
        assertThat(OnServer.count(copy, "missing")).isEqualTo(24 - MOST);
        assertThat(copy.json().path("exceptions"))
                .hasSize(24 - MOST)
                .allMatch(e -> e.path("reason").asString().contains("Quota exceeded"));

        Run again = there.run("copy", "--yes").isPlain().ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.count(again, "copied")).isZero();
        assertThat(there.counted()).isEqualTo(MOST);
    }
}
