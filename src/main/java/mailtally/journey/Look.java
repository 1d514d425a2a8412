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
/// @param at when it was done
/// @param lost what was lost or changed, a sentence each
/// @param server the comparison with the server as it is now
/// @param serverIsEmpty true where nothing is left there: this Mac's copy goes the same way
/// @param arrival the comparison with the new mailbox as it is now, where there is one
record Look(
        Instant at,
        List<String> lost,
        MoveEvent.Compared server,
        boolean serverIsEmpty,
        Optional<MoveEvent.Compared> arrival) {
    Look {
        lost = List.copyOf(lost);
    }

    /// Looks.
    ///
    /// @throws StoreUnavailableException if a place cannot be reached: then nothing is known
    static Look at(Door door, Stores stores, MoveFile file, Standings standings, Counted counted)
            throws AddressException, StoreUnavailableException, IOException {
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
        Seen server =
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
        Optional<MoveEvent.Compared> arrival = Optional.empty();
        if (counted.arrival().isPresent()) {
            Seen seen =
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
            arrival = Optional.of(seen.compared());
        }
        return new Look(
                door.clock().instant(),
                lost,
                server.compared(),
                server.found() == 0 && counted.source().found() > 0,
                arrival);
    }

    /// @param found how many messages the place has
    private record Seen(MoveEvent.Compared compared, long found) {}

    private static Seen again(
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
            return new Seen(now, inside.found());
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
