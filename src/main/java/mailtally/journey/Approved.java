package mailtally.journey;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Sha256;

/// What a person approved, as the events tell it.
final class Approved {
    /// The place of what stands in the way of 'read whole'.
    static final String THIS_MAC = "This Mac";

    /// Its cause.
    static final String DOUBTS = "doubts";

    private Approved() {}

    /// True where exactly these doubts were approved: a new one is not.
    static boolean doubts(MoveState state, List<String> doubts) {
        return doubtsBy(state, doubts).isPresent();
    }

    /// Who approved exactly these doubts, and why.
    static Optional<String> doubtsBy(MoveState state, List<String> doubts) {
        Optional<MoveState.Dated<MoveEvent.Approved>> last = Optional.empty();
        for (MoveState.Dated<MoveEvent> dated : state.events()) {
            switch (dated.event()) {
                case MoveEvent.Approved a when a.place().equals(THIS_MAC) ->
                        last = Optional.of(new MoveState.Dated<>(dated.at(), a));
                case MoveEvent.TakenBack t when t.place().equals(THIS_MAC) ->
                        last = Optional.empty();
                default -> {}
            }
        }
        return last.map(MoveState.Dated::event)
                .filter(a -> !doubts.isEmpty() && a.digest().equals(digest(doubts)))
                .map(a -> a.by() + ": " + a.reason());
    }

    /// The digest of a list of doubts.
    static String digest(List<String> doubts) {
        return Sha256.digestOf(String.join("\n", doubts).getBytes(StandardCharsets.UTF_8)).hex();
    }

    /// Who approved something of a place, and why: "Jane: old newsletters". What was taken back is
    /// no approval.
    static String who(MoveState state, String place) {
        Set<String> words = new LinkedHashSet<>();
        for (MoveState.Dated<MoveEvent.Approved> one : standing(state)) {
            if (one.event().place().equals(place)) {
                words.add(one.event().by() + ": " + one.event().reason());
            }
        }
        return String.join("; ", words);
    }

    /// The approvals that were not taken back, in order.
    static List<MoveState.Dated<MoveEvent.Approved>> standing(MoveState state) {
        List<MoveState.Dated<MoveEvent.Approved>> all = new ArrayList<>();
        for (MoveState.Dated<MoveEvent> dated : state.events()) {
            switch (dated.event()) {
                case MoveEvent.Approved a -> all.add(new MoveState.Dated<>(dated.at(), a));
                case MoveEvent.TakenBack t ->
                        all.removeIf(
                                one ->
                                        one.event().place().equals(t.place())
                                                && one.event().cause().equals(t.cause()));
                default -> {}
            }
        }
        return all;
    }
}
