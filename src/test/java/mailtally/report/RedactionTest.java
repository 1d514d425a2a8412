package mailtally.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import mailtally.journey.MoveRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedactionTest {
    /// What tells who jane is, with whom she writes, of what, and where her mail lies.
    private static final List<String> TELLING =
            List.of(
                    "jane",
                    "example.com",
                    "example",
                    "wolver",
                    "emailsrvr",
                    "secure.",
                    "/Users",
                    "Library/Mail",
                    "/Volumes",
                    "quillfeather",
                    "Bob",
                    "trout",
                    "season",
                    "fishing",
                    "2014 ",
                    "pigeons",
                    "zeppelin",
                    "client",
                    "INBOX",
                    "shed",
                    "invoice",
                    "F2A1B0C3",
                    "London",
                    "15:04",
                    "14:41",
                    "T15",
                    "Entw");

    @TempDir Path into;

    @Test
    void nothingThatTellsWhoItIsRemains() throws Exception {
        for (MoveRecord move : List.of(SampleMove.jane(), SampleMove.unfinished())) {
            Path report = MoveReport.write(move, into, true, ZoneId.of("Europe/London"));
            String all = all(report);
            for (String one : TELLING) {
                assertThat(all).as(one).doesNotContainIgnoringCase(one);
            }
            for (MoveRecord.Event event : move.events()) {
                assertThat(all).doesNotContain(event.digest());
            }
            move.approvals().forEach(a -> assertThat(all).doesNotContain(a.digest()));
        }
    }

    @Test
    void hostileTextDoesNotComeThroughEither() throws Exception {
        String all = all(MoveReport.write(SampleMove.hostile(), into, true, ZoneId.of("UTC")));
        assertThat(all)
                .doesNotContain("alert", "HYPERLINK", "evil", "passwd", "calc", "gnp", "onerror");
    }

    @Test
    void numbersAndGradesRemain() throws Exception {
        Path report = MoveReport.write(SampleMove.jane(), into, true, ZoneId.of("Europe/London"));
        assertThat(report.getFileName()).hasToString("Mailtally report, redacted 2026-11-25");
        assertThat(Files.readString(report.resolve("report.txt")))
                .contains("Server: 48,198 of 48,210 messages proven, 12 approved, 0 left.")
                .contains("folder 3   3,204   3,192        12     0")
                .contains("safe, in another folder")
                .contains("By: person 1");
        assertThat(Files.readString(report.resolve("exceptions.csv")))
                .contains(
                        "\r\n12,Server,folder 3,\"safe, in another folder\",yes,2014-06-04,,message 12,");
    }

    @Test
    void sentencesKeepWhatNobodyIsCalled() {
        assertThat(KnownWords.only("Server: 48,185 of 48,210 were proven."))
                .isEqualTo("Server: 48,185 of 48,210 were proven.");
        assertThat(KnownWords.only("'not the server', on 10.0.0.1 by Mark in 2014"))
                .isEqualTo("[...], on [...] by [...] in [...]");
        assertThat(KnownWords.only("plan.pdf, 2.1 MB, only on this Mac"))
                .isEqualTo("[...], [...], only on this Mac");
        assertThat(KnownWords.only("")).isEmpty();
    }

    private static String all(Path report) throws IOException {
        StringBuilder all = new StringBuilder(String.valueOf(report.getFileName()));
        try (Stream<Path> files = Files.list(report)) {
            for (Path file : files.toList()) {
                all.append(file.getFileName())
                        .append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
