package mailtally.demo.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// How fast messages may come into one mailbox, by the settings' clock. Bytes and messages are
/// saved up to what a window allows. Used by several threads.
final class ExchangeThrottle {
    private final boolean on;
    private final Saved bytes;
    private final Saved messages;
    private final InstantSource clock;
    private Instant until = Instant.MIN;
    private long toldAtNanos;

    /// What was saved up of one thing.
    private static final class Saved {
        private final double most;
        private final double perMs;
        private double now;
        private Instant at;

        Saved(double most, double perMs, Instant at) {
            this.most = most;
            this.perMs = perMs;
            this.now = most;
            this.at = at;
        }

        void until(Instant time) {
            now = Math.min(most, now + Duration.between(at, time).toNanos() / 1e6 * perMs);
            at = time;
        }

        /// How many milliseconds until there is so much; what is more than can be saved has to wait
        /// until nothing more can be.
        long waitMs(double wanted) {
            double lacking = Math.min(wanted, most) - now;
            return lacking <= 0 ? 0 : (long) Math.ceil(lacking / perMs);
        }
    }

    ExchangeThrottle(ExchangeSettings settings) {
        on = settings.has(ExchangeQuirk.THROTTLED);
        clock = settings.clock();
        ExchangePace pace = settings.pace();
        Instant now = clock.instant();
        bytes = new Saved(pace.bytes(), pace.bytes() / (double) pace.window().toMillis(), now);
        messages = new Saved(pace.messagesPerSecond(), pace.messagesPerSecond() / 1_000.0, now);
    }

    /// Takes a message of this size, or says for how long to leave the mailbox alone. From then on
    /// [#waiting] says the rest of it.
    synchronized Optional<Duration> take(long size) {
        if (!on) {
            return Optional.empty();
        }
        Optional<Duration> waiting = waiting();
        if (waiting.isPresent()) {
            return waiting;
        }
        Instant now = clock.instant();
        bytes.until(now);
        messages.until(now);
        long waitMs = Math.max(bytes.waitMs((double) size), messages.waitMs(1));
        if (waitMs > 0) {
            until = now.plusMillis(waitMs);
            toldAtNanos = System.nanoTime();
            return Optional.of(Duration.ofMillis(waitMs));
        }
        bytes.now -= (double) size;
        messages.now -= 1;
        return Optional.empty();
    }

    /// For how long the mailbox must still be left alone.
    synchronized Optional<Duration> waiting() {
        Instant now = clock.instant();
        return on && now.isBefore(until)
                ? Optional.of(Duration.between(now, until))
                : Optional.empty();
    }

    /// True if whoever came at this [System#nanoTime] knew of the back-off: it was told at least a
    /// tenth of a second before.
    synchronized boolean known(long cameAtNanos) {
        return waiting().isPresent() && cameAtNanos - toldAtNanos > 100_000_000L;
    }
}
