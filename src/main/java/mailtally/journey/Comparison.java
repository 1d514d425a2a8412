package mailtally.journey;

import java.io.IOException;
import java.util.List;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.Tally;
import mailtally.tally.TallyMaker;

/// Is every message of this Mac in another place?
///
/// @param doubts what stands in the way of 'read whole', a sentence each
record Comparison(Tally tally, List<String> doubts) {
    Comparison {
        doubts = List.copyOf(doubts);
    }

    /// Reads both and pairs them.
    static Comparison of(Ledger ledger, Store mac, Store other, int threads, Progress progress)
            throws StoreUnavailableException, IOException {
        progress.stage("Reading " + mac.address() + " and " + other.address());
        List<Inventory> both =
                new InventoryTaker(ledger, threads, progress).take(List.of(mac, other));
        return of(ledger, both.getFirst(), mac, both.getLast(), other, progress);
    }

    /// Pairs what was read.
    static Comparison of(
            Ledger ledger,
            Inventory source,
            Store mac,
            Inventory target,
            Store other,
            Progress progress)
            throws IOException {
        Tally tally = new TallyMaker(ledger, progress).make(source, mac, target, other);
        return new Comparison(tally, Doubts.of(ledger, source));
    }

    /// The comparison as it is kept.
    MoveEvent.Compared event(String place, String address) {
        return new MoveEvent.Compared(
                place, address, tally.id(), tally.all().found(), proven(), doubts);
    }

    private long proven() {
        long proven = 0;
        for (mailtally.tally.Bucket bucket : mailtally.tally.Bucket.values()) {
            proven += bucket.proven() ? tally.all().of(bucket) : 0;
        }
        return proven;
    }
}
