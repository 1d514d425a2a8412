package mailtally.transfer;

import java.io.IOException;
import mailtally.store.Appender;
import mailtally.store.StoreUnavailableException;

/// Waits until a folder stands still, so that what a server commits late is seen.
final class Standstill {
    private Standstill() {}

    /// Looks at where the folder stands until two looks with a pause between them agree.
    static void await(Appender appender, Pace pace) throws IOException, StoreUnavailableException {
        Appender.Mark before = appender.mark();
        long pauseMs = pace.first().toMillis();
        for (int look = 1; look < pace.mostLooks(); look++) {
            try {
                Thread.sleep(pauseMs);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The copy was interrupted.", e);
            }
            Appender.Mark now = appender.mark();
            if (now.equals(before)) {
                return;
            }
            before = now;
            pauseMs = Math.min(2 * pauseMs, pace.longest().toMillis());
        }
    }
}
