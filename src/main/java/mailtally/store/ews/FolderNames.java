package mailtally.store.ews;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.store.Finding;
import mailtally.store.FolderPath;
import mailtally.store.server.DistinctPaths;

/// Names of folders, level by level, of what a server lists with parents. The inbox is INBOX,
/// whatever language it has, as Exchange's own IMAP shows it.
final class FolderNames {
    private static final int MOST_LEVELS = 300;

    private final Map<String, FolderLine> byId = new HashMap<>();
    private final String root;
    private final String inbox;
    private final Map<String, Optional<FolderPath>> paths = new HashMap<>();
    private final DistinctPaths distinct = new DistinctPaths(FolderNames::key);
    private final List<Finding> findings = new ArrayList<>();

    /// @param root the id of the folder that holds all others
    /// @param inbox the inbox's id; empty if there is none
    FolderNames(List<FolderLine> lines, String root, String inbox) {
        this.root = root;
        this.inbox = inbox;
        lines.forEach(line -> byId.put(line.id(), line));
        // First, so that nothing else gets its name.
        path(inbox, 0);
        lines.forEach(line -> path(line.id(), 0));
    }

    /// The folder's name, or nothing if it does not lie in the mailbox's tree.
    Optional<FolderPath> path(String id) {
        return paths.getOrDefault(id, Optional.empty());
    }

    List<Finding> findings() {
        return findings;
    }

    private Optional<FolderPath> path(String id, int depth) {
        if (paths.containsKey(id)) {
            return paths.get(id);
        }
        FolderLine line = byId.get(id);
        if (line == null || depth > MOST_LEVELS) {
            return Optional.empty();
        }
        // Until it is known, so that a circle of parents ends.
        paths.put(id, Optional.empty());
        Optional<FolderPath> path = Optional.empty();
        if (line.parent().equals(root)) {
            path = Optional.of(free(Optional.empty(), line));
        } else {
            Optional<FolderPath> above = path(line.parent(), depth + 1);
            if (above.isPresent()) {
                path = Optional.of(free(above, line));
            }
        }
        paths.put(id, path);
        return path;
    }

    /// Two folders of one name cannot be told apart by it, so the second one gets another.
    private FolderPath free(Optional<FolderPath> above, FolderLine line) {
        String name = line.id().equals(inbox) ? "INBOX" : line.name().isEmpty() ? "-" : line.name();
        FolderPath path = distinct.next(above, name);
        if (!path.names().getLast().equals(name)) {
            findings.add(
                    Finding.note(
                            "There is more than one folder named "
                                    + name
                                    + ". One of them is shown as "
                                    + path.text()
                                    + "."));
        }
        return path;
    }

    /// Equal for names that Exchange takes for the same: it looks at no case.
    static String key(FolderPath path) {
        return Normalizer.normalize(path.key(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
