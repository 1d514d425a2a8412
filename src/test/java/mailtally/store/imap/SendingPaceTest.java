package mailtally.store.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Against a host that saves up a second's worth of messages and tells how long to wait for the
/// next one. A slow computer makes fewer refusals, never more.
final class SendingPaceTest {
    private static final int A_SECOND = 200;

    private double saved = A_SECOND;
    private long at = System.nanoTime();

    @Test
    void aHostThatAskedToWaitIsSeldomAskedTooSoonAgain() throws Exception {
        SendingPace pace = new SendingPace();
        int refusals = 0;
        for (int sent = 0; sent < 4 * A_SECOND; ) {
            pace.await();
            Duration wait = taken();
            if (wait.isZero()) {
                sent++;
                pace.sent();
            } else {
                refusals++;
                pace.refused(wait);
                Thread.sleep(wait);
            }
        }
        // Without a pace each of the 600 that were not saved up is refused once.
        assertThat(refusals).isBetween(1, 150);
    }

    private Duration taken() {
        long now = System.nanoTime();
        saved = Math.min(A_SECOND, saved + (now - at) / 1e9 * A_SECOND);
        at = now;
        if (saved >= 1) {
            saved--;
            return Duration.ZERO;
        }
        return Duration.ofMillis((long) Math.ceil((1 - saved) / A_SECOND * 1e3));
    }
}
