package mailtally.store.maildir;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.PathText;

/// Which Maildirs lie in a folder on disk, and which mail folders they are.
///
/// A Maildir at the top is INBOX. In any Maildir, `.A.B` is the folder A/B (Maildir++); other
/// folders are levels by their names. Names in modified UTF-7 are decoded.
final class MaildirTree {
    private static final int DEPTH_LIMIT = 60;
    private static final Set<String> PARTS = Set.of("cur", "new", "tmp");

    private final Path root;
    private final Map<FolderPath, List<Path>> folders = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private MaildirTree(Path root) {
        this.root = root;
    }

    /// Looks through a folder.
    ///
    /// @param root a real path, no link
    static MaildirTree of(Path root) {
        MaildirTree tree = new MaildirTree(root);
        if (isMaildir(root)) {
            tree.add(List.of("INBOX"), root);
        }
        tree.walk(root, List.of());
        return tree;
    }

    /// True for a folder with `cur` and `new` in it.
    static boolean isMaildir(Path folder) {
        return DiskFolder.is(folder.resolve("cur")) && DiskFolder.is(folder.resolve("new"));
    }

    Path root() {
        return root;
    }

    /// The Maildirs that make up each mail folder, in order of their names; usually one.
    Map<FolderPath, List<Path>> folders() {
        return folders;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void walk(Path folder, List<String> names) {
        List<Path> children;
        try {
            children = DiskFolder.list(folder);
        } catch (UnreadableException e) {
            // Whether it holds Maildirs is not known.
            findings.add(Finding.doubt(display(folder) + " was not read. " + e.getMessage()));
            return;
        }
        boolean maildir = hasPart(folder);
        for (Path child : children) {
            String name = PathText.display(child);
            if (maildir && PARTS.contains(name)) {
                continue;
            }
            try {
                BasicFileAttributes found = DiskFolder.look(child);
                if (found.isDirectory()) {
                    see(child, levels(name, names));
                } else if (found.isSymbolicLink()) {
                    findings.add(
                            Finding.doubt(display(child) + " is a link, which was not followed."));
                }
            } catch (UnreadableException e) {
                findings.add(Finding.doubt(display(child) + " was not read. " + e.getMessage()));
            }
        }
    }

    private void see(Path child, List<String> names) {
        if (names.size() > DEPTH_LIMIT) {
            findings.add(Finding.doubt(display(child) + " was not read: it is nested too deeply."));
            return;
        }
        if (hasPart(child)) {
            add(names, child);
            if (!isMaildir(child)) {
                findings.add(
                        Finding.note(
                                display(child) + " lacks cur or new; it was read all the same."));
            }
        }
        walk(child, names);
    }

    private static boolean hasPart(Path folder) {
        return DiskFolder.is(folder.resolve("cur")) || DiskFolder.is(folder.resolve("new"));
    }

    /// The levels of a folder on disk: Maildir++ writes them with dots, and none can be empty.
    private static List<String> levels(String name, List<String> above) {
        List<String> levels = new ArrayList<>(above);
        List<String> dotted =
                name.startsWith(".") ? List.of(name.substring(1).split("\\.", -1)) : List.of();
        if (dotted.isEmpty() || dotted.contains("")) {
            levels.add(ModifiedUtf7.decode(name));
        } else {
            dotted.forEach(level -> levels.add(ModifiedUtf7.decode(level)));
        }
        return levels;
    }

    private void add(List<String> names, Path maildir) {
        folders.computeIfAbsent(new FolderPath(names), _ -> new ArrayList<>()).add(maildir);
    }

    private String display(Path path) {
        return DiskFolder.display(root, path);
    }
}
