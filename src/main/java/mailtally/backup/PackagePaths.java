package mailtally.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import mailtally.store.FolderPath;

/// Where each folder's package lies in a bag: `Projects/Client A.mbox` for the folder Client A in
/// Projects, beside `Projects.mbox` for Projects itself. Safe and unique on every file system; a
/// folder's true name stands in inventory.json and messages.jsonl. The same list of folders always
/// gets the same paths, whatever its order.
final class PackagePaths {
    static final String SUFFIX = ".mbox";

    /// A longer path is put at the top: macOS takes 1024 bytes in all.
    private static final int PATH_LIMIT_BYTES = 600;

    /// Folders of the bag's own beside the packages.
    private static final Set<String> RESERVED_AT_TOP = Set.of("exact", "unreadable");

    private final Level top = new Level();

    private PackagePaths() {}

    /// The package of each folder, in the order of `folders`, with `/` between levels.
    static List<String> assign(List<FolderPath> folders) {
        PackagePaths paths = new PackagePaths();
        String[] assigned = new String[folders.size()];
        IntStream.range(0, assigned.length)
                .boxed()
                .sorted(Comparator.comparing(folders::get, PackagePaths::compare))
                .forEach(i -> assigned[i] = paths.packageOf(folders.get(i)));
        return List.of(assigned);
    }

    private String packageOf(FolderPath folder) {
        Level level = top;
        StringBuilder path = new StringBuilder();
        List<String> names = folder.names();
        for (String name : names.subList(0, names.size() - 1)) {
            level = level.inner(name, level == top);
            path.append(level.name).append('/');
            if (path.length() > PATH_LIMIT_BYTES) {
                break; // deep or long: decided below
            }
        }
        if (utf8Length(path) + SafeName.LIMIT_BYTES > PATH_LIMIT_BYTES) {
            String mark = "~" + SafeName.shortDigest(String.join("\0", names));
            return top.unique(SafeName.of(names.getLast()) + mark, SUFFIX);
        }
        return path + level.unique(SafeName.of(names.getLast()), SUFFIX);
    }

    private static int utf8Length(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static int compare(FolderPath one, FolderPath other) {
        List<String> a = one.names();
        List<String> b = other.names();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /// One folder on disk, with the names that are taken in it.
    private static final class Level {
        private final Map<String, Level> inner = new HashMap<>();
        private final Set<String> taken = new HashSet<>();
        private String name = "";

        /// The folder in this one that holds the children of the mail folder `trueName`.
        Level inner(String trueName, boolean top) {
            Level level = inner.get(trueName);
            if (level == null) {
                level = new Level();
                level.name = unique(folderName(trueName, top), "");
                inner.put(trueName, level);
            }
            return level;
        }

        String unique(String base, String suffix) {
            List<String> tries = new ArrayList<>(List.of(base + suffix));
            while (!taken.add(SafeName.key(tries.getLast()))) {
                tries.add(base + "~" + (tries.size() + 1) + suffix);
            }
            return tries.getLast();
        }

        /// A folder that is no package must not look like one.
        private static String folderName(String trueName, boolean top) {
            String safe = SafeName.of(trueName);
            String key = SafeName.key(safe);
            boolean misleading = key.endsWith(SUFFIX) || (top && RESERVED_AT_TOP.contains(key));
            return misleading ? safe + "_" : safe;
        }
    }
}
