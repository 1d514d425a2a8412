package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Exchange lets in who is known, and says only at the first question that the mailbox is not
/// theirs.
final class NoRightToMailboxTest {
    @TempDir Path home;

    @Test
    void whoIsLetInAndMayNotOpenTheMailboxIsToldWhoCanGiveTheRight() throws Exception {
        Files.createDirectories(home.resolve("source/INBOX/cur"));
        Files.createDirectories(home.resolve("source/INBOX/new"));
        Files.createDirectories(home.resolve("source/INBOX/tmp"));
        Path token = home.resolve("token");
        Files.createFile(
                token,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, StandInServer.TOKEN + "jane\n");
        try (StandInServer server = StandInServer.start(ExchangeSettings.everyday())) {
            assertThat(server.address("jane")).startsWith("imap://jane@");
            Run run =
                    Run.of(
                                    "check",
                                    home.resolve("source").toString(),
                                    server.address("john"),
                                    "--state",
                                    home.resolve("state").toString(),
                                    "--json",
                                    "--target-token-file",
                                    token.toString())
                            .ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure())
                    .contains("authenticated but not connected", "Add-MailboxPermission");
            assertThat(run.failure()).doesNotContain(StandInServer.TOKEN);
        }
    }
}
