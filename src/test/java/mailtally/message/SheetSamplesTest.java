package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Real files of Apple Mail.
class SheetSamplesTest {
    private static Path samples() {
        String shared = System.getProperty("mailtally.shared", "");
        if (Boolean.getBoolean("mailtally.required")) {
            assertThat(shared).as("mailtally.shared").isNotEmpty();
        }
        assumeThat(shared).as("mailtally.shared, the folder with the real files").isNotEmpty();
        return Path.of(shared, "samples", "emlx");
    }

    /// The message in an .emlx: as many bytes as its first line says.
    private static byte[] message(Path emlx) throws IOException {
        byte[] file = Files.readAllBytes(emlx);
        int start = Bytes.indexOf(file, 0, file.length, (byte) '\n') + 1;
        String length = new String(file, 0, start, StandardCharsets.US_ASCII).strip();
        return Arrays.copyOfRange(file, start, start + Integer.parseInt(length));
    }

    @Test
    void aRealPartialMessageIsContainedInTheWholeOneByTypeAndLength() throws IOException {
        Path samples = samples();
        byte[] partial = message(samples.resolve("Messages/114892.partial.emlx"));
        List<MissingPart> missing = new ArrayList<>();
        for (String number : List.of("2.2", "2.4", "2.6", "2.8")) {
            missing.add(new MissingPart(number, "", -1, ""));
        }
        Sheet source = new SheetMaker().make(MessageBytes.of(partial), missing);
        assertThat(source.components())
                .filteredOn(c -> c.kind() == Component.Kind.NOT_DOWNLOADED)
                .extracting(c -> c.path() + " " + c.mediaType() + " " + c.encodedBytes())
                .containsExactly(
                        "2.2 text/plain 12",
                        "2.4 application/msword 35967",
                        "2.6 text/plain 2146",
                        "2.8 image/png 101404");

        byte[] whole = Files.readAllBytes(samples.resolve("expected/114892.eml"));
        Sheet target = new SheetMaker().make(MessageBytes.of(whole), List.of());
        assertThat(target.components()).noneMatch(c -> c.kind() == Component.Kind.RAW);
        assertThat(Containment.of(source, target).lost()).isEmpty();
    }

    @Test
    void everyRealMessageIsUnderstoodToItsLastByte() throws IOException {
        for (String name : List.of("114862.emlx", "11507.emlx", "136153.partial.emlx")) {
            byte[] message = message(samples().resolve("Messages").resolve(name));
            Sheet sheet = new SheetMaker().make(MessageBytes.of(message), List.of());
            assertThat(sheet.components())
                    .as(name)
                    .noneMatch(c -> c.kind() == Component.Kind.RAW)
                    .anyMatch(c -> c.kind() == Component.Kind.MESSAGE_ID);
        }
    }
}
