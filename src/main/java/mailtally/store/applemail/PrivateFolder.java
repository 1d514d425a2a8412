package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import mailtally.store.StoreUnavailableException;

/// A folder of our own for copies of Apple's databases: they hold what nobody else may read.
final class PrivateFolder {
    private PrivateFolder() {}

    /// Makes one.
    ///
    /// @param library where nothing may be made
    /// @throws StoreUnavailableException if the temporary folder lies there, or cannot be used
    static Path outside(Path library, Path temporaryFolder) throws StoreUnavailableException {
        StoreUnavailableException inside =
                new StoreUnavailableException(
                        "The folder for temporary copies lies in the Apple Mail library itself."
                                + " Nothing was read. Name another folder.");
        if (temporaryFolder.toAbsolutePath().normalize().startsWith(library)) {
            throw inside;
        }
        try {
            Files.createDirectories(temporaryFolder);
            if (temporaryFolder.toRealPath().startsWith(library)) {
                throw inside;
            }
        } catch (IOException e) {
            throw cannotMake(temporaryFolder, e);
        }
        return in(temporaryFolder);
    }

    /// Makes one in a folder of ours.
    ///
    /// @throws StoreUnavailableException if that cannot be used
    static Path in(Path temporaryFolder) throws StoreUnavailableException {
        try {
            Files.createDirectories(temporaryFolder);
            return Files.createTempDirectory(
                    temporaryFolder.toRealPath(),
                    "applemail-",
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw cannotMake(temporaryFolder, e);
        }
    }

    private static StoreUnavailableException cannotMake(Path folder, IOException e) {
        return new StoreUnavailableException(
                "Cannot make a private folder for copies of Apple Mail's databases in "
                        + folder
                        + ": "
                        + Reasons.of(e)
                        + ". Nothing was read or changed.",
                e);
    }

    /// Removes it; it holds plain files only.
    static void remove(Path copies) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(copies)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(copies);
        } catch (IOException e) {
            // The folder is private and below the caller's temporary folder, which goes as well.
        }
    }
}
