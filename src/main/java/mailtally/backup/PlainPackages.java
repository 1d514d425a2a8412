package mailtally.backup;

import java.nio.file.Path;
import java.util.List;
import mailtally.store.FolderPath;

/// Packages that were written without a bag.
///
/// @param packages where each folder's package lies, in the order of their paths
/// @param verification what reading them back found
public record PlainPackages(List<Saved> packages, Verification verification) {
    /// One folder's package.
    public record Saved(FolderPath folder, Path path) {}

    public PlainPackages {
        packages = List.copyOf(packages);
    }
}
