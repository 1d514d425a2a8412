package mailtally.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// A look at both sides after a last count: is everything still where it was? Reads lists of files
/// and of UIDs, and messages only where the server has new ones.
///
/// @param lost what was lost or changed, a sentence each
/// @param server the comparison with the server as it is now
record Look(Instant at, List<String> lost, MoveEvent.Compared server) {
    Look {
        lost = List.copyOf(lost);
    }

    /// Looks.
    ///
    /// @throws StoreUnavailableException if a place cannot be reached: then nothing is known
    static Look at(Door door, Stores stores, MoveFile file, Standings standings, Counted counted)
            throws AddressException, StoreUnavailableException, IOException {
        Instant now = door.clock().instant();
        List<String> lost = new ArrayList<>();
        Stamps before = counted.undo().stamps();
        before.difference(Undo.stamps(before.root(), counted.account()))
                .ifPresent(what -> lost.add("this Mac's mail changed: " + what));
        if (!Files.isDirectory(counted.undo().root(), LinkOption.NOFOLLOW_LINKS)) {
            lost.add("the undo copy is gone");
        }
        if (counted.backup().isPresent()) {
            Counted.Held held = counted.backup().get();
            held.stamps()
                    .difference(Stamps.of(held.bag(), List.of(held.bag())))
                    .ifPresent(what -> lost.add("the backup changed: " + what));
        }
        MoveEvent.Compared server =
                again(
                        door,
                        stores,
                        file,
                        counted,
                        counted.server(),
                        LastCount.SERVER_ROLE,
                        standings,
                        lost,
                        "the server");
        if (counted.arrival().isPresent()) {
            again(
                    door,
                    stores,
                    file,
                    counted,
                    counted.arrival().get(),
                    LastCount.ARRIVAL_ROLE,
                    standings,
                    lost,
                    "the new mailbox");
        }
        return new Look(now, lost, server);
    }

    private static MoveEvent.Compared again(
            Door door,
            Stores stores,
            MoveFile file,
            Counted counted,
            MoveEvent.Compared then,
            int role,
            Standings standings,
            List<String> lost,
            String where)
            throws AddressException, StoreUnavailableException, IOException {
        Ledger ledger = file.ledger();
        try (Store store = stores.open(then.address())) {
            Inventory inside =
                    new InventoryTaker(ledger, door.serverConnections(), Progress.NONE)
                            .again(store, role);
            MoveEvent.Compared now =
                    Comparison.of(
                                    ledger,
                                    counted.source(),
                                    counted.mac(),
                                    inside,
                                    store,
                                    Progress.NONE)
                            .event(then.place(), then.address());
            long leftBefore = standings.of(then.place(), then.tally()).left();
            long leftNow = standings.of(now.place(), now.tally()).left();
            if (leftNow > leftBefore) {
                lost.add(
                        Words.count(leftNow - leftBefore, "message")
                                + " left "
                                + where
                                + ": "
                                + standings.firstLeft(now.place(), now.tally()));
            }
            if (role == LastCount.SERVER_ROLE) {
                renumbered(new LastCount(door, stores, file).validities(inside), counted)
                        .ifPresent(lost::add);
            }
            return now;
        }
    }

    private static Optional<String> renumbered(Map<String, String> now, Counted counted) {
        return counted.validities().entrySet().stream()
                .filter(
                        then ->
                                now.containsKey(then.getKey())
                                        && !now.get(then.getKey()).equals(then.getValue()))
                .map(then -> "the server made the folder " + then.getKey() + " anew")
                .findFirst();
    }
}
