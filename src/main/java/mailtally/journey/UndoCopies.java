package mailtally.journey;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The undo copies of a move that are still there.
final class UndoCopies {
    private UndoCopies() {}

    /// Where they lie: those that were counted, less those that were removed.
    static List<Path> of(MoveState state) {
        Set<String> places = new LinkedHashSet<>();
        state.all(MoveEvent.Counted.class).forEach(c -> places.add(c.undo()));
        state.all(MoveEvent.UndoRemoved.class).forEach(u -> places.remove(u.place()));
        return places.stream()
                .map(Path::of)
                .filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /// Removes one, by the person's own button. No link in it is followed.
    static void remove(Path copy) throws IOException {
        Files.walkFileTree(
                copy,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException e)
                            throws IOException {
                        if (e != null) {
                            throw e;
                        }
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
