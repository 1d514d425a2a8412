package mailtally.journey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Which move was worked on last: a small file beside the moves that names one of them.
record LastOpen(Path moves) {
    private static final String NAME = "last";

    /// The last one, if it is still there.
    Optional<Path> file() throws IOException {
        Path pointer = moves.resolve(NAME);
        if (!exists(pointer) || Files.size(pointer) > 1000) {
            return Optional.empty();
        }
        String name = Files.readString(pointer, StandardCharsets.UTF_8).strip();
        return name.matches("[0-9a-f]{1,64}\\.sqlite")
                ? Optional.of(moves.resolve(name)).filter(LastOpen::exists)
                : Optional.empty();
    }

    /// This one is worked on now.
    void is(Path file) throws IOException {
        if (!moves.equals(file.getParent())) {
            return;
        }
        Path draft = Files.createTempFile(moves, "last-", ".tmp");
        Files.writeString(draft, file.getFileName() + "\n");
        Files.move(
                draft,
                moves.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// None is: the next journey begins with the accounts.
    void none() throws IOException {
        Files.deleteIfExists(moves.resolve(NAME));
    }

    static boolean exists(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
