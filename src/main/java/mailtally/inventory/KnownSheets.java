package mailtally.inventory;

import java.util.List;
import java.util.Optional;
import mailtally.ledger.Ledger;
import mailtally.message.Sha256;
import mailtally.message.Sheet;
import org.jdbi.v3.core.Handle;

/// The sheets that were made before, by the exact digest of the bytes that they were made of. Only
/// those of messages that are there whole: parts that lack belong to the holding, not to the bytes.
public final class KnownSheets {
    private static final String ADD =
            "INSERT INTO sheet (body, version, sheet) VALUES (?, ?, ?) ON CONFLICT (body, version)"
                    + " DO NOTHING";

    private KnownSheets() {}

    /// The sheet of these bytes, if it was made.
    public static Optional<Sheet> find(Handle handle, Sha256 body) {
        return handle.createQuery("SELECT sheet FROM sheet WHERE body = ? AND version = ?")
                .bind(0, body.bytes())
                .bind(1, Sheet.VERSION)
                .map((row, _) -> Sheet.parse(row.getBytes(1)))
                .findOne();
    }

    /// Keeps what was made of these bytes.
    public static void add(Handle handle, Sha256 body, Sheet sheet) {
        addAll(handle, List.<Object[]>of(row(body, sheet)));
    }

    static Object[] row(Sha256 body, Sheet sheet) {
        return new Object[] {body.bytes(), sheet.version(), sheet.toBytes()};
    }

    static void addAll(Handle handle, List<Object[]> rows) {
        Ledger.addAll(handle, ADD, rows);
    }
}
