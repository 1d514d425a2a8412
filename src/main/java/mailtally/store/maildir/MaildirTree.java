package mailtally.store.maildir;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.PassedOver;
import mailtally.store.PathText;

/// Which Maildirs lie in a folder on disk, and which mail folders they are.
///
/// A Maildir at the top is INBOX. In any Maildir, `.A.B` is the folder A/B (Maildir++); other
/// folders are levels by their names. Names in modified UTF-7 are decoded.
final class MaildirTree {
    private static final int DEPTH_LIMIT = 60;

    /// How many folders are looked at before a folder counts as none of ours.
    private static final int LOOK_LIMIT = 10_000;
    private static final Set<String> PARTS = Set.of("cur", "new", "tmp");

    /// What mail servers keep beside the messages: names that begin so.
    private static final List<String> OF_SERVERS =
            List.of("dovecot", ".dovecot", "courier", "cyrus.", "maildir", "subscriptions");

    private final Path root;
    private final Map<FolderPath, List<Path>> folders = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final PassedOver passedOver = new PassedOver("lie in no Maildir");

    private MaildirTree(Path root) {
        this.root = root;
    }

    /// Looks through a folder.
    ///
    /// @param root a real path, no link
    static MaildirTree of(Path root) {
        MaildirTree tree = new MaildirTree(root);
        if (hasPart(root)) {
            tree.add(List.of("INBOX"), root);
            tree.noteLack(root);
        }
        tree.walk(root, List.of());
        return tree;
    }

    /// True where the folder or one in it is a Maildir.
    static boolean isTree(Path folder) {
        Deque<Path> open = new ArrayDeque<>();
        open.add(folder);
        int looks = 0;
        while (!open.isEmpty()) {
            Path next = open.removeFirst();
            if (DiskFolder.isMaildir(next)) {
                return true;
            }
            try {
                for (Path child : DiskFolder.list(next)) {
                    if (DiskFolder.is(child)) {
                        if (++looks > LOOK_LIMIT) {
                            return false;
                        }
                        open.addLast(child);
                    }
                }
            } catch (UnreadableException e) {
                // what cannot be read tells nothing
            }
        }
        return false;
    }

    Path root() {
        return root;
    }

    /// The Maildirs that make up each mail folder, in order of their names; usually one.
    Map<FolderPath, List<Path>> folders() {
        return folders;
    }

    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(passedOver.findings());
        return all;
    }

    /// Files in `cur` and `new` whose names say that they are no messages.
    void hidden(List<Path> files) {
        for (Path file : files) {
            passedOver.see(file, display(file) + " was not read: its name begins with a dot.");
        }
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
                } else if (found.isRegularFile() && !DiskFolder.systemFile(child)) {
                    beside(child, name);
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
            noteLack(child);
        }
        walk(child, names);
    }

    private void noteLack(Path maildir) {
        if (!DiskFolder.isMaildir(maildir)) {
            findings.add(
                    Finding.note(
                            display(maildir) + " lacks cur or new; it was read all the same."));
        }
    }

    /// A file that lies in no `cur` or `new`: a server's own, or somebody's mail.
    private void beside(Path file, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean mail = lower.endsWith(".eml") || lower.endsWith(".mbox");
        if (mail || OF_SERVERS.stream().noneMatch(lower::startsWith)) {
            passedOver.see(file, display(file) + " was not read: it does not lie in cur or new.");
        }
    }

    private static boolean hasPart(Path folder) {
        return DiskFolder.is(folder.resolve("cur")) || DiskFolder.is(folder.resolve("new"));
    }

    /// The levels of a folder on disk: Maildir++ writes them with dots, and none can be empty.
    static List<String> levels(String name, List<String> above) {
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
