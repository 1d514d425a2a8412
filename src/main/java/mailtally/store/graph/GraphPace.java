package mailtally.store.graph;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;

/// When the next question may go: so many at a time, so many within a window of time, and none
/// while the service wants to be left alone. As quick as it allows and no quicker: who asks more
/// waits longer in the end. Used by several threads.
final class GraphPace {
    /// Microsoft's limits for one application and one mailbox: 10,000 requests in 10 minutes, four
    /// at a time. The rest is for clocks that disagree.
    static final int REQUESTS = 9_900;

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final long LOOK_AGAIN_MS = 1_000;

    private final int places;
    private final int requests;
    private final long windowMs;
    private final Time time;
    private final Deque<Long> begun = new ArrayDeque<>();
    private int active;
    private long quietUntilMs = Long.MIN_VALUE;
    private Optional<StoreUnavailableException> end = Optional.empty();

    /// A clock, and a wait by it.
    interface Time {
        /// The computer's own.
        Time REAL =
                new Time() {
                    @Override
                    public long nowMs() {
                        return System.nanoTime() / 1_000_000;
                    }

                    @Override
                    @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
                    public void await(Object lock, long ms) throws InterruptedException {
                        lock.wait(ms);
                    }
                };

        long nowMs();

        /// Waits so long, or until somebody calls `notifyAll` on the lock, which the caller holds.
        void await(Object lock, long ms) throws InterruptedException;
    }

    /// @param places how many questions at a time
    GraphPace(int places, int requests, Duration window, Time time) {
        this.places = places;
        this.requests = requests;
        this.windowMs = window.toMillis();
        this.time = time;
    }

    /// Waits until a question may go, and takes its place; [#leave] gives it back.
    synchronized void enter() throws StoreUnavailableException {
        try {
            while (true) {
                if (end.isPresent()) {
                    throw end.get();
                }
                long now = time.nowMs();
                while (!begun.isEmpty() && begun.getFirst() + windowMs <= now) {
                    begun.removeFirst();
                }
                if (now < quietUntilMs) {
                    time.await(this, quietUntilMs - now);
                } else if (active >= places) {
                    time.await(this, LOOK_AGAIN_MS);
                } else if (begun.size() >= requests) {
                    time.await(this, begun.getFirst() + windowMs - now);
                } else {
                    begun.addLast(now);
                    active++;
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    synchronized void leave() {
        active--;
        notifyAll();
    }

    /// Nobody asks for so long.
    synchronized void quiet(Duration wait) {
        quietUntilMs = Math.max(quietUntilMs, time.nowMs() + wait.toMillis());
        notifyAll();
    }

    /// Nobody asks any more.
    synchronized void end(StoreUnavailableException why) {
        end = end.or(() -> Optional.of(why));
        notifyAll();
    }
}
