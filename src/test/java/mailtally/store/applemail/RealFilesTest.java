package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real `.emlx` files, published with the program partial-emlx-converter. What that program makes
/// of two of them is a second opinion; each difference is stated here.
class RealFilesTest {
    @TempDir private Path place;
    private Path samples;
    private final Map<String, Shelf.Got> byNumber = new TreeMap<>();

    @BeforeEach
    void readThem() throws Exception {
        samples = SharedFiles.folder().resolve("samples").resolve("emlx");
        Path library = Files.createDirectory(place.resolve("Mail"));
        Path data = Shelf.messages(library, "INBOX").getParent();
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = data.resolve(samples.relativize(file).toString());
                Shelf.put(to, Files.readAllBytes(file));
            }
        }
        Shelf.Visits visits = Shelf.read(library, "INBOX");
        assertThat(visits.unreadable()).isEmpty();
        for (Shelf.Got got : visits.messages()) {
            String name = got.holding().locator().value().replaceAll("#.*|.*/", "");
            byNumber.put(name.replaceAll("\\..*", ""), got);
        }
        assertThat(byNumber.keySet()).containsExactly("114862", "114892", "11507", "136153");
    }

    /// No difference from `expected/`.
    @Test
    void theWholeMessageIsByteForByteWhatTheOtherProgramMakes() throws Exception {
        Shelf.Got got = byNumber.get("114862");
        assertThat(got.text()).isEqualTo(expected("114862.eml"));
        assertThat(got.holding().findings()).isEmpty();
        assertThat(got.holding().completeness()).isEqualTo(Completeness.WHOLE);
        assertThat(got.holding().remoteId()).hasValue("50751");
        assertThat(got.holding().internalDate()).hasValue(Instant.ofEpochSecond(1516985072));
        assertThat(got.holding().flags().names()).containsExactly("$NotJunk");
        assertThat(got.holding().flags().appleRaw()).hasValue(8623750272L);
    }

    /// Its length line is unpadded, and an antivirus put two headers before the message; it put the
    /// right length as well. The remote id is a POP UIDL.
    @Test
    void theMessageThatAnAntivirusChangedIsRead() {
        Shelf.Got got = byNumber.get("11507");
        assertThat(got.text()).hasSize(3685).startsWith("X-Antivirus: ").endsWith("--\n\n");
        assertThat(got.holding().findings()).isEmpty();
        assertThat(got.holding().remoteId()).hasValue("000096c256544602");
    }

    /// All four attachments go back with exactly the lengths that were written down. The
    /// differences from `expected/`, which was parsed and written again:
    ///
    /// 1. its lines end with CRLF, ours stay LF as in the file;
    /// 2. it moves Content-Transfer-Encoding behind Content-Type in each rebuilt part, ours stays;
    /// 3. it quotes the name parameter and adds a semicolon to x-unix-mode, ours stay;
    /// 4. it wraps base64 at 80 columns, which makes 35,943 and 101,339 bytes where the file says
    ///    35,967 and 101,404: 76 columns.
    ///
    /// The decoded bytes of every part are the same, and the quoted-printable part is the same byte
    /// for byte, since Apple's way of breaking lines is known.
    @Test
    void theMessageWithFourAttachmentsIsPutTogether() throws Exception {
        Shelf.Got got = byNumber.get("114892");
        assertThat(got.holding().completeness()).isEqualTo(new Completeness.Rebuilt(4, true));
        assertThat(got.holding().findings()).isEmpty();
        assertThat(got.text()).doesNotContain("X-Apple-Content-Length").doesNotContain("\r");
        String theirs = expected("114892.eml").replace("\r\n", "\n");
        assertThat(normal(got.text())).isEqualTo(normal(theirs));
        assertThat(got.text()).hasSize(textWithoutFields() + 12 + 35_967 + 2146 + 101_404);
    }

    /// The file was shortened for publication: its length line says 3,007 bytes and the message has
    /// 1,748; the attachment has 5,632 bytes where 702,736 encoded ones were written down. The
    /// message ends with its closing boundary, so nothing is in doubt but the attachment's shape.
    /// Its name comes in two pieces, with a semicolon missing after it.
    @Test
    void theShortenedMessageIsPutTogetherAndSaidToDiffer() {
        Shelf.Got got = byNumber.get("136153");
        assertThat(got.holding().completeness()).isEqualTo(new Completeness.Rebuilt(1, false));
        assertThat(got.holding().findings())
                .extracting(Finding::text)
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .contains("3007 bytes", "has 1748", "closing boundary"),
                        second -> assertThat(second).contains("Part 2", "not in the length"));
        int coded = 7512 + 98;
        assertThat(got.text()).hasSize(1748 - "X-Apple-Content-Length: 702736\n".length() + coded);
        assertThat(got.holding().flags().appleRaw()).hasValue(25803555845L);
    }

    private String expected(String name) throws Exception {
        return Files.readString(
                samples.resolve("expected").resolve(name), StandardCharsets.ISO_8859_1);
    }

    private int textWithoutFields() throws Exception {
        String file =
                Files.readString(
                        samples.resolve("Messages").resolve("114892.partial.emlx"),
                        StandardCharsets.ISO_8859_1);
        String text = file.substring(file.indexOf('\n') + 1, file.indexOf("<?xml"));
        return text.replaceAll("X-Apple-Content-Length: [0-9]+\n", "").length();
    }

    /// The message with differences 2 to 4 taken away: base64 in one line, the four headers in one
    /// order and without quotes.
    private static List<String> normal(String message) {
        List<String> lines = new ArrayList<>();
        StringBuilder base64 = new StringBuilder();
        for (String line : message.split("\n", -1)) {
            if (line.matches("[A-Za-z0-9+/=]{1,80}")
                    && !line.endsWith("==\"")
                    && line.length() > 4) {
                base64.append(line);
                continue;
            }
            if (!base64.isEmpty()) {
                lines.add(base64.toString());
                base64.setLength(0);
            }
            boolean header = line.matches("\t(name|x-unix-mode|filename)=.*");
            lines.add(header ? line.replaceAll("[\";]", "") : line);
        }
        return sortedHeaders(lines);
    }

    /// Header blocks of parts, sorted: order of fields says nothing.
    private static List<String> sortedHeaders(List<String> lines) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            out.add(lines.get(i));
            if (lines.get(i).startsWith("--Apple-Mail")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).isEmpty()) {
                    end++;
                }
                String[] block = lines.subList(i + 1, end).toArray(String[]::new);
                Arrays.sort(block);
                out.addAll(List.of(block));
                i = end - 1;
            }
        }
        return out;
    }
}
