package mailtally.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import mailtally.inventory.Progress;
import mailtally.report.Plain;
import mailtally.report.ReportText;

/// Progress for a person: one line that renews itself on a terminal, a line now and then elsewhere.
/// Says what was measured and no more: 'so far' as long as the whole is not known.
final class ProgressLine implements Progress, AutoCloseable {
    private static final long TERMINAL_EVERY_NS = 500_000_000L;
    private static final long ELSEWHERE_EVERY_NS = 30_000_000_000L;
    private static final double BYTES_PER_MB = 1e6;

    private final PrintStream err;
    private final boolean terminal;
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private String stage = "";
    private long stageBegan = System.nanoTime();
    private volatile long nextShow;
    private int shownWidth;

    ProgressLine(PrintStream err) {
        this.err = err;
        this.terminal =
                Optional.ofNullable(System.console()).filter(c -> c.isTerminal()).isPresent()
                        && !"dumb".equals(System.getenv("TERM"));
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
        stage = Plain.text(what, 100);
        messages.reset();
        bytes.reset();
        stageBegan = System.nanoTime();
        nextShow = stageBegan + (terminal ? TERMINAL_EVERY_NS : ELSEWHERE_EVERY_NS);
        if (!terminal) {
            err.println(stage + "…");
        }
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
        double seconds = Math.max((now - stageBegan) / 1e9, 0.001);
        String text =
                String.format(
                        Locale.ROOT,
                        "%s: %s messages so far, %s a second, %.0f MB/s",
                        stage,
                        ReportText.number(messages.sum()),
                        ReportText.number(Math.round(messages.sum() / seconds)),
                        bytes.sum() / seconds / BYTES_PER_MB);
        if (terminal) {
            int width = text.codePointCount(0, text.length());
            err.print("\r" + text + " ".repeat(Math.max(0, shownWidth - width)));
            shownWidth = width;
        } else {
            err.println(text);
        }
        err.flush();
    }

    private void endLine() {
        if (shownWidth > 0) {
            err.print("\r" + " ".repeat(shownWidth) + "\r");
            err.flush();
            shownWidth = 0;
        }
    }
}
