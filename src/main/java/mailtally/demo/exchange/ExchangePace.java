package mailtally.demo.exchange;

import java.time.Duration;

/// How fast messages may come into a mailbox ([ExchangeQuirk#THROTTLED]). Who was slower for a
/// while may make up for it: by as many bytes as `window` allows, and as many messages as a second
/// does.
///
/// @param bytes how many within `window`
/// @param window such as 5 minutes
/// @param messagesPerSecond how many messages
public record ExchangePace(long bytes, Duration window, int messagesPerSecond) {
    /// 150 MB per 5 minutes, 4 messages a second.
    public static ExchangePace usual() {
        return new ExchangePace(150_000_000, Duration.ofMinutes(5), 4);
    }
}
