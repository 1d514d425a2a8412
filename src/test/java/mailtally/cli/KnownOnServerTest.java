package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Checks against a real server again and again: what was read is not fetched twice, and headers
/// alone prove nothing.
final class KnownOnServerTest {
    private static final int MANY = 30;

    @TempDir private Path place;

    private Path here;
    private Path password;

    @Test
    void onlyNewMailIsFetchedAgainAndVanishedMailIsNamed() throws Exception {
        try (DovecotServer server = filled()) {
            check(server).ends(ExitStatus.PROVEN);
            long first = bodies(server);
            assertThat(first).isPositive();
            check(server).ends(ExitStatus.PROVEN);
            assertThat(bodies(server)).isEqualTo(first);
            server.deliver("jane", mail(MANY));
            Files.write(here.resolve("cur/" + MANY + ":2,S"), mail(MANY));
            check(server).ends(ExitStatus.PROVEN);
            assertThat(bodies(server)).isEqualTo(first + 1);
            Files.write(here.resolve("cur/99:2,S"), mail(99));
            JsonNode lacking = check(server).ends(ExitStatus.NOT_PROVEN).json();
            assertThat(lacking.path("counts").path("missing").asInt()).isEqualTo(1);
            assertThat(bodies(server)).isEqualTo(first + 1);
        }
    }

    @Test
    void quickFetchesHeadersAloneAndNeverProves() throws Exception {
        try (DovecotServer server = filled()) {
            Run quick = check(server, "--quick").ends(ExitStatus.NOT_PROVEN);
            assertThat(bodies(server)).isZero();
            JsonNode json = quick.json();
            assertThat(json.path("counts").path("headersOnly").asInt()).isEqualTo(MANY);
            assertThat(json.path("exceptions").get(0).path("reason").asString())
                    .contains("not compared", "Both have");
            assertThat(json.path("doubts").toString()).contains("--quick");
            check(server).ends(ExitStatus.PROVEN);
            check(server, "--quick").ends(ExitStatus.NOT_PROVEN);
        }
    }

    private DovecotServer filled() throws Exception {
        here = place.resolve("here");
        password = Files.writeString(place.resolve("password"), MailServer.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(here.resolve(part));
        }
        DovecotServer server = DovecotServer.start();
        for (int i = 0; i < MANY; i++) {
            Files.write(here.resolve("cur/" + i + ":2,S"), mail(i));
            server.deliver("jane", mail(i));
        }
        return server;
    }

    private Run check(DovecotServer server, String... more) {
        String[] arguments = new String[6 + more.length];
        arguments[0] = "check";
        arguments[1] = here.toString();
        arguments[2] = server.address("jane");
        arguments[3] = "--state=" + place.resolve("State");
        arguments[4] = "--json";
        arguments[5] = "--target-password-file=" + password;
        System.arraycopy(more, 0, arguments, 6, more.length);
        return Run.of(arguments).isPlain();
    }

    /// How many times bodies were asked for.
    private static long bodies(DovecotServer server) {
        return server.commands("jane").stream().filter(c -> c.contains("BODY.PEEK[]")).count();
    }

    private static byte[] mail(int number) {
        return ("From: Jane <jane@example.com>\nMessage-ID: <"
                        + number
                        + "@example.com>\nDate: Tue, 5 Mar 2019 10:11:12 +0100\nSubject: Hello\n\n"
                        + "hello ".repeat(number)
                        + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
