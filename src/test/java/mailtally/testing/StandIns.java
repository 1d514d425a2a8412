package mailtally.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Commands that stand in for a system's own: small scripts in a folder for the PATH, which note
/// how exactly they were called.
public final class StandIns {
    private final Path folder;
    private final Path log;

    /// @param folder is made; the note of the calls lies beside it
    public StandIns(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toRealPath();
        this.log = this.folder.resolveSibling(folder.getFileName() + ".calls");
    }

    /// A Mac with macOS 15.6.1 that was started at 1711234567, where Mail does not run and the user
    /// is an administrator.
    public static StandIns mac(Path folder) throws IOException {
        return new StandIns(folder)
                .with("sw_vers", "echo 15.6.1")
                .with(
                        "sysctl",
                        "echo '{ sec = 1711234567, usec = 250000 } Sat Mar 23 23:56:07 2024'")
                .with("pgrep", "exit 1")
                .with("id", "echo staff everyone admin _lpadmin")
                .with("open", "exit 0")
                .with("osascript", "exit 0")
                .with("caffeinate", "exec /bin/sleep 600")
                .with("cp", "shift; exec /bin/cp -a \"$@\"");
    }

    /// Adds a command, or puts another in its place.
    ///
    /// @param script what it does once it has noted its call; its PATH has only the stand-ins
    public StandIns with(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Path draft = folder.resolve("." + name);
        Files.writeString(
                draft,
                """
                #!/bin/sh
                { printf '%%s' '%s'; for a; do printf ' [%%s]' "$a"; done; echo; } >> '%s'
                %s
                """
                        .formatted(name, log, script));
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /// Takes a command away.
    public StandIns without(String name) throws IOException {
        Files.delete(folder.resolve(name));
        return this;
    }

    /// For the PATH.
    public Path folder() {
        return folder;
    }

    /// Every call so far, as `name [argument] [argument]`.
    public List<String> calls() {
        try {
            return Files.readAllLines(log);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The calls of one command.
    public List<String> calls(String name) {
        return calls().stream().filter(c -> c.equals(name) || c.startsWith(name + " ")).toList();
    }
}
