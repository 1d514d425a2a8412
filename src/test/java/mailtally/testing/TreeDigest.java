package mailtally.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import mailtally.message.Sha256;

/// What lies in a folder: to show that nothing in it was written.
public final class TreeDigest {
    private TreeDigest() {}

    /// Every file and folder below the root, with kind, size, time of change and digest. Links are
    /// not followed; what is neither file nor folder is named only.
    public static Map<String, String> of(Path root) {
        Map<String, String> tree = new TreeMap<>();
        try {
            Files.walkFileTree(
                    root,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            tree.put(
                                    root.relativize(folder) + "/",
                                    "folder " + attributes.lastModifiedTime().toMillis());
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            tree.put(root.relativize(file).toString(), describe(file, attributes));
                            return FileVisitResult.CONTINUE;
                        }
                    });
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Path file, BasicFileAttributes attributes) throws IOException {
        String kind =
                attributes.isSymbolicLink()
                        ? "link to " + Files.readSymbolicLink(file)
                        : attributes.isOther() ? "other" : "file";
        if (!kind.equals("file") || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return kind;
        }
        return "file %d %d %s"
                .formatted(
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis(),
                        Sha256.digestOf(Files.readAllBytes(file)).hex());
    }
}
