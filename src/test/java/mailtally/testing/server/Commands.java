package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Outside programs that run to their end.
final class Commands {
    private static final long MOST_SECONDS = 120;

    private Commands() {}

    /// Runs a command that must succeed, and gives what it printed.
    static String run(List<String> command) {
        return run(command, new byte[0]);
    }

    /// Runs a command that must succeed, and gives what it printed.
    static String run(List<String> command, byte[] input) {
        Path in = null;
        Path out = null;
        try {
            in = Files.createTempFile("mailtally-in-", "");
            out = Files.createTempFile("mailtally-out-", "");
            Files.write(in, input);
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(in.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(out.toFile())
                            .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            String printed = Files.readString(out, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + printed);
            }
            return new String(
                    printed.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            delete(in);
            delete(out);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
