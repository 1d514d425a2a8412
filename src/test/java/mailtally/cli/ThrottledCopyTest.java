package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import mailtally.demo.exchange.ExchangePace;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.testing.server.StandInServer;
import mailtally.testing.server.TroubleProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exchange hangs up where it asks to wait. What it refused so is sent again, and nothing is looked
/// for: reading the folder through after each refusal would be slower than the throttle.
final class ThrottledCopyTest {
    private static final int MESSAGES = 90;

    @TempDir Path home;

    @Test
    void aRefusalThatHangsUpMakesNobodyReadTheFolderThrough() throws Exception {
        Path cur = Files.createDirectories(home.resolve("source/INBOX/cur"));
        Files.createDirectories(home.resolve("source/INBOX/new"));
        Files.createDirectories(home.resolve("source/INBOX/tmp"));
        for (int i = 0; i < MESSAGES; i++) {
            Files.writeString(
                    cur.resolve(i + ".M1.host:2,S"),
                    "From: bob@example.org\nTo: jane@example.com\nMessage-ID: <"
                            + i
                            + "@example.org>\nSubject: number "
                            + i
                            + "\n\nhello\n");
        }
        Path token = home.resolve("token");
        Files.createFile(
                token,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, StandInServer.TOKEN + "jane\n");
        ExchangeSettings settings =
                ExchangeSettings.everyday()
                        .with(ExchangeQuirk.THROTTLED)
                        .with(new ExchangePace(150_000_000, Duration.ofMinutes(5), 10));
        try (StandInServer server = StandInServer.start(settings);
                TroubleProxy proxy = new TroubleProxy(server.port())) {
            assertThat(server.address("jane")).startsWith("imap://jane@");
            proxy.sound();
            Run.of(
                            "copy",
                            home.resolve("source").toString(),
                            proxy.address("jane"),
                            "--yes",
                            "--state",
                            home.resolve("state").toString(),
                            "--target-token-file",
                            token.toString())
                    .ends(ExitStatus.PROVEN);
            List<String> seen = proxy.seen();
            assertThat(Collections.frequency(seen, "APPEND"))
                    .as("messages sent, a few of them twice")
                    .isBetween(MESSAGES + 1, MESSAGES + MESSAGES / 4);
            assertThat(Collections.frequency(seen, "UID FETCH"))
                    .as("readings: before, of the first dates, and after")
                    .isLessThanOrEqualTo(6);
            assertThat(server.standIn().abuses()).isEmpty();
        }
    }
}
