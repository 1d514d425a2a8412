package mailtally.gate;

import java.time.Instant;
import java.util.Optional;

/// How one condition stands.
///
/// @param evidence one or two sentences, numbers first; what is in them from mail is as it came
/// @param at when that was seen; empty where it never was
/// @param by who approved and why; empty where nobody had to
/// @param next what to do, a verb first; never empty where it is red
public record Finding(
        Condition condition,
        Colour colour,
        String evidence,
        Optional<Instant> at,
        String by,
        String next) {
    public Finding {
        if (evidence.isBlank()) {
            throw new IllegalArgumentException(condition + " without evidence");
        }
        if (colour == Colour.RED && next.isBlank()) {
            throw new IllegalArgumentException(condition + " stops, and no way on is named");
        }
    }

    static Finding green(Condition condition, Instant at, String evidence) {
        return new Finding(condition, Colour.GREEN, evidence, Optional.of(at), "", "");
    }

    static Finding red(Condition condition, Instant at, String evidence, String next) {
        return new Finding(condition, Colour.RED, evidence, Optional.of(at), "", next);
    }

    /// Nobody looked yet: as good as red.
    static Finding unseen(Condition condition, String evidence, String next) {
        return new Finding(condition, Colour.RED, evidence, Optional.empty(), "", next);
    }
}
