package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What Apple Mail never downloaded, fetched into the backup from another place that has it.
final class CompletionTest {
    @TempDir private Path place;

    private Mac mac;
    private Path other;

    private static String plan(String attachment) {
        return "Message-ID: <part@example.com>\nSubject: part\n"
                + "Date: Tue, 5 Mar 2019 09:11:12 +0000\nMIME-Version: 1.0\n"
                + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                + "The text.\n--b\nContent-Type: application/pdf; name=Plan.pdf\n"
                + "Content-Transfer-Encoding: base64\n"
                + attachment
                + "\n--b--\n";
    }

    private static String whole() {
        return plan("\nc2VjcmV0\n");
    }

    @BeforeEach
    void aMessageWithoutItsAttachment() throws Exception {
        mac = new Mac(place).usual();
        mac.list(Map.of(Mac.ACCOUNT, List.of("jane@example.com", "Work")));
        mac.put("INBOX", "7.partial.emlx", Mac.emlx(plan("X-Apple-Content-Length: 9\n\n")));
        other = place.resolve("other");
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(other.resolve(part));
        }
    }

    private void received(String mail) throws Exception {
        Path file = Files.writeString(other.resolve("cur").resolve("1.M1P1.host:2,S"), mail);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1551777072)));
    }

    private Run backup() {
        return mac.run(
                "backup",
                "apple:jane@example.com",
                "--to",
                mac.backups().toString(),
                "--complete-from",
                other.toString(),
                "--json");
    }

    @Test
    void aPartThatWasNeverDownloadedIsInTheBackup() throws Exception {
        received(whole());
        Run backup = backup().isPlain().ends(ExitStatus.PROVEN);
        assertThat(backup.json().path("counts").path("identical").asInt()).isEqualTo(5);
        assertThat(backup.told()).anyMatch(t -> t.contains("1 part") && t.contains("Plan.pdf"));
        Path bag = Mac.bag(backup);
        assertThat(Files.readString(bag.resolve("data/INBOX.mbox/mbox"))).contains(whole());
        assertThat(Files.readString(bag.resolve("messages.jsonl")))
                .contains("\"completed\":{\"parts\":1,\"address\":\"" + other + "\"}");
        mac.run("verify", bag.toString()).isPlain().ends(ExitStatus.PROVEN);
        Run check = mac.run("check", "apple:jane@example.com", bag.toString(), "--json").isPlain();
        JsonNode counts = check.ends(ExitStatus.PROVEN).json().path("counts");
        assertThat(counts.path("sameContent").asInt()).isEqualTo(1);
        mac.run("check", bag.toString(), other.toString()).isPlain().ends(ExitStatus.NOT_PROVEN);
        mac.run("check", other.toString(), bag.toString()).isPlain().ends(ExitStatus.PROVEN);
    }

    @Test
    void packagesAloneAreCompletedToo() throws Exception {
        received(whole());
        Path plain = Files.createDirectories(place.resolve("plain"));
        mac.run(
                        "backup",
                        "apple:jane@example.com",
                        "--plain",
                        "--to",
                        plain.toString(),
                        "--complete-from",
                        other.toString())
                .ends(ExitStatus.PROVEN);
        assertThat(Files.readString(plain.resolve("INBOX.mbox/mbox"))).contains(whole());
    }

    @Test
    void aPartThatIsNowhereIsNamed() throws Exception {
        received(Mac.mail("another"));
        Run backup = backup().isPlain().ends(ExitStatus.NOT_PROVEN);
        JsonNode one = backup.json().path("exceptions").get(0);
        assertThat(one.path("grade").asString()).isEqualTo("PARTLY");
        assertThat(one.path("reason").asString()).contains("part 2").contains("Plan.pdf");
        assertThat(backup.told()).anyMatch(t -> t.contains("Not completed"));
        mac.run("verify", Mac.bag(backup).toString()).ends(ExitStatus.PROVEN);
    }

    @Test
    void whoHasNotAskedIsToldWhatHelps() throws Exception {
        String helps = "--complete-from ADDRESS";
        Run backup = mac.backup().ends(ExitStatus.NOT_PROVEN);
        assertThat(backup.told()).anyMatch(t -> t.contains(helps));
        Run check = mac.run("check", "apple:", Mac.bag(backup).toString(), "--json");
        assertThat(check.ends(ExitStatus.NOT_PROVEN).told()).anyMatch(t -> t.contains(helps));
        JsonNode jane = mac.run("accounts", "--json").json().path("accounts").get(0);
        assertThat(jane.path("risks").toString()).contains(helps);
    }

    @Test
    void aPlaceThatIsNotThereStopsTheBackupBeforeItBegins() {
        other = place.resolve("nothing");
        backup().ends(ExitStatus.UNAVAILABLE);
        mac.nothingSealed();
    }

    @Test
    void aPlaceThatIsTheSourceItselfIsRefused() {
        mac.run(
                        "backup",
                        "apple:jane@example.com",
                        "--to",
                        mac.backups().toString(),
                        "--complete-from",
                        "apple:jane@example.com")
                .ends(ExitStatus.USAGE);
    }
}
