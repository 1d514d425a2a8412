package mailtally.store.ews;

import java.time.Duration;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;

/// When a request may be sent: never while the server asked to be left alone, and never more at a
/// time than user and server allow. May be used by several threads.
final class Throttle {
    private static final long GROW_AFTER_NANOS = Duration.ofSeconds(30).toNanos();

    private final int most;
    private int limit;
    private int active;
    private long growAt;
    private long quietUntil;
    private boolean closed;
    private Optional<StoreUnavailableException> end = Optional.empty();

    /// @param most the most requests at a time
    Throttle(int most) {
        this.most = most;
        this.limit = most;
        this.quietUntil = System.nanoTime();
        this.growAt = quietUntil;
    }

    int most() {
        return most;
    }

    /// Waits until one more request may be sent. Ended by [#leave].
    synchronized void enter() throws StoreUnavailableException {
        try {
            while (true) {
                if (end.isPresent()) {
                    throw end.get();
                }
                if (closed) {
                    throw new StoreUnavailableException("The mailbox was closed.");
                }
                long now = System.nanoTime();
                if (now - quietUntil < 0) {
                    // One more, since what is left of a millisecond is cut off.
                    wait((quietUntil - now) / 1_000_000 + 1);
                    continue;
                }
                if (limit < most && now - growAt >= 0) {
                    limit++;
                    growAt = now + GROW_AFTER_NANOS;
                }
                if (active < limit) {
                    active++;
                    return;
                }
                wait(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    /// The request's answer was read, or will not be.
    synchronized void leave() {
        active--;
        notifyAll();
    }

    /// Nobody asks anything for so long.
    synchronized void quiet(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        if (until - quietUntil > 0) {
            quietUntil = until;
        }
    }

    /// The server wants fewer requests at a time.
    synchronized void fewer() {
        limit = Math.max(1, Math.min(limit, active) - 1);
        growAt = System.nanoTime() + GROW_AFTER_NANOS;
    }

    /// Nobody asks anything any more: it would be for nothing, or harmful.
    synchronized void end(StoreUnavailableException why) {
        end = end.or(() -> Optional.of(why));
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
