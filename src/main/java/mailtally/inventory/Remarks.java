package mailtally.inventory;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import mailtally.ledger.Ledger;
import mailtally.store.Finding;

/// The findings of an inventory, one by one.
public final class Remarks {
    private Remarks() {}

    /// A finding on a holding or, with an empty locator, on a folder.
    public record Remark(String folder, String locator, Finding.Weight weight, String text) {}

    /// Hands every remark to the consumer, by folder and locator: first what stands in the way of a
    /// proof, then what explains. Texts are as mail gave them.
    public static void each(Ledger ledger, Inventory inventory, Consumer<Remark> consumer) {
        ledger.<Void, RuntimeException>inTransaction(
                handle -> {
                    handle.createQuery(
                                    """
                                    SELECT folder_path, locator, weight, remark FROM remark
                                    WHERE inventory = ? ORDER BY weight, folder_path, locator
                                    """)
                            .bind(0, inventory.id())
                            .setFetchSize(Ledger.fetchRows())
                            .map(
                                    (row, _) ->
                                            new Remark(
                                                    text(row.getBytes(1)),
                                                    text(row.getBytes(2)),
                                                    Finding.Weight.valueOf(row.getString(3)),
                                                    text(row.getBytes(4))))
                            .forEach(consumer);
                    return null;
                });
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
