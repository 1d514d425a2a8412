package mailtally.mac;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Copies a folder, or a file, by `cp`: whole or not at all. Links are copied as links, and files
/// keep their times.
final class TreeCopy {
    /// 22 GB to a slow disk take an hour.
    private static final Duration PATIENCE = Duration.ofHours(8);

    private final Commands commands;
    private final List<List<String>> ways;

    /// @param ways options of `cp`, the best first; the next is taken where one does not work
    TreeCopy(Commands commands, List<List<String>> ways) {
        this.commands = commands;
        this.ways = List.copyOf(ways);
    }

    /// Copies.
    ///
    /// @throws IOException if it could not be copied whole; nothing is left of the copy then
    void copy(Path source, Path copy) throws IOException {
        Path from = source.toAbsolutePath().normalize();
        Path to = copy.toAbsolutePath().normalize();
        check(from, to);
        String reason = "";
        for (List<String> options : ways) {
            reason = attempt(options, from, to);
            if (reason.isEmpty()) {
                return;
            }
            String left = remove(to);
            if (!left.isEmpty() || Thread.currentThread().isInterrupted()) {
                reason += left;
                break;
            }
        }
        throw new IOException(
                "Cannot copy " + from + " to " + to + ": " + reason + ". The source is as it was.");
    }

    private static void check(Path from, Path to) throws IOException {
        String why = "Nothing was copied.";
        if (!isPlain(from)) {
            throw new IOException(
                    "Cannot copy " + from + ": it is neither a folder nor a file. " + why);
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("Cannot copy to " + to + ": it is there already. " + why);
        }
        Path parent = to.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("Cannot copy to " + to + ": its folder is not there. " + why);
        }
        if (parent.toRealPath().startsWith(from.toRealPath())) {
            throw new IOException("Cannot copy " + from + " into itself. " + why);
        }
    }

    /// True for a folder or a regular file, and not for what a link leads to.
    private static boolean isPlain(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /// @return why it did not work; empty where it did
    private String attempt(List<String> options, Path from, Path to) {
        String[] arguments =
                Stream.concat(options.stream(), Stream.of(from.toString(), to.toString()))
                        .toArray(String[]::new);
        return switch (commands.run(PATIENCE, "cp", arguments)) {
            case Commands.Outcome.Never(String reason) -> reason;
            case Commands.Outcome.Ended(int status, _, String err) when status != 0 ->
                    "cp ended with status " + status + (err.isEmpty() ? "" : " (" + err + ")");
            case Commands.Outcome.Ended _ ->
                    isPlain(to)
                            ? ""
                            : "cp ended well, but there is no copy ("
                                    + String.join(" ", Arrays.copyOf(arguments, options.size()))
                                    + ")";
        };
    }

    /// Removes what a copy that broke off has made. It did not exist before.
    ///
    /// @return what is left of it; empty where nothing is
    private static String remove(Path to) {
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try {
            Files.walkFileTree(to, new Removal());
            return "";
        } catch (IOException e) {
            return "; a part of the copy is left there";
        }
    }

    /// Follows no links.
    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
