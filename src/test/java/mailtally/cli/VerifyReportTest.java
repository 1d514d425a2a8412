package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.MoveRecord;
import mailtally.journey.View;
import mailtally.message.Sha256;
import mailtally.report.MoveReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `mailtally verify REPORT`.
final class VerifyReportTest {
    @TempDir Path into;

    private Path report() throws Exception {
        Instant at = Instant.parse("2026-11-25T15:04:31Z");
        String line = "{\"event\":\"Begun\",\"address\":\"jane@example.com\"}";
        String before = "0".repeat(64) + "\n" + line;
        MoveRecord move =
                new MoveRecord(
                        "1",
                        "jane@example.com",
                        "IMAP",
                        "host",
                        "library",
                        "switch",
                        at,
                        new View.Safe.Unknown(),
                        "nothing",
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of("Nothing was checked."),
                        Map.of("Mailtally", "1"),
                        List.of(
                                new MoveRecord.Event(
                                        1,
                                        at,
                                        "Begun",
                                        "jane@example.com was chosen.",
                                        line,
                                        Sha256.digestOf(before.getBytes(StandardCharsets.UTF_8))
                                                .hex())),
                        consumer -> {});
        return MoveReport.write(move, into, false);
    }

    @Test
    void aReportAsItWasWrittenIsProven() throws Exception {
        Path report = report();
        assertThat(Run.of("verify", report.toString()).ends(ExitStatus.PROVEN).out())
                .contains("Yes: every file, and the chain of 1 event.", "Head of the chain: ");
        JsonNode json = Run.of("verify", "--json", report.toString()).json();
        assertThat(json.path("verdict").asString()).isEqualTo("PROVEN");
        assertThat(Files.readString(report.resolve("report.txt")))
                .contains(json.path("head").asString());
    }

    @Test
    void aChangedByteIsToldByFileAndLine() throws Exception {
        Path report = report();
        Path page = report.resolve("report.html");
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(page));
        int last = lines.size() - 4;
        lines.set(last, lines.get(last).replace("nothing", "everything"));
        Files.writeString(page, String.join("\n", lines) + "\n");
        String where = "report.html was changed in line " + (last + 1) + ".";
        Run run = Run.of("verify", report.toString()).ends(ExitStatus.NOT_PROVEN).isPlain();
        assertThat(run.out()).contains("No: it was changed in 1 place.", where, "Not proven.");
        JsonNode json = Run.of("verify", "--json", report.toString()).json();
        assertThat(json.path("findings").get(0).path("sentence").asString()).isEqualTo(where);
        Files.delete(report.resolve("SHA256SUMS"));
        assertThat(Run.of("verify", report.toString()).ends(ExitStatus.NOT_PROVEN).out())
                .contains("SHA256SUMS is gone.", where);
    }

    @Test
    void aNameThatActsIsShownPlainly() throws Exception {
        Path report = report();
        Files.writeString(report.resolve("\u001b[31mred"), "");
        assertThat(Run.of("verify", report.toString()).ends(ExitStatus.NOT_PROVEN).isPlain().out())
                .contains("does not belong to the report.");
    }
}
