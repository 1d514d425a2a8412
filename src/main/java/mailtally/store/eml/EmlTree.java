package mailtally.store.eml;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.PassedOver;
import mailtally.store.PathText;

/// Which folders on disk hold `.eml` files, and which mail folders they are: the folder that was
/// opened by its own name, those in it by theirs.
final class EmlTree {
    private static final int DEPTH_LIMIT = 60;

    /// How many files and folders are looked at before a folder counts as none of ours.
    private static final int LOOK_LIMIT = 10_000;

    private final Path root;
    private final Map<FolderPath, List<Path>> folders = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private int messages;
    private final PassedOver passedOver = new PassedOver("do not end in .eml");

    private EmlTree(Path root) {
        this.root = root;
    }

    /// Looks through a folder.
    ///
    /// @param root a real path, no link
    static EmlTree of(Path root) {
        EmlTree tree = new EmlTree(root);
        tree.walk(root, List.of());
        return tree;
    }

    /// True where there is an `.eml` file somewhere in the folder, messages of Maildirs apart.
    static boolean isTree(Path root) {
        Deque<Path> open = new ArrayDeque<>();
        open.add(root);
        int looks = 0;
        while (!open.isEmpty()) {
            try {
                for (Path child : DiskFolder.list(open.removeFirst())) {
                    if (++looks > LOOK_LIMIT) {
                        return false;
                    }
                    if (DiskFolder.is(child)) {
                        if (!DiskFolder.isMaildirPart(child)) {
                            open.addLast(child);
                        }
                    } else if (named(child)) {
                        return true;
                    }
                }
            } catch (UnreadableException e) {
                // what cannot be read tells nothing
            }
        }
        return false;
    }

    /// True for a name that ends in `.eml`, in any case.
    static boolean named(Path file) {
        return !DiskFolder.systemFile(file)
                && PathText.display(file).toLowerCase(Locale.ROOT).endsWith(".eml");
    }

    Path root() {
        return root;
    }

    /// The folders on disk that make up each mail folder, in order of their names.
    Map<FolderPath, List<Path>> folders() {
        return folders;
    }

    /// How many `.eml` files were seen.
    int messages() {
        return messages;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(passedOver.findings());
        return all;
    }

    private void walk(Path folder, List<String> names) {
        boolean root = names.isEmpty();
        List<Path> children;
        try {
            children = DiskFolder.list(folder);
        } catch (UnreadableException e) {
            add(root ? List.of(PathText.display(folder)) : names, folder); // reading it says why
            return;
        }
        boolean direct = children.stream().anyMatch(c -> named(c) && !DiskFolder.is(c));
        if (!root || direct) {
            add(root ? List.of(PathText.display(folder)) : names, folder);
        }
        for (Path child : children) {
            see(child, names);
        }
    }

    private void see(Path child, List<String> names) {
        BasicFileAttributes found;
        try {
            found = DiskFolder.look(child);
        } catch (UnreadableException e) {
            findings.add(Finding.doubt(display(child) + " was not read. " + e.getMessage()));
            return;
        }
        if (found.isDirectory() && DiskFolder.isMaildirPart(child)) {
            findings.add(
                    Finding.doubt(
                            display(child)
                                    + " is part of a Maildir and was not read as a folder of .eml"
                                    + " files."));
        } else if (found.isDirectory()) {
            List<String> below = new ArrayList<>(names);
            below.add(PathText.display(child));
            if (below.size() > DEPTH_LIMIT) {
                findings.add(
                        Finding.doubt(display(child) + " was not read: it is nested too deeply."));
            } else {
                walk(child, below);
            }
        } else if (named(child)) {
            messages++;
        } else if (!found.isRegularFile()) {
            findings.add(
                    Finding.doubt(
                            display(child)
                                    + " was not read: it is a link or no regular file, and links"
                                    + " are not followed."));
        } else if (!DiskFolder.systemFile(child)) {
            passedOver.see(child, display(child) + " was not read: its name does not end in .eml.");
        }
    }

    private void add(List<String> names, Path folder) {
        folders.computeIfAbsent(new FolderPath(names), _ -> new ArrayList<>()).add(folder);
    }

    private String display(Path path) {
        return DiskFolder.display(root, path);
    }
}
