package mailtally.web;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// How a page is served.
///
/// @param port on 127.0.0.1; 0 takes a free one
/// @param stopWhenIdle so long after the last request, and with no page open, the server stops
///     while no work runs; empty keeps it until it is closed
/// @param clock tells the time and the zone in which times are shown
public record Options(int port, Optional<Duration> stopWhenIdle, Clock clock) {
    public Options {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("no port: " + port);
        }
    }

    /// A free port, this computer's clock, until it is closed.
    public static Options usual() {
        return new Options(0, Optional.empty(), Clock.system(ZoneId.systemDefault()));
    }
}
