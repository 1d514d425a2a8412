package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.backup.BagStore;
import mailtally.inventory.Progress;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.transfer.Copied;
import mailtally.transfer.Copy;

/// Puts messages of a backup back.
final class Restoring {
    private final Desk desk;

    Restoring(Desk desk) {
        this.desk = desk;
    }

    /// The backup of the account that was removed by mistake: the one beside, whose name has the
    /// account's; else the moved account's own, where that one is what is gone.
    static Optional<Path> bag(MoveState state) {
        Optional<MoveEvent.BackedUp> backup =
                state.last(MoveEvent.BackedUp.class).map(MoveState.Dated::event);
        Optional<MoveEvent.WrongRow> wrong =
                state.last(MoveEvent.WrongRow.class).map(MoveState.Dated::event);
        if (backup.isEmpty()) {
            return Optional.empty();
        }
        if (wrong.isEmpty()) {
            return Optional.of(Path.of(backup.get().bag()));
        }
        List<Path> beside = new ArrayList<>();
        for (String bag : backup.get().others()) {
            Path path = Path.of(bag);
            String name = String.valueOf(path.getFileName());
            for (String gone : wrong.get().gone().split(", ", -1)) {
                if (name.contains(gone)) {
                    return Optional.of(path);
                }
            }
            beside.add(path);
        }
        return beside.size() == 1 ? Optional.of(beside.getFirst()) : Optional.empty();
    }

    /// Where messages are to be put back is asked.
    static List<View.Block> fields(MoveState state, String gone) {
        return List.of(
                new View.Block.Field(
                        "to",
                        "Where they go",
                        View.Kind.TEXT,
                        state.readied().map(MoveEvent.Readied::backups).orElse("")
                                + "/Put back from "
                                + gone.replaceAll("[^A-Za-z0-9@._-]", "_"),
                        "A folder that is not there yet, or imaps://USER@HOST."),
                new View.Block.Field(
                        "topassword", "Its password", View.Kind.SECRET, "", "For a server."));
    }

    /// Puts all of it there and reads it back.
    MoveEvent.Restored run(Path bag, String to, Copy.Target target, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        try (Store backup = BagStore.open(bag)) {
            Copied copied =
                    new Copy(
                                    desk.move().ledger(),
                                    desk.door().serverConnections(),
                                    desk.door().state("outgoing"),
                                    progress)
                            .run(backup, target, (_, _) -> true);
            return new MoveEvent.Restored(bag.toString(), to, copied.copied());
        }
    }
}
