package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.testing.Prerequisite;

/// Debian packages that `src/test/sh/servers.sh` unpacked, since they conflict with Dovecot's. Used
/// from a copy where the user without rights can read them, one copy for all tests of a run.
enum UnpackedPackages {
    CYRUS("cyrus", "usr/lib/cyrus/bin/imapd"),
    COURIER("courier", "usr/bin/imapd");

    private static final Map<UnpackedPackages, Path> COPIES = new ConcurrentHashMap<>();

    private final String folder;
    private final String program;

    UnpackedPackages(String folder, String program) {
        this.folder = folder;
        this.program = program;
    }

    /// The folder that stands for `/`. Ends the test if there is none.
    Path root() {
        Path unpacked = Path.of("target", "servers", folder);
        Prerequisite.program(
                unpacked.resolve(program),
                "run 'sh src/test/sh/servers.sh' to fetch it (./test does so on Debian)");
        return COPIES.computeIfAbsent(this, _ -> copy(unpacked));
    }

    private Path copy(Path unpacked) {
        try {
            Path copy = ServerFolder.create(folder + "-root");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerFolder.delete(copy)));
            Commands.run(List.of("cp", "-R", unpacked.resolve("usr").toString(), copy.toString()));
            Unprivileged.own(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
