package mailtally.transfer;

import java.time.Duration;

/// How long a folder is watched after an answer was lost, until it stands still.
///
/// @param first the first pause between two looks; each further one is twice as long
/// @param longest the longest pause
/// @param mostLooks after so many looks the folder is taken as it is: it may be one where mail
///     arrives all the time
record Pace(Duration first, Duration longest, int mostLooks) {
    /// Half a second at first, some half a minute in all.
    static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(8), 8);
}
