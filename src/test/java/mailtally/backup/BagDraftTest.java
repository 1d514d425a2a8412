package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mailtally.inventory.Progress;
import mailtally.tally.Bucket;
import mailtally.tally.Exceptional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BagDraftTest {
    @TempDir Path target;

    @Test
    void aSealedBagVerifiesAndIsAllThereIs() throws Exception {
        SealedBag sealed = Sample.account().backUp(target);
        assertThat(sealed.bag()).hasFileName("jane@example.com 2026-03-05 09.11");
        assertThat(sealed.proof()).hasFileName("jane@example.com 2026-03-05 09.11.proof.json");
        try (Stream<Path> entries = Files.list(target)) {
            assertThat(entries).containsExactlyInAnyOrder(sealed.bag(), sealed.proof());
        }
        List<Exceptional> named = new ArrayList<>();
        Verification found = BagVerifier.verify(sealed.bag(), named::add, Progress.NONE);
        assertThat(found.damages()).isEmpty();
        assertThat(found.warnings()).isEmpty();
        assertThat(found.intact()).isTrue();
        assertThat(found.counts().found()).isEqualTo(29);
        assertThat(found.counts().of(Bucket.IDENTICAL)).isEqualTo(26);
        assertThat(named)
                .extracting(Exceptional::bucket)
                .containsExactlyInAnyOrder(Bucket.PARTLY, Bucket.PARTLY, Bucket.UNREADABLE);
        assertThat(named)
                .anyMatch(e -> e.reason().contains("2.1 (application/pdf, r\u00e9port.pdf)"));
    }

    @Test
    void sha256sumAgrees() throws Exception {
        SealedBag sealed = Sample.account().backUp(target);
        for (String manifest : List.of("manifest-sha256.txt", "tagmanifest-sha256.txt")) {
            Process process =
                    new ProcessBuilder("sha256sum", "--strict", "-c", manifest)
                            .directory(sealed.bag().toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        }
    }

    @Test
    void asecondBackupInTheSameMinuteHasANumber() throws Exception {
        SealedBag first = Sample.account().backUp(target);
        SealedBag second = Sample.account().backUp(target);
        assertThat(second.bag()).hasFileName("jane@example.com 2026-03-05 09.11 2");
        assertThat(Files.readAllBytes(second.proof())).isEqualTo(Files.readAllBytes(first.proof()));
    }
}
