package mailtally.journey;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.ledger.Ledger;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.RegularFile;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import org.jdbi.v3.core.Handle;

/// Restores some messages of a backup into files, and reads the files again as mail.
final class Rehearsal {
    private static final int MOST = 200;

    private final Ledger ledger;
    private final Path folder;

    /// @param folder of ours, for the restored files; they are removed afterwards
    Rehearsal(Ledger ledger, Path folder) {
        this.ledger = ledger;
        this.folder = folder;
    }

    private record Sample(String folder, Locator locator, Sha256 body) {}

    /// Restores up to 200 messages, spread over the whole backup.
    ///
    /// @return what came of it, a sentence
    String run(Store bag, Inventory inventory) throws StoreUnavailableException, IOException {
        List<Sample> samples = samples(inventory);
        long identical = 0;
        for (Sample sample : samples) {
            Optional<Folder> from = folder(bag, sample.folder());
            if (from.isPresent() && restored(bag, from.get(), sample)) {
                identical++;
            }
        }
        return "Rehearsal: "
                + Words.number(samples.size())
                + " restored, "
                + Words.number(identical)
                + " identical.";
    }

    private boolean restored(Store bag, Folder from, Sample sample) throws IOException {
        Path file = Files.createTempFile(folder, "restored-", ".eml");
        try {
            MessageBytes bytes = bag.reopen(from, sample.locator());
            try (OutputStream out = Files.newOutputStream(file)) {
                bytes.writeTo(out);
            }
            return new Digester()
                    .digest(RegularFile.look(file).bytes())
                    .exact()
                    .equals(sample.body());
        } catch (UnreadableException e) {
            return false;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Optional<Folder> folder(Store bag, String path)
            throws StoreUnavailableException {
        FolderPath wanted = FolderPath.parse(path);
        return bag.folders().stream().filter(f -> f.path().equals(wanted)).findFirst();
    }

    private List<Sample> samples(Inventory inventory) {
        long step = Math.max(1, inventory.found() / MOST);
        try (Handle handle = ledger.connect()) {
            return handle.createQuery(
                            """
                            SELECT folder_path, locator, body FROM (
                                SELECT h.folder_path, h.locator, h.body,
                                    row_number() OVER (ORDER BY h.id) AS place
                                FROM holding h WHERE h.last_inventory = ? AND h.body IS NOT NULL
                            ) AS all_of_them WHERE place % ? = 0 ORDER BY place LIMIT ?
                            """)
                    .bind(0, inventory.id())
                    .bind(1, step)
                    .bind(2, MOST)
                    .map(
                            (row, _) ->
                                    new Sample(
                                            utf8(row.getBytes(1)),
                                            new Locator(utf8(row.getBytes(2))),
                                            Sha256.ofBytes(row.getBytes(3))))
                    .list();
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
