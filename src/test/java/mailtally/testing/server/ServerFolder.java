package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Folders for servers: short paths, since a Unix socket's name has 108 bytes at most, that the
/// user without rights can reach.
final class ServerFolder {
    private static final int MOST_TRIES = 20;
    private static final long BETWEEN_TRIES_MS = 50;

    private ServerFolder() {}

    static Path create(String kind) throws IOException {
        return Files.createTempDirectory("mailtally-" + kind + "-");
    }

    /// Deletes it, again if a process that is about to end wrote into it meanwhile. What is left
    /// even so is no reason to fail a test.
    static void delete(Path root) {
        for (int i = 0; i < MOST_TRIES && Files.exists(root); i++) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException | UncheckedIOException _) {
                ServerProcess.sleep(BETWEEN_TRIES_MS);
            }
        }
    }
}
