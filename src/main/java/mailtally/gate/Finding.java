package mailtally.gate;

import java.time.Instant;
import java.util.Optional;

/// How one condition stands.
///
/// @param evidence one sentence with numbers first
/// @param at when that was seen; empty where it never was
/// @param by who approved and why; empty where nobody had to
/// @param next what to do; empty where there is nothing
public record Finding(
        Condition condition,
        Colour colour,
        String evidence,
        Optional<Instant> at,
        String by,
        String next) {}
