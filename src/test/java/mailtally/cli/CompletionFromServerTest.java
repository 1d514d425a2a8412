package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Scenario 10: a message whose attachment Apple Mail never downloaded, and a server that has it.
final class CompletionFromServerTest {
    private static final String ACCOUNT = "apple:jane@example.com";
    private static final Instant RECEIVED = Instant.ofEpochSecond(1551777072);
    private static final String SMALL = "c2VjcmV0\n";

    @TempDir private Path place;

    private Mac mac;
    private Path password;
    private DovecotServer server;

    @BeforeEach
    void aLibraryAndItsServer() throws Exception {
        mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        password = Files.writeString(place.resolve("password"), MailServer.PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        server = DovecotServer.start();
        for (int number : List.of(11, 22, 33)) {
            deliver("INBOX", Mac.mail("good " + number), RECEIVED);
        }
        deliver("Sent Messages", Mac.mail("good 44"), RECEIVED);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void deliver(String folder, String mail, Instant date) {
        byte[] bytes = mail.getBytes(StandardCharsets.US_ASCII);
        server.deliver("jane", folder, bytes, Set.of("\\Seen"), date);
    }

    /// A message with an attachment.
    private static String whole(String attachment) {
        return plan("\n" + attachment);
    }

    /// The same as Apple Mail has it without the attachment, under a UID.
    private void lacking(String attachment, String uid) throws Exception {
        String mail = plan("X-Apple-Content-Length: " + attachment.length() + "\n\n");
        String list =
                Mac.plist()
                        .replace(
                                "<dict>\n",
                                "<dict>\n\t<key>remote-id</key>\n\t<string>" + uid + "</string>\n");
        mac.put(
                "INBOX",
                "7.partial.emlx",
                Mac.emlx(mail.length(), Mac.bytes(mail), Mac.bytes(list)));
    }

    private static String plan(String second) {
        return "Message-ID: <part@example.com>\nSubject: part\n"
                + "Date: Tue, 5 Mar 2019 09:11:12 +0000\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                + "The text.\n--b\nContent-Type: application/pdf; name=Plan.pdf\n"
                + "Content-Transfer-Encoding: base64\n"
                + second
                + "\n--b--\n";
    }

    private Run backup() {
        return mac.run(
                "backup",
                ACCOUNT,
                "--to",
                mac.backups().toString(),
                "--complete-from",
                server.address("jane"),
                "--source-password-file",
                password.toString(),
                "--json");
    }

    private Run checkServer() {
        return mac.run(
                "check",
                ACCOUNT,
                server.address("jane"),
                "--target-password-file",
                password.toString(),
                "--json");
    }

    private static String inbox(Run backup) throws Exception {
        return Files.readString(Mac.bag(backup).resolve("data/INBOX.mbox/mbox"));
    }

    @Test
    void anAttachmentOnTheServerIsProvenAndInTheBackupUntilTheServerLosesIt() throws Exception {
        deliver("INBOX", whole(SMALL), RECEIVED.plusSeconds(60));
        lacking(SMALL, "4");
        List<StoredMessage> before = server.messages("jane");

        JsonNode counts = checkServer().ends(ExitStatus.PROVEN).json().path("counts");
        assertThat(counts.path("sameContent").asInt()).isEqualTo(1);

        Run backup = backup().isPlain().ends(ExitStatus.PROVEN);
        assertThat(backup.json().path("counts").path("identical").asInt()).isEqualTo(5);
        assertThat(inbox(backup)).contains(whole(SMALL));
        Path bag = Mac.bag(backup);
        mac.run("verify", bag.toString()).ends(ExitStatus.PROVEN);
        mac.run("check", ACCOUNT, bag.toString()).ends(ExitStatus.PROVEN);
        assertThat(server.messages("jane")).isEqualTo(before);
        assertThat(server.commands("jane"))
                .noneMatch(c -> c.matches("(SELECT|APPEND|STORE|UID STORE|EXPUNGE|DELETE).*"));

        server.doveadm("expunge", "-u", "jane", "mailbox", "INBOX", "uid", "4");
        checkServer().ends(ExitStatus.NOT_PROVEN);
        Run later = backup().isPlain().ends(ExitStatus.NOT_PROVEN);
        JsonNode named = later.json().path("exceptions");
        assertThat(named.size()).isEqualTo(1);
        assertThat(named.get(0).path("locator").asString()).contains("7.partial.emlx");
        assertThat(named.get(0).path("reason").asString()).contains("part 2", "Plan.pdf");
        assertThat(later.told()).anyMatch(t -> t.contains("has no such message"));
        assertThat(inbox(later)).doesNotContain(SMALL);
    }

    @Test
    void aUidOfAnEarlierUidvalidityLeadsToNoOtherMessage() throws Exception {
        deliver("INBOX", whole(SMALL), RECEIVED);
        lacking(SMALL, "2");
        assertThat(inbox(backup().ends(ExitStatus.PROVEN))).contains(whole(SMALL));
    }

    @Test
    void aLargeAttachmentIsStreamed() throws Exception {
        String large = ("0123456789abcdef".repeat(4) + "\n").repeat(100_000);
        deliver("INBOX", whole(large), RECEIVED);
        lacking(large, "4");
        String inbox = inbox(backup().ends(ExitStatus.PROVEN));
        assertThat(inbox.contains(whole(large))).isTrue();
    }

    @Test
    void aRefusedPasswordStopsTheBackupBeforeItBegins() throws Exception {
        deliver("INBOX", whole(SMALL), RECEIVED);
        lacking(SMALL, "4");
        Files.writeString(password, "not the password\n");
        Run run = backup().isPlain().ends(ExitStatus.UNAVAILABLE);
        assertThat(run.failure())
                .contains("127.0.0.1", "did not let jane in")
                .doesNotContain("not the password");
        mac.nothingSealed();
    }
}
