package mailtally.gate;

import java.time.Instant;

/// Now, and how what was seen at other times stands to it.
record Moment(Instant now) {
    /// What is told of something that was seen later than now: the clock was set back, and how long
    /// ago it was is not known.
    static final String CLOCK = "The clock of this Mac went back: ";

    boolean isBefore(Instant seen) {
        return seen.isAfter(now);
    }

    /// True where a look that is made every 30 seconds was not made for three times as long.
    boolean isTooLateFor(Instant look) {
        return look.plus(Gate.LOOK).isBefore(now);
    }

    /// True from the end of the hour on; at that very moment it is over.
    boolean isPastTheHourOf(Instant count) {
        return !now.isBefore(count.plus(Gate.HOUR));
    }
}
