package mailtally.journey;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.ledger.Ledger;

/// How the comparisons stand, with what was approved of them. Answers are remembered until an
/// approval changes: a tally never changes once it is made. May be used by several threads.
final class Standings {
    private final Approvals approvals;
    private final Map<String, Approvals.Standing> known = new ConcurrentHashMap<>();
    private final Map<String, String> first = new ConcurrentHashMap<>();

    private final Map<String, Long> lacking = new ConcurrentHashMap<>();

    private final Map<String, Approvals.Frozen> frozen = new ConcurrentHashMap<>();

    Standings(Ledger ledger) {
        this.approvals = new Approvals(ledger);
    }

    Approvals approvals() {
        return approvals;
    }

    /// How a comparison stands.
    Approvals.Standing of(String place, long tally) {
        return known.computeIfAbsent(place + " " + tally, _ -> approvals.standing(tally, place));
    }

    /// As [Approvals#leftNotIn]; no approval changes it.
    long leftNotIn(long tally, long other, Approvals.Cause cause) {
        return lacking.computeIfAbsent(
                tally + " " + other + " " + cause.id(),
                _ -> approvals.leftNotIn(tally, other, cause));
    }

    /// The list of a cause as it is, by its digest.
    Approvals.Frozen freeze(String place, long tally, Approvals.Cause cause) {
        return frozen.computeIfAbsent(
                place + " " + tally + " " + cause, _ -> approvals.freeze(tally, place, cause));
    }

    /// To be called when an approval was given or taken back.
    void approvalsChanged() {
        known.clear();
        first.clear();
    }

    /// The first message that is left, in a few words; empty where none is.
    String firstLeft(String place, long tally) {
        return first.computeIfAbsent(place + " " + tally, _ -> approvals.firstLeft(tally, place));
    }
}
