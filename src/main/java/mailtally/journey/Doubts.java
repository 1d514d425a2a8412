package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import mailtally.inventory.Inventory;
import mailtally.inventory.Remarks;
import mailtally.ledger.Ledger;
import mailtally.store.Finding;
import mailtally.store.Witness;

/// What stands in the way of 'this Mac's mail was read whole'.
final class Doubts {
    private static final int MOST = 200;

    private Doubts() {}

    /// A sentence each, in an order that does not change as long as the library does not.
    static List<String> of(Ledger ledger, Inventory inventory) {
        List<String> doubts = new ArrayList<>();
        if (inventory.found() == 0) {
            doubts.add(
                    "0 messages readable. 0 proves nothing: macOS may withhold the mail folder.");
        }
        for (Inventory.FolderCount count : inventory.folders()) {
            for (Witness witness : count.folder().witnesses()) {
                if (witness.count() != count.found()) {
                    doubts.add(
                            count.folder().path().text()
                                    + ": Apple Mail's index knows of "
                                    + Words.count(witness.count(), "message")
                                    + ", "
                                    + Words.number(count.found())
                                    + (count.found() == 1 ? " was found." : " were found."));
                }
            }
        }
        for (Finding finding : inventory.storeFindings()) {
            if (finding.weight() == Finding.Weight.DOUBT) {
                doubts.add(finding.text());
            }
        }
        Remarks.each(
                ledger,
                inventory,
                remark -> {
                    if (remark.weight() == Finding.Weight.DOUBT) {
                        doubts.add(remark.folder() + ": " + remark.text());
                    }
                });
        if (doubts.size() > MOST) {
            int more = doubts.size() - MOST;
            List<String> shorter = new ArrayList<>(doubts.subList(0, MOST));
            shorter.add("And " + Words.count(more, "doubt") + " more.");
            return List.copyOf(shorter);
        }
        return List.copyOf(doubts);
    }
}
