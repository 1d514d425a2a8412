package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgressLineTest {
    private static final long MEGABYTES = 1_000_000;

    @Test
    void noTimeIsToldBeforeItWasMeasuredForTwentySeconds() {
        assertThat(ProgressLine.text(100, 50 * MEGABYTES, 10, 1_000))
                .isEqualTo("  100 of 1,000 messages, 10 a second, 5.0 MB/s");
        assertThat(ProgressLine.text(200, 100 * MEGABYTES, 20, 1_000))
                .isEqualTo("  200 of 1,000 messages, 10 a second, 5.0 MB/s, about 80 seconds left");
        assertThat(ProgressLine.text(31_400, 600 * MEGABYTES, 785, 48_210))
                .endsWith(" minutes left");
    }

    @Test
    void whereTheWholeIsNotKnownItIsSoFar() {
        assertThat(ProgressLine.text(1, 0, 30, 0))
                .isEqualTo("  1 message so far, 0 a second, 0.0 MB/s");
        assertThat(ProgressLine.text(12, 0, 30, 11)).startsWith("  12 messages so far");
    }
}
