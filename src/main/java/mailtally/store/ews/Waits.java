package mailtally.store.ews;

import java.time.Duration;
import java.util.Optional;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;

/// How long one piece of work has waited because the server was busy, and when that is enough. Used
/// by one thread.
final class Waits {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /// So often in a row a server is believed that names a wait and is still busy after it. Then
    /// the waits grow by themselves: one that always says a millisecond would be asked for ever.
    private static final int MOST_BELIEVED = 20;

    private final ServerAddress address;
    private final Throttle throttle;
    private final Duration most;
    private Duration unasked = FIRST;
    private Duration sum = Duration.ZERO;
    private int times;

    /// @param most the longest wait, all in all
    Waits(ServerAddress address, Throttle throttle, Duration most) {
        this.address = address;
        this.throttle = throttle;
        this.most = most;
    }

    /// The server is busy. The next request waits by itself, as long as it was asked to, or a while
    /// that grows where the server does not say.
    ///
    /// @throws StoreUnavailableException if that is longer than the user allows
    void busy(Refusal refusal) throws StoreUnavailableException {
        Optional<Duration> told = refusal.backOff().filter(d -> d.isPositive());
        boolean believed = told.isPresent() && ++times <= MOST_BELIEVED;
        Duration wait = told.filter(d -> believed || d.compareTo(unasked) > 0).orElse(unasked);
        sum = sum.plus(wait);
        if (sum.compareTo(most) > 0) {
            StoreUnavailableException enough =
                    new StoreUnavailableException(
                            address.hostAndPort()
                                    + " is busy and asks to be left alone for "
                                    + Math.max(1, wait.toSeconds())
                                    + " seconds"
                                    + (sum.equals(wait)
                                            ? ""
                                            : ", after "
                                                    + sum.minus(wait).toSeconds()
                                                    + " seconds of waiting")
                                    + ". It answered: "
                                    + refusal.text()
                                    + ". What was done so far is kept. Run this again later.");
            throttle.end(enough);
            throw enough;
        }
        if (!believed) {
            throttle.quiet(wait);
            Duration doubled = unasked.multipliedBy(2);
            unasked = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        }
    }

    static void pause(long ms) throws StoreUnavailableException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }
}
