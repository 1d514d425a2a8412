package mailtally.store.imap;

import java.time.Duration;
import mailtally.store.StoreUnavailableException;

/// How quickly messages are sent to a host that asked to be left alone for having got too many.
/// Each such refusal costs a connection, so the next messages go as far apart as the host let them
/// through between two refusals, and little by little closer again: a host that allows more is
/// used, and an estimate that came of a few large messages does not last. May be used by several
/// threads.
final class SendingPace {
    /// What others settle on with Exchange are 4 messages a second.
    private static final double MOST_GAP_NS = 500e6;

    private static final double CLOSER = 0.998;

    /// What is seen between two refusals may be our own slowness, or one large message.
    private static final double WIDER = 1.1;

    /// A host that counts saves up what is not used, for a second or so.
    private static final int GAPS_SAVED_UP = 2;

    private double gapNs;
    private long nextNs;
    private long sinceNs;
    private long sent;
    private boolean everRefused;

    /// Waits for the turn of one message.
    ///
    /// @throws StoreUnavailableException if the thread is stopped meanwhile
    void await() throws StoreUnavailableException {
        Sessions.pause(Duration.ofNanos(turn()));
    }

    private synchronized long turn() {
        if (!everRefused) {
            return 0;
        }
        long now = System.nanoTime();
        long turn = Math.max(0, nextNs - now);
        nextNs = now + turn + (long) gapNs;
        return turn;
    }

    /// A message was taken.
    synchronized void sent() {
        sent++;
        gapNs *= CLOSER;
    }

    /// A message was refused for having come too soon.
    ///
    /// @param asked when it may come again
    synchronized void refused(Duration asked) {
        long end = System.nanoTime() + asked.toNanos();
        // At both ends the host allows just that one message.
        if (everRefused && sent > 0) {
            double seen = Math.min((end - sinceNs) / (double) sent, MOST_GAP_NS);
            gapNs = gapNs == 0 ? seen : Math.min(seen, gapNs * WIDER);
        }
        everRefused = true;
        sinceNs = end;
        sent = 0;
        nextNs = end + GAPS_SAVED_UP * (long) gapNs;
    }
}
