package mailtally.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mailtally.message.Containment;
import mailtally.message.DetailBudget;
import mailtally.message.Profile;
import mailtally.message.Reading;
import mailtally.message.Sheet;

/// Compares what two messages consist of, under the target's profile. Sheets decide where they can;
/// of what a store rewrote, both messages are read once more, many at a time. Used by one thread.
final class Contents {
    private static final int READ_AT_ONCE = 50;

    /// The words of all that are read at once.
    private static final long BYTES_TOGETHER = 6L << 20;

    private final Sheets sheets;
    private final Profile profile;
    private final Set<String> ownAddresses;
    private final List<Pair> undecided = new ArrayList<>();

    private record Pair(long source, long target) {}

    /// Gets what was found of two holdings, at once or later.
    interface Judge {
        /// Takes what was found.
        ///
        /// @param found nothing where one of the two could not be read
        void found(long source, long target, Optional<Containment> found);
    }

    Contents(Sheets sheets, Profile profile, Set<String> ownAddresses) {
        this.sheets = sheets;
        this.profile = profile;
        this.ownAddresses = ownAddresses;
    }

    /// Compares two holdings.
    void compare(long source, long target, Judge judge) {
        Optional<Sheet> wanted = sheets.of(source);
        Optional<Sheet> offered = sheets.of(target);
        if (wanted.isEmpty() || offered.isEmpty()) {
            judge.found(source, target, Optional.empty());
            return;
        }
        if (profile == Profile.FAITHFUL) {
            judge.found(source, target, Optional.of(Containment.of(wanted.get(), offered.get())));
            return;
        }
        Containment bySheets =
                Containment.ofRewritten(
                        Reading.of(wanted.get()), Reading.of(offered.get()), ownAddresses);
        if (bySheets.whole()) {
            judge.found(source, target, Optional.of(bySheets));
            return;
        }
        undecided.add(new Pair(source, target));
        if (undecided.size() == READ_AT_ONCE) {
            rest(judge);
        }
    }

    /// Compares what was left for later.
    void rest(Judge judge) {
        DetailBudget budget = new DetailBudget(BYTES_TOGETHER);
        Map<Long, Reading> together = read(undecided, budget);
        for (Pair pair : undecided) {
            Optional<Containment> found = compare(pair, together);
            if (budget.refused() && found.isPresent() && !found.get().whole()) {
                // Their words may not have found room beside those of the others.
                DetailBudget alone = new DetailBudget(2 * DetailBudget.USUAL_BYTES);
                found = compare(pair, read(List.of(pair), alone));
            }
            judge.found(pair.source(), pair.target(), found);
        }
        undecided.clear();
    }

    private Map<Long, Reading> read(List<Pair> pairs, DetailBudget budget) {
        return sheets.readings(
                pairs.stream().flatMap(pair -> Stream.of(pair.source(), pair.target())).toList(),
                budget);
    }

    private Optional<Containment> compare(Pair pair, Map<Long, Reading> readings) {
        Optional<Reading> wanted = Optional.ofNullable(readings.get(pair.source()));
        Optional<Reading> offered = Optional.ofNullable(readings.get(pair.target()));
        return wanted.flatMap(w -> offered.map(o -> Containment.ofRewritten(w, o, ownAddresses)));
    }

    /// True where the target's store makes mail anew.
    boolean rewriting() {
        return profile == Profile.REWRITING;
    }

    /// What there is to say of a message that is whole on the target.
    String rewritten(Containment containment) {
        return rewriting() ? Reasons.rewritten(containment) : "";
    }
}
