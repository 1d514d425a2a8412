package mailtally.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import mailtally.inventory.InventorySchema;
import mailtally.ledger.Ledger;
import mailtally.message.Sha256;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.TallySchema;
import mailtally.transfer.TransferSchema;

/// The folder where Mailtally keeps its ledgers, the user's alone.
record StateFolder(Path path) {
    private static final int NAME_DIGITS = 24;

    /// Where it is unless the user says otherwise: what macOS and the XDG base directory
    /// specification ask for.
    static Path usual() {
        Path home = Path.of(System.getProperty("user.home"));
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")) {
            return home.resolve("Library/Application Support/Mailtally");
        }
        String xdg = System.getenv("XDG_STATE_HOME");
        return xdg == null || xdg.isBlank()
                ? home.resolve(".local/state/mailtally")
                : Path.of(xdg, "mailtally");
    }

    /// The ledger of what is done between these places: one file for each pair.
    ///
    /// @throws StoreUnavailableException if the folder cannot be made
    /// @throws IOException if the ledger cannot be opened
    Ledger ledger(String source, String target) throws StoreUnavailableException, IOException {
        return Ledger.open(
                make("ledgers").resolve(name(source, target) + ".sqlite"),
                List.of(InventorySchema.SCHEMA, TallySchema.SCHEMA, TransferSchema.SCHEMA));
    }

    /// The folder for messages that are too large for memory on their way between these places.
    ///
    /// @throws StoreUnavailableException if the folder cannot be made
    Path outgoing(String source, String target) throws StoreUnavailableException {
        return make("outgoing/" + name(source, target));
    }

    private static String name(String source, String target) {
        String pair = source + "\n" + target;
        return Sha256.digestOf(pair.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, NAME_DIGITS);
    }

    /// A folder inside, made if it is not there.
    Path make(String name) throws StoreUnavailableException {
        Path folder = path.toAbsolutePath().resolve(name);
        try {
            Files.createDirectories(folder, mineAlone(true));
            return folder;
        } catch (IOException e) {
            throw new StoreUnavailableException(
                    "Cannot make the folder "
                            + folder
                            + " for what Mailtally keeps. Nothing was changed. Name another one with"
                            + " --state.",
                    e);
        }
    }

    /// What makes a new folder or file the user's alone.
    static FileAttribute<?>[] mineAlone(boolean folder) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
