package mailtally.journey;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every file below some folders looks like from outside: size, time, and which file it is.
/// Some 200 bytes a file.
///
/// @param root what the paths are told from
/// @param files by path from the root
record Stamps(Path root, Map<String, Stamp> files) {
    /// @param key the file's own number, as the file system tells it
    record Stamp(long size, long modifiedNs, String key) {}

    /// Takes the stamps of what lies below; a file or folder that is not there is none.
    ///
    /// @throws IOException if something cannot be looked into
    static Stamps of(Path root, List<Path> below) throws IOException {
        Map<String, Stamp> files = new HashMap<>();
        for (Path one : below) {
            if (!Files.exists(one)) {
                continue;
            }
            Files.walkFileTree(
                    one,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                            files.put(
                                    root.relativize(file).toString(),
                                    new Stamp(
                                            a.size(),
                                            a.lastModifiedTime()
                                                    .to(java.util.concurrent.TimeUnit.NANOSECONDS),
                                            String.valueOf(a.fileKey())));
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e)
                                throws IOException {
                            if (e instanceof NoSuchFileException) {
                                return FileVisitResult.CONTINUE;
                            }
                            throw e;
                        }
                    });
        }
        return new Stamps(root, files);
    }

    /// The first difference, in a few words: "1 file is new in Sent Messages.mbox".
    Optional<String> difference(Stamps now) {
        for (Map.Entry<String, Stamp> entry : now.files.entrySet()) {
            Stamp before = files.get(entry.getKey());
            if (before == null) {
                return Optional.of("a file is new in " + where(entry.getKey()));
            }
            if (!before.equals(entry.getValue())) {
                return Optional.of("a file was changed in " + where(entry.getKey()));
            }
        }
        for (String path : files.keySet()) {
            if (!now.files.containsKey(path)) {
                return Optional.of("a file is gone from " + where(path));
            }
        }
        return Optional.empty();
    }

    /// The folder as Mail calls it, where the path tells; else the file's own path.
    private static String where(String path) {
        StringBuilder folder = new StringBuilder();
        for (String name : path.split("/", -1)) {
            if (name.endsWith(".mbox")) {
                folder.append(folder.isEmpty() ? "" : "/");
                folder.append(name, 0, name.length() - ".mbox".length());
            }
        }
        return folder.isEmpty() ? path : folder.toString();
    }
}
