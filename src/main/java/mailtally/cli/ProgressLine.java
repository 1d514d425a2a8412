package mailtally.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import mailtally.inventory.Progress;
import mailtally.inventory.RecentRate;
import mailtally.report.Plain;
import mailtally.report.ReportText;

/// Progress for a person: one line that renews itself on a terminal, a line now and then elsewhere.
/// Says what was measured and no more: 'so far' as long as the whole is not known.
final class ProgressLine implements Progress, AutoCloseable {
    private static final long TERMINAL_EVERY_NS = 500_000_000L;
    private static final long ELSEWHERE_EVERY_NS = 30_000_000_000L;
    private static final double BYTES_PER_MB = 1e6;
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final int MOST_CHARACTERS = 300;
    private static final int COLUMNS = 79;

    private final PrintStream err;
    private final boolean terminal;
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private long expected;
    private long stageBegan = System.nanoTime();
    private RecentRate recent = new RecentRate();
    private volatile long nextShow;
    private int shownWidth;

    ProgressLine(PrintStream err) {
        this.err = err;
        this.terminal = UserTerminal.there() && !"dumb".equals(System.getenv("TERM"));
    }

    /// The progress that these options ask for.
    static ProgressLine of(Console console, CommonOptions options) {
        return new ProgressLine(
                options.quiet()
                        ? new PrintStream(java.io.OutputStream.nullOutputStream())
                        : console.err());
    }

    @Override
    public synchronized void stage(String what) {
        endLine();
        expected = 0;
        messages.reset();
        bytes.reset();
        stageBegan = System.nanoTime();
        recent = new RecentRate();
        nextShow = stageBegan + (terminal ? TERMINAL_EVERY_NS : ELSEWHERE_EVERY_NS);
        err.println(Plain.folded(Plain.text(what, MOST_CHARACTERS) + "…", "  ", COLUMNS));
    }

    @Override
    public synchronized void expect(long total) {
        expected = total;
    }

    @Override
    public void advance(long moreMessages, long moreBytes) {
        messages.add(moreMessages);
        bytes.add(moreBytes);
        if (System.nanoTime() - nextShow >= 0) {
            show();
        }
    }

    /// Ends the line, so that what follows stands below it.
    synchronized void end() {
        endLine();
    }

    @Override
    public void close() {
        end();
    }

    private synchronized void show() {
        long now = System.nanoTime();
        if (now - nextShow < 0) {
            return; // another thread was quicker
        }
        nextShow = now + (terminal ? TERMINAL_EVERY_NS : ELSEWHERE_EVERY_NS);
        Duration since = Duration.ofNanos(now - stageBegan);
        long done = messages.sum();
        String text = text(done, recent.at(since, done, bytes.sum()), since, expected);
        if (terminal) {
            int width = text.codePointCount(0, text.length());
            err.print("\r" + text + " ".repeat(Math.max(0, shownWidth - width)));
            shownWidth = width;
        } else {
            err.println(text);
        }
        err.flush();
    }

    /// What is known of a stage: a time left only after it was measured for a while.
    ///
    /// @param speed how quickly it goes now
    /// @param since how long ago it began
    /// @param expected how many messages there will be, or 0 where that is not known
    static String text(long messages, RecentRate.Speed speed, Duration since, long expected) {
        boolean known = expected >= messages && expected > 0;
        String done =
                known
                        ? ReportText.number(messages)
                                + " of "
                                + ReportText.count(expected, "message")
                        : ReportText.count(messages, "message") + " so far";
        String rate =
                String.format(
                        Locale.ROOT,
                        "  %s, %s a second, %.1f MB/s",
                        done,
                        ReportText.number(Math.round(speed.messages())),
                        speed.bytes() / BYTES_PER_MB);
        boolean measured = since.compareTo(MEASURED) >= 0 && speed.messages() > 0;
        if (!known || !measured || messages == expected) {
            return rate;
        }
        double left = (expected - messages) / speed.messages();
        return rate
                + ", about "
                + (left < 90
                        ? ReportText.count(Math.max(1, Math.round(left)), "second")
                        : left < 90 * 60
                                ? ReportText.count(Math.round(left / 60), "minute")
                                : ReportText.count(Math.round(left / 3600), "hour"))
                + " left";
    }

    private void endLine() {
        if (shownWidth > 0) {
            err.print("\r" + " ".repeat(shownWidth) + "\r");
            err.flush();
            shownWidth = 0;
        }
    }
}
