package mailtally.demo.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes on when it is told to. Used by several threads.
final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-28T12:00:00.123Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
