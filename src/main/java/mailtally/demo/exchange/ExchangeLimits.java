package mailtally.demo.exchange;

import java.time.Duration;

/// How much the stand-in takes. Each limit holds where its quirk is on.
///
/// @param messageBytes the largest message ([ExchangeQuirk#SIZE_LIMITED])
/// @param mailboxBytes when the mailbox is full ([ExchangeQuirk#QUOTA_REFUSED])
/// @param connections how many a user may have at a time ([ExchangeQuirk#CONNECTIONS_LIMITED])
/// @param errors after how many refusals a connection ends ([ExchangeQuirk#ERRORS_LIMITED])
/// @param searchLag how long SEARCH does not see a new message ([ExchangeQuirk#SEARCH_BLIND])
public record ExchangeLimits(
        long messageBytes, long mailboxBytes, int connections, int errors, Duration searchLag) {
    /// 35 MB a message, 100 GB in all, 16 connections, ten errors, two seconds.
    public static ExchangeLimits usual() {
        return new ExchangeLimits(35L << 20, 100L << 30, 16, 10, Duration.ofSeconds(2));
    }

    /// The same with another size of messages and of the mailbox.
    public ExchangeLimits withBytes(long message, long mailbox) {
        return new ExchangeLimits(message, mailbox, connections, errors, searchLag);
    }
}
