package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program, ended in the middle of a trial: the next one takes away what it left.
@Timeout(900)
class KilledTrialTest {
    private static final int MOST_KILLS = 8;

    @TempDir Path place;

    @Test
    void whatAKilledTrialLeftTheNextOneRemoves() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            server.deliver("jane", Mac.bytes(Mac.mail("one")));
            int left = 0;
            for (int i = 0; i < MOST_KILLS && left < 2; i++) {
                ended(server, "KILL");
                left += folders(server).size() > 1 ? 1 : 0;
            }
            assertThat(left).as("kills that left a folder").isPositive();
            Run run = Run.of(arguments(server)).ends(ExitStatus.PROVEN);
            assertThat(run.out()).contains("An earlier trial had left the folder");
            assertThat(folders(server)).containsExactly("INBOX");
            assertThat(server.messages("jane")).hasSize(1);
        }
    }

    @Test
    void aStopNamesTheFolderThatMayBeLeft() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            List<Run> stopped = new ArrayList<>();
            for (int i = 0; i < MOST_KILLS && stopped.isEmpty(); i++) {
                Run run = ended(server, "TERM");
                if (run.status() == ExitStatus.STOPPED) {
                    stopped.add(run);
                }
            }
            assertThat(stopped).as("runs that were stopped").isNotEmpty();
            assertThat(stopped.getFirst().err())
                    .contains("Stopped. The folder 'Mailtally trial ")
                    .contains("the next trial removes it");
        }
    }

    private Run ended(DovecotServer server, String signal) throws Exception {
        int before = folders(server).size();
        Child child = new Child(place.resolve("child"));
        child.start(arguments(server));
        Path maildir = server.maildir("jane");
        child.await(() -> trials(maildir) >= Math.max(1, before));
        child.signal(signal);
        return child.end();
    }

    private static long trials(Path maildir) {
        try (var all = Files.list(maildir)) {
            return all.filter(f -> f.getFileName().toString().startsWith(".Mailtally")).count();
        } catch (java.io.IOException e) {
            return 0; // not there yet
        }
    }

    private String[] arguments(DovecotServer server) throws Exception {
        List<String> all = new ArrayList<>(List.of("setup", "jane@example.com", "--yes"));
        all.addAll(List.of("--new", server.address("jane"), "--name-server", "none"));
        all.addAll(List.of("--autodiscover", "127.0.0.1:1"));
        for (String host : List.of("example.com", "autodiscover.example.com")) {
            all.addAll(List.of("--ask-instead", host + "=127.0.0.1:1"));
        }
        all.addAll(List.of("--ask-instead", "http://autodiscover.example.com=127.0.0.1:1"));
        all.addAll(List.of("--target-password-file", OnServer.password(place).toString()));
        all.addAll(List.of("--state", place.resolve("state").toString()));
        return all.toArray(String[]::new);
    }

    private static List<String> folders(DovecotServer server) {
        return server.doveadm("mailbox", "list", "-u", "jane").lines().toList();
    }
}
