package mailtally.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RecentRateTest {
    @Test
    void aQuickBeginningDoesNotPromiseAQuickEnd() {
        RecentRate rate = new RecentRate();
        long done = 0;
        for (int second = 1; second <= 300; second++) {
            done += second <= 10 ? 1_000 : 4;
            RecentRate.Speed speed = rate.at(Duration.ofSeconds(second), done, done * 10);
            if (second == 10) {
                assertThat(speed.messages()).isCloseTo(1_000, within(1.0));
            } else if (second > 75) {
                assertThat(speed.messages()).isCloseTo(4, within(0.1));
                assertThat(speed.bytes()).isCloseTo(40, within(1.0));
            }
        }
    }

    @Test
    void aStillstandIsPartOfTheRate() {
        RecentRate rate = new RecentRate();
        rate.at(Duration.ofSeconds(10), 100, 0);
        assertThat(rate.at(Duration.ofSeconds(310), 130, 0).messages()).isLessThan(1);
    }
}
