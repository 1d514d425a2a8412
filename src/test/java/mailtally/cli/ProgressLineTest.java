package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import mailtally.inventory.RecentRate;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private static final long MEGABYTES = 1_000_000;

    @Test
    void noTimeIsToldBeforeItWasMeasuredForTwentySeconds() {
        RecentRate.Speed speed = new RecentRate.Speed(10, 5 * MEGABYTES);
        assertThat(ProgressLine.text(100, speed, Duration.ofSeconds(10), 1_000))
                .isEqualTo("  100 of 1,000 messages, 10 a second, 5.0 MB/s");
        assertThat(ProgressLine.text(200, speed, Duration.ofSeconds(20), 1_000))
                .isEqualTo("  200 of 1,000 messages, 10 a second, 5.0 MB/s, about 80 seconds left");
        assertThat(ProgressLine.text(31_400, speed, Duration.ofSeconds(785), 48_210))
                .endsWith(" minutes left");
    }

    @Test
    void whereTheWholeIsNotKnownItIsSoFar() {
        RecentRate.Speed none = new RecentRate.Speed(0, 0);
        Duration since = Duration.ofSeconds(30);
        assertThat(ProgressLine.text(1, none, since, 0))
                .isEqualTo("  1 message so far, 0 a second, 0.0 MB/s");
        assertThat(ProgressLine.text(12, none, since, 11)).startsWith("  12 messages so far");
    }
}
