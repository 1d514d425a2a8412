package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Messages whose attachments lie beside them, or should.
final class AttachmentTest {
    @TempDir private Path place;

    private Mac mac;

    /// A message whose second part was taken out.
    private static String partial(String fileName) {
        return "Message-ID: <part@example.com>\nSubject: part\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                + "The text.\n--b\nContent-Type: application/pdf; name=\""
                + fileName
                + "\"\nContent-Disposition: attachment; filename=\""
                + fileName
                + "\"\nContent-Transfer-Encoding: base64\nX-Apple-Content-Length: 8\n\n\n--b--\n";
    }

    @BeforeEach
    void fourGoodMessages() throws Exception {
        mac = new Mac(place).usual();
    }

    private Path folder() throws Exception {
        Path messages = mac.messages("INBOX");
        return Files.createDirectories(
                messages.resolveSibling("Attachments").resolve("7").resolve("2"));
    }

    private Run missing(String name) throws Exception {
        Run backup = mac.backup().isPlain().ends(ExitStatus.NOT_PROVEN);
        JsonNode counts = backup.json().path("counts");
        assertThat(counts.path("identical").asInt()).isEqualTo(4);
        assertThat(counts.path("partly").asInt()).isEqualTo(1);
        JsonNode one = backup.json().path("exceptions").get(0);
        assertThat(one.path("locator").asString()).contains("7.partial.emlx");
        assertThat(one.path("reason").asString()).contains("part 2").contains(name);
        Path bag = Mac.bag(backup);
        mac.run("verify", bag.toString()).isPlain().ends(ExitStatus.PROVEN);
        Run check = mac.run("check", "apple:", bag.toString(), "--json").isPlain();
        assertThat(check.ends(ExitStatus.NOT_PROVEN).told())
                .anyMatch(t -> t.contains("7.partial.emlx") && t.contains("Never downloaded"));
        JsonNode jane = mac.run("accounts", "--json").json().path("accounts").get(0);
        assertThat(jane.path("notDownloaded").asInt()).isEqualTo(1);
        return backup;
    }

    @Test
    void anAttachmentThatIsNotThereIsNamed() throws Exception {
        mac.put("INBOX", "7.partial.emlx", Mac.emlx(partial("Plan.pdf")));
        missing("Plan.pdf");
    }

    @Test
    void aLinkInAnAttachmentsPlaceIsNotFollowed() throws Exception {
        mac.put("INBOX", "7.partial.emlx", Mac.emlx(partial("Plan.pdf")));
        Path secret = Files.writeString(place.resolve("secret.pdf"), "secret");
        Files.createSymbolicLink(folder().resolve("Plan.pdf"), secret);
        assertThat(missing("Plan.pdf").told()).anyMatch(t -> t.contains("holds a link"));
    }

    @Test
    void anAttachmentsNameCannotLeaveItsFolder() throws Exception {
        for (String name :
                List.of(
                        "../../../../../../../../../../secret.pdf",
                        place.resolve("secret.pdf").toString(),
                        "..",
                        "%2e%2e/secret.pdf",
                        "\u001b[2Jsecret.pdf")) {
            mac = new Mac(Files.createTempDirectory(place, "mac")).usual();
            Files.writeString(mac.place().resolve("secret.pdf"), "secret");
            mac.put("INBOX", "7.partial.emlx", Mac.emlx(partial(name)));
            missing("");
            Files.writeString(folder().resolve("any name.pdf"), "secret");
            Run backup = mac.backup().isPlain().ends(ExitStatus.PROVEN);
            Path box = Mac.bag(backup).resolve("data").resolve(Mac.ACCOUNT).resolve("INBOX.mbox");
            assertThat(Files.readString(box.resolve("mbox"))).contains("\n\nc2VjcmV0\n--b--\n");
        }
        try (Stream<Path> entries = Files.list(place)) {
            assertThat(entries.map(e -> e.getFileName().toString()))
                    .allMatch(
                            name ->
                                    name.equals("home")
                                            || name.startsWith("mac")
                                            || name.equals("Backups"));
        }
    }
}
