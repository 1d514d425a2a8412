package mailtally.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mailtally.inventory.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Halts a backup before each durable step that it takes. The steps are those that a whole run
/// takes, so a new one is halted at as well.
final class KilledBackupTest {
    @TempDir Path place;

    @Test
    void aBackupKilledAtAnyStepLeavesNoSealedBagThatIsNotWholeAndTheNextRunCleansUp()
            throws Exception {
        Path names = place.resolve("steps");
        assertThat(run(Files.createDirectory(place.resolve("whole")), -1, names)).isZero();
        List<String> steps = Files.readAllLines(names);
        assertThat(steps)
                .hasSizeGreaterThan(40)
                .anyMatch(s -> s.startsWith("rename to jane@example.com"))
                .anyMatch(s -> s.startsWith("sync folder"));
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < steps.size(); i++) {
                int step = i;
                runs.add(threads.submit(() -> killAndRunAgain(step, steps.get(step))));
            }
            for (Future<?> one : runs) {
                one.get();
            }
        }
    }

    private Void killAndRunAgain(int step, String name) throws Exception {
        Path target = Files.createDirectory(place.resolve("step" + step));
        Path foreign = Files.createDirectory(target.resolve(".mailtally-0123456789abcdef.partial"));
        Files.writeString(foreign.resolve("lock"), "not ours");
        Path other = Files.createDirectory(target.resolve(".mailtally-mine.partial"));
        assertThat(run(target, step, target)).as(name).isEqualTo(KilledBackup.HALTED);
        int sealed = sealedAndWhole(target, name);

        SealedBag next = KilledBackup.small().backUp(target);
        assertThat(next.verification().intact()).isTrue();
        assertThat(sealedAndWhole(target, name)).as(name).isEqualTo(sealed + 1);
        assertThat(entries(target))
                .as("left after " + name)
                .filteredOn(e -> e.getFileName().toString().startsWith("."))
                .containsExactlyInAnyOrder(foreign, other);
        assertThat(foreign.resolve("lock")).hasContent("not ours");
        for (Path bag : bags(target)) {
            assertThat(FinalNames.proofOf(bag)).as("after " + name).isRegularFile();
        }
        return null;
    }

    private static int sealedAndWhole(Path target, String name) throws Exception {
        for (Path bag : bags(target)) {
            Verification found = BagVerifier.verify(bag, _ -> {}, Progress.NONE);
            assertThat(found.damages()).as(bag + " after " + name).isEmpty();
            assertThat(found.counts().found()).isEqualTo(3);
        }
        return bags(target).size();
    }

    private static List<Path> bags(Path target) throws IOException {
        return entries(target).stream()
                .filter(e -> Files.isDirectory(e) && !e.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<Path> entries(Path target) throws IOException {
        try (Stream<Path> entries = Files.list(target)) {
            return entries.toList();
        }
    }

    private static int run(Path target, int step, Path names) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledBackup.class.getName(),
                                target.toString(),
                                "" + step,
                                names.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
