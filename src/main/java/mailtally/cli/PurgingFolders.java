package mailtally.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mailtally.store.AddressException;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// The folders of a target of which the user says that mail goes away there by itself.
final class PurgingFolders {
    private PurgingFolders() {}

    /// @throws AddressException if one of them is not there: a name mistyped would call safe
    ///     what is not
    static Set<FolderPath> of(List<String> names, Store target)
            throws AddressException, StoreUnavailableException {
        if (names.isEmpty()) {
            return Set.of();
        }
        Set<String> there =
                target.folders().stream().map(f -> f.path().key()).collect(Collectors.toSet());
        Set<FolderPath> folders = new HashSet<>();
        for (String name : names) {
            FolderPath path = path(name);
            if (!there.contains(path.key())) {
                throw new AddressException(
                        "--purges names the folder "
                                + path
                                + ", which is not on "
                                + target.address()
                                + ". Nothing was read. Write it as a check lists it.");
            }
            folders.add(path);
        }
        return folders;
    }

    private static FolderPath path(String name) throws AddressException {
        try {
            return FolderPath.parse(name);
        } catch (IllegalArgumentException e) {
            throw new AddressException(
                    "--purges '" + name + "' names no folder: " + e.getMessage() + ".");
        }
    }
}
