package mailtally.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which folders of a place on disk the user means.
public final class ChosenFolders {
    /// How many names an error lists.
    private static final int NAMED_LIMIT = 50;

    private ChosenFolders() {}

    /// The folders, with the use that their names suggest, in the order given.
    ///
    /// @param only this folder and those in it; empty for all
    /// @throws AddressException if there is no such folder
    public static List<Folder> of(
            Path opened, Collection<FolderPath> all, Optional<FolderPath> only)
            throws AddressException {
        List<Folder> chosen =
                all.stream()
                        .filter(path -> only.isEmpty() || within(path, only.get()))
                        .map(path -> new Folder(path, SpecialUse.byName(path), List.of()))
                        .collect(Collectors.toUnmodifiableList());
        if (chosen.isEmpty() && only.isPresent()) {
            throw new AddressException(
                    "There is no folder "
                            + only.get()
                            + " in "
                            + opened
                            + ". There are: "
                            + all.stream()
                                    .limit(NAMED_LIMIT)
                                    .map(FolderPath::text)
                                    .collect(Collectors.joining(", "))
                            + (all.size() > NAMED_LIMIT ? ", and more." : "."));
        }
        return chosen;
    }

    private static boolean within(FolderPath path, FolderPath only) {
        return path.key().equals(only.key()) || path.key().startsWith(only.key() + "/");
    }
}
