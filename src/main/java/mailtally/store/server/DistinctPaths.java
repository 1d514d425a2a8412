package mailtally.store.server;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import mailtally.store.FolderPath;

/// Paths of folders of which no two can be taken for each other: the second of one name gets a
/// number behind it. A server may have a name a thousand times, so the last number is kept. Used by
/// one thread.
public final class DistinctPaths {
    private final Function<FolderPath, String> key;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    /// Takes paths with equal keys for the same.
    public DistinctPaths(Function<FolderPath, String> key) {
        this.key = key;
    }

    /// The path of a folder of this name: with it, or with a number behind it.
    ///
    /// @param above the folder in which it lies, if it lies in one
    public FolderPath next(Optional<FolderPath> above, String name) {
        String plain = key.apply(path(above, name));
        for (int number = numbers.merge(plain, 1, Integer::sum); ; number++) {
            FolderPath path = path(above, number == 1 ? name : name + " (" + number + ")");
            if (taken.add(key.apply(path))) {
                numbers.put(plain, number);
                return path;
            }
        }
    }

    private static FolderPath path(Optional<FolderPath> above, String name) {
        return above.map(a -> a.child(name)).orElseGet(() -> FolderPath.of(name));
    }
}
