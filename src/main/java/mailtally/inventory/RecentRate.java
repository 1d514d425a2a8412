package mailtally.inventory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// How quickly a stage goes: over its last minute, since a host that was quick at first may be slow
/// for the rest of it. May be used by several threads.
public final class RecentRate {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Duration at, long messages, long bytes) {}

    /// A rate.
    ///
    /// @param messages how many a second
    /// @param bytes how many a second
    public record Speed(double messages, double bytes) {}

    /// A stage that begins.
    public RecentRate() {
        samples.add(new Sample(Duration.ZERO, 0, 0));
    }

    /// The rate over the last minute.
    ///
    /// @param sinceBegan how long ago the stage began
    /// @param messages how many are done by now, in all
    /// @param bytes how many are done by now, in all
    public synchronized Speed at(Duration sinceBegan, long messages, long bytes) {
        while (samples.size() > 1 && second().at().compareTo(sinceBegan.minus(WINDOW)) <= 0) {
            samples.removeFirst();
        }
        Sample from = samples.getFirst();
        if (sinceBegan.minus(BETWEEN).compareTo(samples.getLast().at()) >= 0) {
            samples.add(new Sample(sinceBegan, messages, bytes));
        }
        double seconds = Math.max(sinceBegan.minus(from.at()).toNanos() / 1e9, 0.001);
        return new Speed((messages - from.messages()) / seconds, (bytes - from.bytes()) / seconds);
    }

    private Sample second() {
        return samples.stream().skip(1).findFirst().orElseThrow();
    }
}
