package mailtally.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mailtally.message.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A report that was changed is found out, and where.
final class ReportDamageTest {
    private static final List<String> FILES =
            List.of(
                    "README.txt",
                    "SHA256SUMS",
                    "events.jsonl",
                    "exceptions.csv",
                    "lines.txt",
                    "report.html",
                    "report.json",
                    "report.txt");

    @TempDir Path into;
    private Path report;

    @BeforeEach
    void write() throws IOException {
        report = MoveReport.write(SampleMove.jane(), into, false, ZoneId.of("UTC"));
        assertThat(ReportVerifier.verify(report).intact()).isTrue();
    }

    @Test
    void anyFlippedBitIsFoundInItsFileAndLine() {
        qt().withExamples(1_000)
                .forAll(
                        integers().between(0, FILES.size() - 1),
                        integers().allPositive(),
                        integers().between(0, 7))
                .checkAssert((file, at, bit) -> flip(FILES.get(file), at, 1 << bit));
    }

    private void flip(String name, int at, int mask) {
        try {
            Path file = report.resolve(name);
            byte[] before = Files.readAllBytes(file);
            byte[] after = before.clone();
            int place = at % after.length;
            after[place] ^= (byte) mask;
            Files.write(file, after);
            List<ReportVerifier.Finding> findings = ReportVerifier.verify(report).findings();
            Files.write(file, before);
            long line = 1;
            for (int i = 0; i < place; i++) {
                line += before[i] == '\n' ? 1 : 0;
            }
            assertThat(findings)
                    .as(name + ", byte " + place)
                    .singleElement()
                    .satisfies(f -> assertThat(f.file()).isEqualTo(name));
            assertThat(findings.getFirst().line()).as(name + ", byte " + place).isEqualTo(line);
            assertThat(findings.getFirst().event())
                    .isEqualTo(name.equals("events.jsonl") ? line : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anyFileThatIsGoneIsNamed() throws Exception {
        for (String name : FILES) {
            Path file = report.resolve(name);
            byte[] before = Files.readAllBytes(file);
            Files.delete(file);
            assertThat(said()).as(name).contains(name + " is gone.");
            Files.write(file, before);
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void addedAndRemovedLinesAreTold() throws Exception {
        Path file = report.resolve("events.jsonl");
        List<String> lines = Files.readAllLines(file);
        List<String> fewer = new ArrayList<>(lines);
        fewer.subList(3, 5).clear();
        Files.writeString(file, String.join("\n", fewer) + "\n");
        assertThat(said())
                .containsExactly(
                        "events.jsonl was changed in lines 4 to 5: they are gone: event 4.");
        List<String> more = new ArrayList<>(lines);
        more.add(7, "{\"event\":\"Approved\"}");
        Files.writeString(file, String.join("\n", more) + "\n");
        assertThat(said())
                .containsExactly(
                        "events.jsonl was changed after line 7: 1 line was added: event 8.");
        Files.writeString(report.resolve("notes.txt"), "mine");
        assertThat(said()).contains("notes.txt does not belong to the report.");
    }

    /// Who makes one file and its sums anew is found out by the others.
    @Test
    void sumsMadeAnewForOneFileDoNotHideIt() throws Exception {
        Path page = report.resolve("report.html");
        Files.writeString(
                page, Files.readString(page).replace("12 approved, 0 left", "0 approved, 0 left"));
        renewSums();
        assertThat(said())
                .contains(
                        "report.json names another digest for report.html than SHA256SUMS: one of"
                                + " them was made anew.");
    }

    /// Who makes all but the head on the page anew is found out by the page.
    @Test
    void aChainMadeAnewHasAnotherHead() throws Exception {
        Path events = report.resolve("events.jsonl");
        Files.writeString(events, Files.readString(events).replace("10:02:11", "10:02:12"));
        Path json = report.resolve("report.json");
        String digest = Sha256.digestOf(Files.readAllBytes(events)).hex();
        Files.writeString(
                json,
                Files.readString(json)
                        .replaceFirst("(\"events.jsonl\" : \")[0-9a-f]{64}", "$1" + digest));
        renewSums();
        assertThat(said())
                .contains(
                        "Event 1 is another than report.json tells: one of them was made anew.",
                        "report.html shows another head of the chain than events.jsonl makes: one"
                                + " of them was made anew.");
    }

    @Test
    void aChainThatWasBrokenBeforeIsTold() throws Exception {
        var jane = SampleMove.jane();
        var events = new ArrayList<>(jane.events());
        var third = events.get(2);
        events.set(
                2,
                new mailtally.journey.MoveRecord.Event(
                        3, third.at(), third.kind(), third.what(), "{}", third.digest()));
        Path broken =
                MoveReport.write(SampleMove.with(jane, events), into, false, ZoneId.of("UTC"));
        assertThat(ReportVerifier.verify(broken).findings())
                .singleElement()
                .extracting(ReportVerifier.Finding::sentence)
                .isEqualTo("The chain was broken at event 3 before this report was made.");
    }

    private List<String> said() throws IOException {
        return ReportVerifier.verify(report).findings().stream()
                .map(ReportVerifier.Finding::sentence)
                .toList();
    }

    private void renewSums() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (String name : FILES) {
            if (!name.equals("SHA256SUMS")) {
                digests.put(name, Sha256.digestOf(Files.readAllBytes(report.resolve(name))).hex());
            }
        }
        StringBuilder sums = new StringBuilder();
        digests.forEach((name, digest) -> sums.append(digest + "  " + name + "\n"));
        Files.writeString(report.resolve("SHA256SUMS"), sums.toString(), StandardCharsets.US_ASCII);
    }
}
