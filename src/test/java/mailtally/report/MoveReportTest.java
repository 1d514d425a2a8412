package mailtally.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoveReportTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir Path into;

    @Test
    void aReportIsANewFolderOfItsOwnEachTime() throws Exception {
        Path first = MoveReport.write(SampleMove.jane(), into, false, LONDON);
        Path second = MoveReport.write(SampleMove.jane(), into, false, LONDON);
        assertThat(first.getFileName()).hasToString("Mailtally report jane@example.com 2026-11-25");
        assertThat(second.getFileName())
                .hasToString("Mailtally report jane@example.com 2026-11-25 2");
        try (Stream<Path> all = Files.list(into)) {
            assertThat(all).containsExactlyInAnyOrder(first, second);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(first)) {
            List<Path> all = files.toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "report.html",
                            "report.txt",
                            "report.json",
                            "exceptions.csv",
                            "events.jsonl",
                            "README.txt",
                            "lines.txt",
                            "SHA256SUMS");
            for (Path file : all) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void manyExceptionsAreAllListedAndFewShown() throws Exception {
        Path report = MoveReport.write(SampleMove.large(50_000), into, false, LONDON);
        try (Stream<String> rows = Files.lines(report.resolve("exceptions.csv"))) {
            assertThat(rows.count()).isEqualTo(50_001);
        }
        assertThat(Files.readString(report.resolve("report.txt")))
                .contains("Server: left, the first 100 of 50,000 messages")
                .contains("number 100")
                .doesNotContain("number 101");
        assertThat(ReportVerifier.verify(report).intact()).isTrue();
    }
}
