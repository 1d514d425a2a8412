package mailtally.journey;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.backup.Verification;
import mailtally.inventory.Inventory;
import mailtally.store.Store;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.applemail.Waiting;

/// A last count: this Mac's mail at one moment, against the server, the backup and the new mailbox.
/// Lives in memory alone; a Mailtally that was started anew takes another one.
///
/// @param id names it
/// @param at when it was finished
/// @param undo the copy that was read
/// @param library the copy, opened; closed with the count
/// @param mac the account in the copy
/// @param source its inventory
/// @param doubts what stands in the way of 'read whole'
/// @param server its comparison with the server
/// @param validities the UIDVALIDITY of each of the server's folders that has one
/// @param backup its comparison with the backup, where there is one
/// @param arrival its comparison with the new mailbox, where there is one
/// @param waiting what waits in Mail
/// @param began when the copy was begun: from then on Mail must not run
/// @param steadyNs what this process's steady clock said at `at`
record Counted(
        String id,
        Instant began,
        Instant at,
        long steadyNs,
        Undo undo,
        MailAccount account,
        AppleMailLibrary library,
        Store mac,
        Inventory source,
        List<String> doubts,
        MoveEvent.Compared server,
        Map<String, String> validities,
        Optional<Held> backup,
        Optional<MoveEvent.Compared> arrival,
        Waiting waiting)
        implements AutoCloseable {
    private static final long CLOCK_DRIFT_MS = 5_000;

    Counted {
        doubts = List.copyOf(doubts);
        validities = Map.copyOf(validities);
    }

    /// The backup against this count.
    ///
    /// @param stamps of its files as they were read
    record Held(
            Path bag,
            Instant readAt,
            Verification verification,
            Optional<MoveEvent.Compared> compared,
            Stamps stamps) {}

    /// True where this computer's clock was set back since: then times say nothing.
    boolean clockWentBack(Instant now) {
        long steadyMs = (System.nanoTime() - steadyNs) / 1_000_000;
        return java.time.Duration.between(at, now).toMillis() < steadyMs - CLOCK_DRIFT_MS;
    }

    @Override
    public void close() {
        mac.close();
        library.close();
    }
}
