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
    private ServerFolder() {}

    static Path create(String kind) throws IOException {
        return Files.createTempDirectory("mailtally-" + kind + "-");
    }

    /// Deletes it; what a server leaves half-gone is no reason to fail a test.
    static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(ServerFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "left " + root, e);
        }
    }
}
