package mailtally.mac;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Runs the system's own commands: found on the PATH by their names, without a shell, without
/// input, with little of our environment, for a limited time, and with a limited answer. May be
/// used by several threads.
final class Commands {
    /// How long a question may take.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_REASON = 300;

    /// How long the answer may lag behind the end of the command.
    private static final Duration LAG = Duration.ofMillis(500);

    private static final File NOTHING = new File("/dev/null");
    private static final Pattern NO_TEXT = Pattern.compile("\\p{C}+");

    /// What a command learns of us. Secrets can stand in an environment, so the rest stays here.
    private static final Set<String> HANDED_ON = Set.of("HOME", "USER", "LOGNAME", "TMPDIR");

    /// What a program with a window needs besides, where that is not a Mac.
    private static final Set<String> DESKTOP =
            Set.of(
                    "DISPLAY",
                    "WAYLAND_DISPLAY",
                    "XAUTHORITY",
                    "DBUS_SESSION_BUS_ADDRESS",
                    "XDG_RUNTIME_DIR",
                    "XDG_CURRENT_DESKTOP",
                    "XDG_SESSION_TYPE",
                    "XDG_CONFIG_DIRS",
                    "XDG_DATA_DIRS",
                    "DESKTOP_SESSION",
                    "BROWSER");

    private final Map<String, String> environment;
    private final Duration patience;

    /// @param environment our own; commands are looked for on its PATH
    /// @param patience how long a question may take
    Commands(Map<String, String> environment, Duration patience) {
        this.environment = Map.copyOf(environment);
        this.patience = patience;
    }

    /// What came of a command.
    sealed interface Outcome {
        /// It ended by itself.
        ///
        /// @param out what it printed, at most 64 KiB of it
        /// @param err what it complained of, one line of at most 300 characters
        record Ended(int status, String out, String err) implements Outcome {}

        /// It did not run, or not to its end.
        ///
        /// @param reason a part of a sentence
        record Never(String reason) implements Outcome {}
    }

    /// How long a question may take.
    Duration patience() {
        return patience;
    }

    /// What a command answers: its first line, where it ends well within some seconds.
    Optional<String> answer(String name, String... arguments) {
        return switch (run(patience, name, arguments)) {
            case Outcome.Ended(int status, String out, _) when status == 0 ->
                    out.lines().findFirst().map(String::strip).filter(l -> !l.isEmpty());
            case Outcome.Ended _, Outcome.Never _ -> Optional.empty();
        };
    }

    /// Runs a command to its end, or ends it when the time is over or we are interrupted.
    Outcome run(Duration limit, String name, String... arguments) {
        Process process;
        try {
            process = started(builder(name, arguments), name);
        } catch (IOException e) {
            return new Outcome.Never(e.getMessage());
        }
        try {
            CompletableFuture<String> out = drained(process.getInputStream());
            CompletableFuture<String> err = drained(process.getErrorStream());
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Outcome.Never(name + " did not end within " + limit.toSeconds() + " s");
            }
            return new Outcome.Ended(process.exitValue(), read(out), oneLine(read(err)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Never("the wait for " + name + " was interrupted");
        } finally {
            end(process);
        }
    }

    /// Starts a command that goes on by itself; what it says is not heard.
    Optional<Process> launch(String name, String... arguments) {
        try {
            ProcessBuilder builder =
                    builder(name, arguments)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            hand(builder, DESKTOP);
            return Optional.of(started(builder, name));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Ends a process and what it started.
    static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(String name, String... arguments) throws IOException {
        Path file =
                find(name)
                        .orElseThrow(() -> new IOException("this computer has no program " + name));
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words).redirectInput(NOTHING);
        Map<String, String> handed = builder.environment();
        handed.clear();
        handed.put("PATH", environment.getOrDefault("PATH", ""));
        // Bytes pass as they are, and answers are in English.
        handed.put("LC_ALL", "C.UTF-8");
        hand(builder, HANDED_ON);
        return builder;
    }

    private static Process started(ProcessBuilder builder, String name) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(name + " cannot be started", e);
        }
    }

    private void hand(ProcessBuilder builder, Set<String> names) {
        for (String name : names) {
            Optional.ofNullable(environment.get(name))
                    .ifPresent(v -> builder.environment().put(name, v));
        }
    }

    /// Where on the PATH the command is. Entries that depend on the current folder do not count.
    private Optional<Path> find(String name) {
        String path = environment.getOrDefault("PATH", "");
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(path)
                .flatMap(folder -> inFolder(folder, name).stream())
                .findFirst();
    }

    private static Optional<Path> inFolder(String folder, String name) {
        try {
            Path file = Path.of(folder).resolve(name);
            boolean usable =
                    file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file);
            return usable ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty(); // no folder can be called so
        }
    }

    /// Reads to the end, so that the command is never held up, and keeps the beginning.
    private static CompletableFuture<String> drained(InputStream stream) {
        CompletableFuture<String> all = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (stream) {
                                byte[] kept = stream.readNBytes(MOST_BYTES);
                                stream.transferTo(java.io.OutputStream.nullOutputStream());
                                all.complete(new String(kept, StandardCharsets.UTF_8));
                            } catch (IOException e) {
                                all.complete("");
                            }
                        });
        return all;
    }

    /// What was read, unless somebody else still holds the other end of the pipe.
    private static String read(CompletableFuture<String> all) throws InterruptedException {
        try {
            return all.get(LAG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    /// Names of files can stand in it: nothing in it may steer a terminal.
    private static String oneLine(String complaint) {
        String first = complaint.lines().filter(l -> !l.isBlank()).findFirst().orElse("");
        String plain = NO_TEXT.matcher(first).replaceAll("?").strip();
        return plain.length() <= MOST_REASON ? plain : plain.substring(0, MOST_REASON);
    }
}
