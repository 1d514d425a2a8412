package mailtally.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What lies in a bag's folder: its regular files by their path from the bag's top, composed (NFC),
/// since some file systems answer names another way than they were given. Links are not followed.
///
/// @param files where each file lies
/// @param strangers what is neither a regular file nor a folder, and what cannot be looked into
/// @param finderFiles files that macOS puts into any folder
record BagTree(SortedMap<String, Path> files, List<String> strangers, List<String> finderFiles) {
    static BagTree of(Path bag) throws IOException {
        BagTree tree = new BagTree(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        Files.walkFileTree(
                bag,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        tree.add(name(bag, file), file, attributes);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        tree.strangers.add(name(bag, file));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
                        if (failure != null) {
                            tree.strangers.add(name(bag, folder));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return tree;
    }

    private void add(String name, Path file, BasicFileAttributes attributes) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (!attributes.isRegularFile()) {
            strangers.add(name);
        } else if (last.equals(".DS_Store") || last.startsWith("._")) {
            finderFiles.add(name);
        } else if (files.put(name, file) != null) {
            strangers.add(name);
        }
    }

    private static String name(Path bag, Path file) {
        StringBuilder name = new StringBuilder();
        for (Path level : bag.relativize(file)) {
            name.append(name.isEmpty() ? "" : "/").append(level);
        }
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
