package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mailtally.testing.SmallMac;
import mailtally.testing.TreeDigest;
import mailtally.testing.server.DovecotServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The look afterwards: is the new account on this Mac, and does it show mail?
class SetupLookTest {
    private static final String JANE = "jane@example.com";

    @TempDir Path place;

    private SmallMac mac;

    @BeforeEach
    void aMacWithTheOldAccount() throws Exception {
        mac = SmallMac.usual(place.resolve("home"));
    }

    @Test
    void theOldAccountIsNotTheNewOne() throws Exception {
        Run run = look(JANE).ends(ExitStatus.NOT_PROVEN).isPlain();
        assertThat(run.out()).contains("No: this Mac has no Exchange account of that address");
    }

    @Test
    void anAccountWithoutMailDoesNotWorkYet() throws Exception {
        mac.exchange(JANE);
        assertThat(look(JANE).ends(ExitStatus.NOT_PROVEN).out()).contains("Not yet");
    }

    @Test
    void anAccountThatShowsMailWorks() throws Exception {
        mac.received(mac.exchange(JANE), "INBOX", 7);
        Run run = look("JANE@example.com").ends(ExitStatus.PROVEN).isPlain();
        assertThat(run.out()).contains("Yes: jane@example.com (Exchange) has 7 messages in");
        assertThat(look("bob@example.com").status()).isEqualTo(ExitStatus.NOT_PROVEN);
    }

    @Test
    void itIsCountedBesideItsMailbox() throws Exception {
        mac.received(mac.exchange(JANE), "INBOX", 7);
        try (DovecotServer server = DovecotServer.start()) {
            for (int i = 0; i < 9; i++) {
                server.deliver("jane", Mac.bytes(Mac.mail("m" + i)));
            }
            Run run =
                    look(
                            JANE,
                            "--new",
                            server.address("jane"),
                            "--target-password-file",
                            OnServer.password(place).toString(),
                            "--json");
            JsonNode json = run.ends(ExitStatus.PROVEN).json();
            assertThat(json.path("works").asBoolean()).isTrue();
            assertThat(json.path("mailboxMessages").asInt()).isEqualTo(9);
            assertThat(json.path("accounts").get(0).path("messages").asInt()).isEqualTo(7);
            assertThat(server.commands("jane"))
                    .noneMatch(c -> c.matches("(?i)(UID )?(CREATE|APPEND|STORE|DELETE|SELECT).*"));
        }
    }

    private Run look(String address, String... more) throws Exception {
        Path home = place.resolve("home");
        Map<String, String> before = TreeDigest.of(home);
        List<String> all = new ArrayList<>(List.of("setup", address, "--look"));
        all.addAll(List.of(more));
        all.addAll(List.of("--library", mac.library().toString(), "--accounts"));
        Path state = Files.createDirectories(place.resolve("state"));
        all.addAll(List.of(mac.accounts().toString(), "--state", state.toString()));
        Run run = Run.of(all.toArray(String[]::new));
        assertThat(TreeDigest.of(home)).isEqualTo(before);
        return run;
    }
}
