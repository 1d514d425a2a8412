package mailtally.tally;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mailtally.message.Flags;
import mailtally.message.Sha256;
import mailtally.store.SpecialUse;
import org.jdbi.v3.core.Handle;

/// Reads items out of the ledger.
final class Rows {
    /// The columns that [#item] reads, of holding `h` and body `b`. Behind them stand whether it is
    /// the other reading (0 or 1) and the content digest (or null).
    static final String COLUMNS =
            "h.id, h.last_inventory, h.folder, h.internal_date_ms, h.locator, h.flags,"
                    + " h.completeness, b.exact_digest, b.raw_digest, b.core_digest, b.wire_digest,"
                    + " b.line_ends, h.wire_bytes";

    private final long sourceInventory;
    private final Map<Long, ItemFolder> folders = new HashMap<>();

    Rows(Handle handle, long sourceInventory, long targetInventory) {
        this.sourceInventory = sourceInventory;
        handle.createQuery(
                        """
                        SELECT f.id, f.path, f.folder_key, f.special_use, f.purges, i.keeps_forever,
                            f.inventory, f.expires
                        FROM folder f JOIN inventory i ON i.id = f.inventory
                        WHERE f.inventory IN (?, ?)
                        """)
                .bind(0, sourceInventory)
                .bind(1, targetInventory)
                .map((row, _) -> folder(row, sourceInventory))
                .forEach(folder -> folders.put(folder.id(), folder));
    }

    /// The item of a row with [#COLUMNS], the reading and the content digest.
    Item item(ResultSet row) throws SQLException {
        long date = row.getLong(4);
        boolean dated = !row.wasNull();
        long wireBytes = row.getLong(13);
        boolean sized = !row.wasNull();
        byte[] content = row.getBytes(15);
        String completeness = row.getString(7);
        return new Item(
                row.getLong(2) == sourceInventory,
                row.getLong(1),
                row.getInt(14) == 1,
                folders.get(row.getLong(3)),
                Flags.parse(utf8(row.getBytes(6)), java.util.OptionalLong.empty()).deleted(),
                List.of("WHOLE", "REBUILT", "COMPLETED").contains(completeness),
                row.getString(12).equals("MIXED"),
                completeness.equals("HEADERS_ONLY"),
                sized ? wireBytes : -1,
                dated ? date : Long.MIN_VALUE,
                utf8(row.getBytes(5)),
                Sha256.ofBytes(row.getBytes(8)),
                Sha256.ofBytes(row.getBytes(9)),
                Sha256.ofBytes(row.getBytes(10)),
                Sha256.ofBytes(row.getBytes(11)),
                content == null ? null : Sha256.ofBytes(content));
    }

    ItemFolder folder(long id) {
        return folders.get(id);
    }

    /// That a source removes mail after a time makes no copy elsewhere as safe as it: only what
    /// lies in Trash or Junk there may be proven by such a folder.
    private static ItemFolder folder(ResultSet row, long sourceInventory) throws SQLException {
        String use = row.getString(4);
        boolean expires = row.getInt(8) == 1 && row.getLong(7) != sourceInventory;
        return new ItemFolder(
                row.getLong(1),
                utf8(row.getBytes(2)),
                utf8(row.getBytes(3)),
                use == null ? "" : use,
                row.getInt(5) == 1 || expires,
                SpecialUse.ALL.name().equals(use) || SpecialUse.FLAGGED.name().equals(use),
                row.getInt(6) == 1);
    }

    static String utf8(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String latin1(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
