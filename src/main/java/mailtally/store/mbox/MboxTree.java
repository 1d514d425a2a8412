package mailtally.store.mbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import mailtally.message.UnreadableException;
import mailtally.store.DiskFolder;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.PassedOver;
import mailtally.store.PathText;

/// Which mbox files lie in a folder on disk, and which mail folders they are. Links are not
/// followed.
final class MboxTree {
    private static final int DEPTH_LIMIT = 60;
    private static final String MBOX = "mbox";
    private static final Pattern SUFFIX =
            Pattern.compile("\\.(mbox|mbx|sbd)$", Pattern.CASE_INSENSITIVE);

    /// What programs keep beside mail: Mail's index, Thunderbird's filters.
    private static final Set<String> BESIDE =
            Set.of("table_of_contents", "info.plist", "msgfilterrules.dat");

    /// What makes up one mail folder.
    ///
    /// @param files its mbox files, in order; usually one
    /// @param troubles what belongs to it and cannot be read, with the reason
    record Sources(List<Path> files, Map<String, String> troubles) {
        Sources() {
            this(new ArrayList<>(), new TreeMap<>());
        }
    }

    private final Path root;
    private final Map<FolderPath, Sources> folders = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final PassedOver passedOver = new PassedOver("are no mbox files");

    private MboxTree(Path root) {
        this.root = root;
    }

    /// Looks through a file or folder.
    ///
    /// @param path a real path, no link
    static MboxTree of(Path path) {
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        MboxTree tree = new MboxTree(file ? path.getParent() : path);
        if (file) {
            tree.sources(List.of(levelName(path))).files.add(path);
        } else {
            tree.walk(path, isPackage(path) ? List.of(levelName(path)) : List.of());
        }
        return tree;
    }

    /// The folder on disk that locators are relative to.
    Path root() {
        return root;
    }

    /// The mail folders found, in order of their names.
    Map<FolderPath, Sources> folders() {
        return folders;
    }

    /// What there is to say of the tree.
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(passedOver.findings());
        return all;
    }

    /// True where the file's name says that it is an mbox.
    static boolean named(Path file) {
        String name = PathText.display(file);
        return name.equals(MBOX) || SUFFIX.matcher(name).find();
    }

    /// True for a folder that programs show as one mailbox.
    static boolean isPackage(Path folder) {
        return PathText.display(folder).toLowerCase(Locale.ROOT).endsWith(".mbox");
    }

    private void walk(Path folder, List<String> names) {
        List<Path> children;
        try {
            children = DiskFolder.list(folder);
        } catch (UnreadableException e) {
            trouble(folder, names, e.getMessage());
            return;
        }
        boolean inPackage = isPackage(folder) && !names.isEmpty();
        if (inPackage && children.stream().noneMatch(MboxTree::isMboxOfPackage)) {
            sources(names);
            findings.add(
                    Finding.note(
                            display(folder)
                                    + " is a package without a file mbox: no message is in it."));
        }
        for (Path child : children) {
            see(child, names, inPackage);
        }
    }

    private void see(Path child, List<String> names, boolean inPackage) {
        BasicFileAttributes found;
        boolean own = inPackage && isMboxOfPackage(child);
        List<String> below = new ArrayList<>(names);
        if (!own) {
            below.add(levelName(child));
        }
        try {
            found = DiskFolder.look(child);
        } catch (UnreadableException e) {
            trouble(child, below, e.getMessage());
            return;
        }
        if (found.isDirectory() && DiskFolder.isMaildirPart(child)) {
            findings.add(
                    Finding.doubt(
                            display(child) + " is part of a Maildir and was not read as mbox."));
        } else if (found.isDirectory()) {
            if (below.size() > DEPTH_LIMIT || own) {
                trouble(child, below, own ? "It is a folder." : "It is nested too deeply.");
            } else {
                walk(child, below);
            }
        } else if (own || named(child)) {
            sources(below).files.add(child);
            if (found.size() == 0) {
                findings.add(Finding.note(display(child) + " has no bytes: no message is in it."));
            }
        } else if (!found.isRegularFile()) {
            findings.add(
                    Finding.doubt(
                            display(child)
                                    + " was not read: it is a link or no regular file, and links"
                                    + " are not followed."));
        } else if (!beside(child)) {
            plainFile(child, below, found.size());
        }
    }

    /// A file whose name does not tell: Thunderbird and mutt use plain names.
    private void plainFile(Path child, List<String> names, long sizeBytes) {
        boolean plain = PathText.display(child).indexOf('.') < 0;
        try {
            if (sizeBytes == 0 && plain) {
                sources(names);
                findings.add(Finding.note(display(child) + " has no bytes: no message is in it."));
            } else if (Beginning.read(child)) {
                sources(names).files.add(child);
            } else {
                passedOver.see(
                        child, display(child) + " is no mbox: it does not begin with 'From '.");
            }
        } catch (UnreadableException e) {
            findings.add(Finding.doubt(display(child) + " was not read. " + e.getMessage()));
        }
    }

    private static boolean beside(Path child) {
        String name = PathText.display(child).toLowerCase(Locale.ROOT);
        return BESIDE.contains(name) || name.endsWith(".msf") || DiskFolder.systemFile(child);
    }

    private static boolean isMboxOfPackage(Path child) {
        return child.getFileName().toString().equals(MBOX);
    }

    private Sources sources(List<String> names) {
        return folders.computeIfAbsent(new FolderPath(names), _ -> new Sources());
    }

    private void trouble(Path where, List<String> names, String reason) {
        List<String> folder = names.isEmpty() ? List.of(levelName(where)) : names;
        sources(folder).troubles.put(display(where), reason);
    }

    /// A path below the root, as a person reads it.
    String display(Path path) {
        return DiskFolder.display(root, path);
    }

    private static String levelName(Path path) {
        String name = PathText.display(path);
        String shorter = SUFFIX.matcher(name).replaceFirst("");
        return shorter.isEmpty() ? name : shorter;
    }
}
