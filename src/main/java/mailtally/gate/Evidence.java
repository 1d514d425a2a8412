package mailtally.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All that the gate decides on. What was not looked at is empty, and stops.
///
/// @param account whose row is to go
/// @param lastCount the final inventory of this Mac, against the server
/// @param backup against the same inventory
/// @param since what was seen since the last count
/// @param mail whether Mail runs and what waits in it
/// @param row which row in System Settings is meant
/// @param onlyInBackup POP: what no server has
/// @param arrival side by side: the new mailbox
/// @param otherMacs what the person said of other Macs
/// @param undo the clone of the account's folder and index
public record Evidence(
        Account account,
        Optional<LastCount> lastCount,
        Optional<Backup> backup,
        Optional<Since> since,
        Optional<Mail> mail,
        Optional<Row> row,
        Optional<OnlyInBackup> onlyInBackup,
        Optional<Arrival> arrival,
        Optional<OtherMacs> otherMacs,
        Optional<Undo> undo) {

    /// The account.
    ///
    /// @param id in the library
    /// @param kind `IMAP`, `POP`, `EXCHANGE`; anything else is refused by name
    /// @param sideBySide true where the new mailbox is proven before the old account goes
    public record Account(
            String id, String kind, String address, String library, boolean sideBySide) {}

    /// A balance: found = proven + approved + left.
    ///
    /// @param approvedBy who approved and why, a short text; empty where nothing is approved
    /// @param firstLeft the first message that is left, in a few words; empty where none is
    public record Balance(
            long found,
            long proven,
            long approved,
            long left,
            String approvedBy,
            String firstLeft) {
        public Balance {
            if (found < 0 || proven < 0 || approved < 0 || left < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
            if (found != proven + approved + left) {
                throw new IllegalArgumentException("the balance is wrong");
            }
        }

        /// True where something was found and nothing is left.
        public boolean whole() {
            return found > 0 && left == 0;
        }
    }

    /// The final inventory, taken from the clone, against the server.
    ///
    /// @param id names it: another count is another evidence
    /// @param at when it was finished
    /// @param doubts what stands in the way of 'read whole': a folder withheld, a witness that
    ///     disagrees, a message that cannot be read; a sentence each, without those that were
    ///     approved, for a newcomer among them is not approved with the others
    /// @param doubtsApprovedBy who approved the doubts that there were, and why; empty where none
    ///     was approved
    public record LastCount(
            String id, Instant at, List<String> doubts, String doubtsApprovedBy, Balance server) {
        public LastCount {
            doubts = List.copyOf(doubts);
        }
    }

    /// The sealed bag, read again by the second reader, and what of the last count is in it.
    ///
    /// @param count the last count that it was held against
    /// @param intact true if every byte is as it was sealed
    /// @param damage the first thing that is not; empty where it is intact
    /// @param sameVolume true where it lies on the volume that the library lies on
    public record Backup(
            String count,
            String bag,
            Instant readAt,
            boolean intact,
            String damage,
            Balance held,
            boolean sameVolume) {}

    /// A look at both sides after the last count.
    ///
    /// @param count the last count that it continues
    /// @param at when
    /// @param lost what was lost or is unproven since, a sentence each
    public record Since(String count, Instant at, List<String> lost) {
        public Since {
            lost = List.copyOf(lost);
        }
    }

    /// Apple Mail on this Mac.
    ///
    /// @param running whether it runs; empty where that cannot be told
    /// @param ranSinceCount true if it was seen to run since the clone was made
    /// @param outbox messages in Outbox
    /// @param sendLater messages that are to be sent later
    /// @param queued actions that Mail has not told the server yet
    public record Mail(
            Instant at,
            Optional<Boolean> running,
            boolean ranSinceCount,
            long outbox,
            long sendLater,
            long queued) {
        public Mail {
            if (outbox < 0 || sendLater < 0 || queued < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
        }
    }

    /// Which row of System Settings is meant.
    ///
    /// @param candidates how many rows could be meant by the account's address, or by its code
    ///     where one was given
    /// @param code the short code that the row must show, where more than one could be meant
    /// @param matches true if the row's host and user are the inventory's
    /// @param detail what it shows: kind, host, name
    public record Row(
            Instant at, int candidates, Optional<String> code, boolean matches, String detail) {
        public Row {
            if (candidates < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
        }
    }

    /// Messages that are nowhere but in the backup.
    ///
    /// @param confirmed true if the person typed their number
    public record OnlyInBackup(long messages, boolean confirmed) {
        public OnlyInBackup {
            if (messages < 0) {
                throw new IllegalArgumentException("a count is negative");
            }
        }
    }

    /// The new mailbox.
    ///
    /// @param works true if the new account was seen on this Mac, with mail
    /// @param sourceEmptied true if the old mailbox was emptied while its account is on the Mac:
    ///     the Mac's copy goes with it
    public record Arrival(Instant at, Balance balance, boolean works, boolean sourceEmptied) {}

    /// Other Macs.
    ///
    /// @param settled true if there are none, or each has its own inventory
    /// @param said what was recorded
    /// @param by whose name it was recorded under
    public record OtherMacs(boolean settled, String said, String by, Instant at) {}

    /// The undo copy.
    ///
    /// @param count the last count, which read it
    public record Undo(String count, String place, Instant at) {}
}
