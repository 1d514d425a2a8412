package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.MailServers;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole journeys between a library, a server and a backup.
final class ScenarioTest {
    private static final Instant RECEIVED = Instant.ofEpochSecond(1551777072);
    private static final List<Integer> INBOX = List.of(11, 22, 33);

    @TempDir private Path place;

    @Test
    void aLibraryAndAServerThatAreAlikeAreProvenAndNeitherChanges() throws Exception {
        Mac mac = library();
        try (DovecotServer server = DovecotServer.start()) {
            OnServer there = alike(mac, server);
            List<StoredMessage> before = server.messages("jane");
            Run check = there.run("check").ends(ExitStatus.PROVEN); // looks at the library's tree
            assertThat(OnServer.count(check, "found")).isEqualTo(there.counted());
            assertThat(OnServer.count(check, "identical")).isEqualTo(there.counted());
            assertThat(server.messages("jane")).isEqualTo(before);
            assertThat(there.changes()).isEmpty();
        }
    }

    @Test
    void oneChangedByteOfAnAttachmentIsFoundUnderTheSameMessageId() throws Exception {
        Mac mac = library();
        byte[] mail = Mac.bytes(withAttachment("AAECAwQF"));
        mac.put("INBOX", "66.emlx", Mac.emlx(mail.length, mail, Mac.bytes(Mac.plist())));
        try (DovecotServer server = DovecotServer.start()) {
            OnServer there = alike(mac, server);
            server.deliver(
                    "jane",
                    "INBOX",
                    Mac.bytes(withAttachment("AAECAwQG")),
                    Set.of("\\Seen"),
                    RECEIVED);
            Run check = there.run("check").ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.named(check)).containsExactly("INBOX: with attachment");
            assertThat(OnServer.count(check, "partly")).isEqualTo(1);
            assertThat(check.json().path("exceptions").path(0).path("reason").asString())
                    .contains("part 2")
                    .contains("plan.pdf");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBackupIsPutOnAnEmptyServerWholeAndProvenThere(MailServers kind) throws Exception {
        Mac mac = library();
        Path to = Files.createDirectory(place.resolve("bags"));
        Run backup =
                mac.run("backup", "apple:jane@example.com", "--to", to.toString(), "--json")
                        .ends(ExitStatus.PROVEN);
        String bag = Mac.bag(backup).toString();
        try (MailServer server = kind.start()) {
            String[] end = {
                bag,
                server.address("jane"),
                "--json",
                "--state",
                place.resolve("state").toString(),
                "--target-password-file",
                OnServer.password(place).toString()
            };
            Run copy = Run.of(with("copy", "--yes", end)).ends(ExitStatus.PROVEN);
            assertThat(OnServer.count(copy, "copied")).isEqualTo(OnServer.count(copy, "found"));
            Run.of(with("check", "--verbose", end)).ends(ExitStatus.PROVEN);
            assertThat(server.messages("jane")).hasSize(OnServer.count(copy, "found"));
        }
    }

    private static String[] with(String verb, String option, String[] end) {
        String[] all = new String[end.length + 2];
        all[0] = verb;
        all[1] = option;
        System.arraycopy(end, 0, all, 2, end.length);
        return all;
    }

    private Mac library() throws Exception {
        Mac mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        return mac;
    }

    private static OnServer alike(Mac mac, DovecotServer server) {
        for (int number : INBOX) {
            deliver(server, "INBOX", "good " + number);
        }
        deliver(server, "Sent Messages", "good 44");
        return new OnServer(mac, server, "apple:jane@example.com");
    }

    private static void deliver(DovecotServer server, String folder, String subject) {
        byte[] bytes = Mac.mail(subject).getBytes(StandardCharsets.US_ASCII);
        server.deliver("jane", folder, bytes, Set.of("\\Seen"), RECEIVED);
    }

    private static String withAttachment(String base64) {
        return """
               From: a@example.com
               Subject: with attachment
               Message-ID: <with-attachment@example.com>
               Date: Tue, 5 Mar 2019 09:11:12 +0000
               MIME-Version: 1.0
               Content-Type: multipart/mixed; boundary=b

               --b
               Content-Type: text/plain

               See the plan.
               --b
               Content-Type: application/pdf; name=plan.pdf
               Content-Disposition: attachment; filename=plan.pdf
               Content-Transfer-Encoding: base64

               %s
               --b--
               """
                .formatted(base64);
    }
}
