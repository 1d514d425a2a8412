package mailtally.inventory;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import mailtally.ledger.Ledger;

/// The findings of an inventory, one by one, as sentences that name folder and place.
public final class Remarks {
    private Remarks() {}

    /// Hands every remark to the consumer, by folder and locator: first what stands in the way of a
    /// proof, then what explains. Texts are as mail gave them.
    public static void each(Ledger ledger, Inventory inventory, Consumer<String> consumer) {
        ledger.<Void, RuntimeException>inTransaction(
                handle -> {
                    handle.createQuery(
                                    """
                                    SELECT folder_path, locator, remark FROM remark
                                    WHERE inventory = ? ORDER BY weight, folder_path, locator
                                    """)
                            .bind(0, inventory.id())
                            .setFetchSize(Ledger.fetchRows())
                            .map(
                                    (row, _) ->
                                            sentence(
                                                    text(row.getBytes(1)),
                                                    text(row.getBytes(2)),
                                                    text(row.getBytes(3))))
                            .forEach(consumer);
                    return null;
                });
    }

    private static String sentence(String folder, String locator, String remark) {
        return locator.isEmpty() ? folder + ": " + remark : folder + ", " + locator + ": " + remark;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
