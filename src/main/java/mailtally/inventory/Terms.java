package mailtally.inventory;

import java.util.Set;
import java.util.stream.Collectors;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.SpecialUse;

/// What a store is read for.
///
/// @param sizes true where only headers and sizes are compared: then each message's length on the
///     wire is kept too
/// @param purging folders of which the user says that mail goes away there by itself
public record Terms(boolean sizes, Set<FolderPath> purging) {
    /// The usual ones: everything is compared, and names and uses tell which folders purge.
    public static final Terms USUAL = new Terms(false, Set.of());

    public Terms {
        purging = Set.copyOf(purging);
    }

    /// True where mail goes away by itself for what the folder is or where it lies: in a Trash or
    /// Junk, in one that the user named, and in the folders within, which are emptied with it.
    boolean purges(Folder folder) {
        if (folder.specialUse().filter(Terms::purge).isPresent()) {
            return true;
        }
        Set<String> keys = purging.stream().map(FolderPath::key).collect(Collectors.toSet());
        FolderPath path = folder.path();
        for (int levels = 1; levels <= path.names().size(); levels++) {
            FolderPath outer = new FolderPath(path.names().subList(0, levels));
            boolean within = levels < path.names().size();
            if (keys.contains(outer.key())
                    || (within && SpecialUse.byName(outer).filter(Terms::purge).isPresent())) {
                return true;
            }
        }
        return false;
    }

    private static boolean purge(SpecialUse use) {
        return use == SpecialUse.TRASH || use == SpecialUse.JUNK;
    }
}
