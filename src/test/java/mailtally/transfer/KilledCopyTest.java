package mailtally.transfer;

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
import mailtally.message.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Halts a copy before each durable step that it takes. The steps are those that a whole run takes,
/// so a new one is halted at as well. The Maildir is counted by the files in it.
final class KilledCopyTest {
    @TempDir Path place;

    @Test
    void aCopyKilledAtAnyStepEndsInTheNextRunAsAnUninterruptedOneDoesAndOneMoreChangesNothing()
            throws Exception {
        Path names = place.resolve("steps");
        Path whole = Files.createDirectory(place.resolve("whole"));
        assertThat(run(whole, -1, names)).isZero();
        List<String> wanted = messages(whole);
        assertThat(wanted).hasSize(Items.BATCH_MESSAGES + 5 + 3).anyMatch(m -> m.contains("v1.2"));
        List<String> steps = Files.readAllLines(names);
        assertThat(steps)
                .hasSizeGreaterThan(16)
                .anyMatch(s -> s.startsWith("create folder"))
                .anyMatch(s -> s.startsWith("intend to put"))
                .anyMatch(s -> s.startsWith("put "))
                .anyMatch(s -> s.startsWith("note the outcome"));
        List<Future<?>> runs = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < steps.size(); i++) {
                int step = i;
                runs.add(threads.submit(() -> killAndRunAgain(step, wanted)));
            }
            for (Future<?> one : runs) {
                one.get();
            }
        }
    }

    private Void killAndRunAgain(int step, List<String> wanted) throws Exception {
        Path folder = Files.createDirectory(place.resolve("step" + step));
        assertThat(run(folder, step, folder)).as("step " + step).isEqualTo(KilledCopy.HALTED);
        Copied next = KilledCopy.copy(folder, new KilledCopy.InMaildir(folder), Steps.NONE);
        assertThat(next.tally().proven()).as("step " + step).isTrue();
        assertThat(messages(folder)).as("step " + step).isEqualTo(wanted);
        Copied again = KilledCopy.copy(folder, new KilledCopy.InMaildir(folder), Steps.NONE);
        assertThat(again.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
        assertThat(again.tally().proven()).isTrue();
        assertThat(messages(folder)).as("step " + step).isEqualTo(wanted);
        return null;
    }

    /// Each message that is delivered, by folder and digest, sorted.
    private static List<String> messages(Path folder) throws IOException {
        Path maildir = folder.resolve("Maildir");
        try (Stream<Path> files = Files.walk(maildir)) {
            List<String> all = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path part = file.getParent();
                if (!part.endsWith("tmp")) {
                    all.add(
                            maildir.relativize(part)
                                    + " "
                                    + Sha256.digestOf(Files.readAllBytes(file)).hex());
                }
            }
            all.sort(null);
            return all;
        }
    }

    /// Copies in a process of its own.
    ///
    /// @param step where to halt, or -1
    /// @param address the server's, if the target is no Maildir
    /// @return its exit status
    static int run(Path folder, int step, Path names, String... address) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledCopy.class.getName(),
                                folder.toString(),
                                "" + step,
                                names.toString()));
        command.addAll(List.of(address));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
