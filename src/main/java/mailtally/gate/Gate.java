package mailtally.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The gate. Evidence and the time go in, conditions come out.
public final class Gate {
    /// How long a clearance lasts from the last count on.
    public static final Duration HOUR = Duration.ofHours(1);

    /// How old the last look may be. It is made every 30 seconds.
    public static final Duration LOOK = Duration.ofSeconds(90);

    private Gate() {}

    /// Decides.
    public static Decision decide(Evidence evidence, Instant now) {
        // placeholder until the conditions are written
        return new Decision(List.of(), Optional.empty());
    }
}
