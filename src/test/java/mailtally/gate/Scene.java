package mailtally.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Evidence.Account;
import mailtally.gate.Evidence.Arrival;
import mailtally.gate.Evidence.Backup;
import mailtally.gate.Evidence.Balance;
import mailtally.gate.Evidence.LastCount;
import mailtally.gate.Evidence.Mail;
import mailtally.gate.Evidence.OnlyInBackup;
import mailtally.gate.Evidence.OtherMacs;
import mailtally.gate.Evidence.Row;
import mailtally.gate.Evidence.Since;
import mailtally.gate.Evidence.Undo;

/// Evidence that opens, ten minutes after the last count, in a form in which each piece can be
/// broken by one assignment. It is of a POP account whose new mailbox is proven first, so that
/// every condition concerns it.
final class Scene {
    static final Instant COUNTED = Instant.parse("2026-03-12T14:42:00Z");
    static final Instant UNTIL = COUNTED.plus(Duration.ofHours(1));
    static final long FOUND = 48_210;

    Instant now = COUNTED.plus(Duration.ofMinutes(10));
    String kind = "POP";
    boolean sideBySide = true;

    boolean counted = true;
    String count = "count 1";
    Instant countedAt = COUNTED;
    List<String> doubts = List.of();
    String doubtsBy = "";
    Sum server = new Sum();

    boolean backedUp = true;
    String backupCount = "count 1";
    Instant readAt = COUNTED.minus(Duration.ofMinutes(1));
    boolean intact = true;
    Sum held = new Sum();
    boolean sameVolume;

    boolean looked = true;
    String lookedCount = "count 1";
    Instant lookedAt = now.minusSeconds(20);
    List<String> lost = List.of();

    boolean mailSeen = true;
    Instant mailAt = now.minusSeconds(3);
    Optional<Boolean> running = Optional.of(false);
    boolean ranSinceCount;
    long outbox;
    long sendLater;
    long queued;

    boolean rowSeen = true;
    Instant rowAt = now.minusSeconds(3);
    int candidates = 1;
    Optional<String> code = Optional.empty();
    boolean matches = true;

    boolean onlyKnown = true;
    long onlyInBackup;
    boolean confirmed;

    boolean arrived = true;
    Instant arrivedAt = COUNTED;
    Sum arrival = new Sum();
    boolean works = true;
    boolean emptied;

    boolean macsAsked = true;
    boolean macsSettled = true;
    String macsSaid = "none";
    String macsBy = "Jane";
    Instant macsAt = COUNTED.minus(Duration.ofDays(1));

    boolean undoMade = true;
    String undoCount = "count 1";
    Instant undoAt = COUNTED.minus(Duration.ofMinutes(2));

    /// A balance; what is neither approved nor left is proven.
    static final class Sum {
        long found = FOUND;
        long approved;
        long left;
        String by = "";

        void approve(long messages, String who) {
            approved = messages;
            by = who;
        }

        private Balance balance() {
            return new Balance(
                    found,
                    found - approved - left,
                    approved,
                    left,
                    by,
                    left == 0 ? "" : "\"Plan\" in Sent");
        }
    }

    /// Sets each number that says how many there are on this Mac.
    void found(long messages) {
        server.found = messages;
        held.found = messages;
        arrival.found = messages;
    }

    /// All looks were made a moment ago.
    void look() {
        lookedAt = now;
        mailAt = now;
        rowAt = now;
    }

    /// A last count was taken now, which read the undo copy and the backup, and all looks again.
    void count() {
        counted = true;
        count = "count of " + now;
        countedAt = now;
        backupCount = count;
        readAt = now;
        undoMade = true;
        undoCount = count;
        undoAt = now;
        lookedCount = count;
        ranSinceCount = false;
        arrivedAt = now;
        look();
    }

    Evidence evidence() {
        return new Evidence(
                new Account("MT-1", kind, "jane@example.com", "Mail/V10", sideBySide),
                seen(counted, new LastCount(count, countedAt, doubts, doubtsBy, server.balance())),
                seen(
                        backedUp,
                        new Backup(
                                backupCount,
                                "Bag",
                                readAt,
                                intact,
                                intact ? "" : "data/Sent.mbox/mbox differs at byte 4,711",
                                held.balance(),
                                sameVolume)),
                seen(looked, new Since(lookedCount, lookedAt, lost)),
                seen(mailSeen, new Mail(mailAt, running, ranSinceCount, outbox, sendLater, queued)),
                seen(rowSeen, new Row(rowAt, candidates, code, matches, "POP, pop.example.com")),
                seen(onlyKnown, new OnlyInBackup(onlyInBackup, confirmed)),
                seen(arrived, new Arrival(arrivedAt, arrival.balance(), works, emptied)),
                seen(macsAsked, new OtherMacs(macsSettled, macsSaid, macsBy, macsAt)),
                seen(undoMade, new Undo(undoCount, "Undo", undoAt)));
    }

    Decision decide() {
        return Gate.decide(evidence(), now);
    }

    private static <T> Optional<T> seen(boolean seen, T what) {
        return seen ? Optional.of(what) : Optional.empty();
    }
}
