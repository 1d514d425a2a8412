package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The program in a process of its own, for what a test in this one cannot show: signals, the
/// locale, permissions.
final class Child {
    private static final long LIMIT_SECONDS = 60;

    private final Path out;
    private final Path err;
    private final List<String> prefix = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Process process;

    /// @param work a folder for the two streams
    Child(Path work) throws IOException {
        Files.createDirectories(work);
        out = Files.createTempFile(work, "child", ".out");
        err = Files.createTempFile(work, "child", ".err");
    }

    /// Something that starts the program in its stead, such as `env`.
    Child through(String... command) {
        prefix.addAll(List.of(command));
        return this;
    }

    /// Sets a variable, or takes it away where the value is empty.
    Child with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Starts the program.
    Child start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        environment.forEach(
                (name, value) -> {
                    builder.environment().remove(name);
                    if (!value.isEmpty()) {
                        builder.environment().put(name, value);
                    }
                });
        process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        return this;
    }

    /// Waits until something is so, or the program ended.
    void await(BooleanSupplier something) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (process.isAlive() && !something.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(1);
        }
    }

    /// Sends the signal, such as `TERM`.
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// What it printed so far.
    String printed() {
        try {
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Waits for its end.
    Run end() throws IOException, InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the program did not end");
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /// Runs the program.
    Run run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }

    /// Runs the program as a user whom permissions bind. Root gives up the right to pass them by;
    /// where that cannot be done the test is skipped, unless `mailtally.required` is `true`.
    ///
    /// @param closed something that its mode closes for everybody
    Run runBound(Path closed, String... arguments) throws IOException, InterruptedException {
        if (Files.isReadable(closed)) {
            List<String> bound =
                    List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");
            boolean binds =
                    succeeds(bound, "true") && !succeeds(bound, "test", "-r", closed.toString());
            if (!binds && Boolean.getBoolean("mailtally.required")) {
                throw new AssertionError("setpriv is required: permissions do not bind root");
            }
            assumeTrue(binds, "permissions do not bind this user, and setpriv does not help");
            prefix.addAll(bound);
        }
        return run(arguments);
    }

    private static boolean succeeds(List<String> prefix, String... command)
            throws InterruptedException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            return new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    /// Runs a tool of the system that the test needs.
    static void tool(String... command) throws IOException, InterruptedException {
        assertThat(succeeds(List.of(), command)).as(String.join(" ", command)).isTrue();
    }

    /// True if the tool did what it was asked.
    static boolean tried(String... command) throws InterruptedException {
        return succeeds(List.of(), command);
    }
}
