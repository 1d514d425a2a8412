package mailtally.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.journey.MoveRecord;
import mailtally.message.Sha256;
import mailtally.testing.Prerequisite;
import mailtally.testing.Python;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Reports as other people's programs read them.
final class ReportReadersTest {
    private static final Pattern ACTS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}&&[^\\n\\r\\uFEFF]]");
    private static final Pattern BLOCK = Pattern.compile("(?m)(?:^ {4}.*\\n)+");

    @TempDir Path into;

    @BeforeEach
    void makeRoom() throws IOException {
        Files.createDirectories(into.resolve("reports"));
    }

    private Path report(MoveRecord move, boolean redacted) throws IOException {
        return MoveReport.write(move, into.resolve("reports"), redacted, ZoneId.of("UTC"));
    }

    @Test
    void pythonReadsPageJsonCsvAndEvents() throws Exception {
        Path report = report(SampleMove.jane(), false);
        JsonNode read =
                Python.run(
                        into.resolve("py"), "/mailtally/report/read_report.py", report.toString());
        assertThat(read.path("bad").size()).as(read.path("bad").toString()).isZero();
        assertThat(read.path("open").size()).isZero();
        assertThat(read.path("policy").asString())
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none';"
                                + " form-action 'none'");
        assertThat(read.path("scopes").asInt()).isEqualTo(read.path("tags").path("th").asInt());
        assertThat(read.path("tags").path("caption").asInt())
                .isEqualTo(read.path("tags").path("table").asInt());
        assertThat(read.path("headShown").asBoolean()).isTrue();
        assertThat(read.path("events").asInt()).isEqualTo(10);
        assertThat(read.path("rows").asInt()).isEqualTo(12);
        assertThat(read.path("mark").asBoolean()).isTrue();
        for (JsonNode place : read.path("places")) {
            balanced(place);
            place.path("folders").forEach(ReportReadersTest::balanced);
        }
    }

    private static void balanced(JsonNode line) {
        assertThat(line.path("found").asLong())
                .as(line.toString())
                .isEqualTo(
                        line.path("proven").asLong()
                                + line.path("approved").asLong()
                                + line.path("left").asLong());
    }

    @Test
    void whatMailSaysIsNeverMarkupNorAFormulaNorAnEscape() throws Exception {
        Path report = report(SampleMove.hostile(), false);
        JsonNode read =
                Python.run(
                        into.resolve("py"), "/mailtally/report/read_report.py", report.toString());
        assertThat(read.path("bad").size()).as(read.path("bad").toString()).isZero();
        assertThat(read.path("open").size()).isZero();
        assertThat(read.path("formulas").size()).as(read.path("formulas").toString()).isZero();
        assertThat(read.path("columns").toString()).isEqualTo("[10]");
        assertThat(read.path("rows").asInt()).isEqualTo(SampleMove.HOSTILE.size());
        assertThat(read.path("lineEnds").asBoolean()).isTrue();
        assertThat(read.path("subjects").get(0).asString()).isEqualTo(SampleMove.HOSTILE.get(0));
        for (String name : List.of("report.html", "report.txt", "exceptions.csv", "README.txt")) {
            Path file = report.resolve(name);
            String text = Files.readString(file);
            assertThat(ACTS.matcher(text).results().map(m -> (int) m.group().charAt(0)))
                    .as("code points that act in " + name)
                    .isEmpty();
        }
    }

    @Test
    void sha256sumAgreesAndNamesAChangedFile() throws Exception {
        Path report = report(SampleMove.hostile(), false);
        Ran well = sh(report, "sha256sum -c SHA256SUMS");
        assertThat(well.status()).as(well.out()).isZero();
        assertThat(well.out().lines()).hasSize(7).allMatch(line -> line.endsWith(": OK"));
        Files.writeString(report.resolve("report.txt"), "other");
        assertThat(sh(report, "sha256sum -c SHA256SUMS").out()).contains("report.txt: FAILED");
    }

    /// The README's own lines, as somebody would paste them.
    @Test
    void theReadmesCommandsFollowTheChainAndFindAChangedLine() throws Exception {
        Path report = report(SampleMove.jane(), false);
        String readme = Files.readString(report.resolve("README.txt"));
        String head = SampleMove.jane().events().getLast().digest();
        assertThat(readme).contains(head);
        String chain = block(readme, "done < events.jsonl");
        String where = block(readme, "awk ");
        for (String shell : List.of("sh", "bash")) {
            Ran followed = run(report, shell, chain);
            assertThat(followed.out().lines()).hasSize(10).last().isEqualTo(head);
            assertThat(run(report, shell, where).out()).isEmpty();
        }
        Path page = report.resolve("report.html");
        List<String> lines = new java.util.ArrayList<>(Files.readAllLines(page));
        lines.set(211, lines.get(211) + " ");
        Files.writeString(page, String.join("\n", lines) + "\n");
        assertThat(sh(report, where).out()).startsWith("line 212: ").hasLineCount(1);
        assertThat(ReportVerifier.verify(report).findings())
                .singleElement()
                .extracting(ReportVerifier.Finding::sentence)
                .isEqualTo("report.html was changed in line 212.");
    }

    @Test
    void aRedactedReportVerifiesByTheSameCommands() throws Exception {
        Path report = report(SampleMove.jane(), true);
        assertThat(sh(report, "sha256sum -c SHA256SUMS").status()).isZero();
        String readme = Files.readString(report.resolve("README.txt"));
        String head = sh(report, block(readme, "done < events.jsonl")).out().strip();
        assertThat(readme).contains(head.substring(head.lastIndexOf('\n') + 1));
        assertThat(ReportVerifier.verify(report).findings()).isEmpty();
    }

    /// The policy allows the page's own style by its digest: another byte, and it is not applied.
    @Test
    void theStyleIsTheOneThatThePolicyAllows() throws Exception {
        String page = Files.readString(report(SampleMove.jane(), false).resolve("report.html"));
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        String sum =
                Base64.getEncoder()
                        .encodeToString(
                                Sha256.digestOf(style.getBytes(StandardCharsets.UTF_8)).bytes());
        assertThat(page).contains("style-src 'sha256-" + sum + "'");
    }

    @Test
    void chromiumPrintsThePage() throws Exception {
        Prerequisite.program(Path.of("/usr/bin/chromium"), "install chromium");
        Path report = report(SampleMove.hostile(), false);
        Path pdf = into.resolve("report.pdf");
        Ran printed =
                run(
                        into,
                        "sh",
                        "chromium --headless --no-sandbox --disable-gpu --user-data-dir=profile"
                                + " --no-pdf-header-footer --print-to-pdf=report.pdf '"
                                + report.resolve("report.html")
                                        .toUri()
                                        .toString()
                                        .replace("'", "%27")
                                + "'");
        assertThat(printed.status()).as(printed.out()).isZero();
        String bytes = Files.readString(pdf, StandardCharsets.ISO_8859_1);
        assertThat(bytes).startsWith("%PDF").contains("/Type /Page");
        assertThat(bytes).as("links and scripts").doesNotContain("/URI", "/JavaScript");
    }

    private static String block(String readme, String with) {
        Matcher blocks = BLOCK.matcher(readme);
        while (blocks.find()) {
            if (blocks.group().contains(with)) {
                return blocks.group();
            }
        }
        throw new AssertionError("no commands with " + with);
    }

    private record Ran(int status, String out) {}

    private Ran sh(Path folder, String commands) throws Exception {
        return run(folder, "sh", commands);
    }

    private Ran run(Path folder, String shell, String commands) throws Exception {
        Prerequisite.program(Path.of("/usr/bin/sha256sum"), "install coreutils");
        Path out = into.resolve("out");
        Process process =
                new ProcessBuilder(shell, "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }
}
