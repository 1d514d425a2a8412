package mailtally.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import mailtally.inventory.Progress;
import mailtally.inventory.RecentRate;

/// The long work of a journey: one piece at a time, on a thread of its own. May be used by several
/// threads.
final class Works implements AutoCloseable {
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration STILL = Duration.ofSeconds(20);
    private static final long CLOSE_MS = 10_000;

    private final Clock clock;
    private final ZoneId zone;
    private final Runnable changed;
    private Optional<Running> running = Optional.empty();
    private boolean closed;

    /// A piece of work.
    interface Task {
        /// Does it; ends soon after its thread is interrupted.
        void run(Progress progress) throws Exception;
    }

    /// Hears how a piece of work ended.
    interface End {
        /// It ended.
        ///
        /// @param failure what it threw; empty where it came to its end
        /// @param paused true where the person stopped it
        void ended(Optional<Throwable> failure, boolean paused);
    }

    /// @param changed is called when there is something new to see
    Works(Clock clock, ZoneId zone, Runnable changed) {
        this.clock = clock;
        this.zone = zone;
        this.changed = changed;
    }

    /// Begins a piece of work, unless one runs.
    ///
    /// @return false where one runs
    synchronized boolean start(String what, Task task, End end) {
        if (closed || running.isPresent()) {
            return false;
        }
        Running begun = new Running(what);
        running = Optional.of(begun);
        begun.thread =
                Thread.ofPlatform()
                        .name("work")
                        .daemon(true)
                        .unstarted(() -> run(begun, task, end));
        begun.thread.start();
        return true;
    }

    /// Stops what runs, as soon as it can be stopped.
    synchronized void pause() {
        running.ifPresent(
                one -> {
                    one.paused = true;
                    one.thread.interrupt();
                });
    }

    synchronized boolean running() {
        return running.isPresent();
    }

    /// What runs, for the screen.
    synchronized Optional<View.Work> view() {
        return running.map(one -> one.view(clock.instant(), zone));
    }

    @Override
    public void close() {
        Thread thread;
        synchronized (this) {
            closed = true;
            pause();
            thread = running.map(one -> one.thread).orElse(null);
        }
        if (thread != null && thread != Thread.currentThread()) {
            try {
                thread.join(CLOSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(Running one, Task task, End end) {
        Optional<Throwable> failure = Optional.empty();
        try {
            task.run(one);
        } catch (Throwable e) { // whatever it was, the journey goes on and says so
            failure = Optional.of(e);
        }
        Thread.interrupted();
        boolean paused;
        synchronized (this) {
            running = Optional.empty();
            paused = one.paused && failure.isPresent();
        }
        end.ended(failure, paused);
        changed.run();
    }

    private final class Running implements Progress {
        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private volatile String what;
        private volatile long expected;
        private volatile Instant began = clock.instant();
        private RecentRate recent = new RecentRate();
        private volatile boolean paused;
        private Thread thread;
        private long lastMessages;
        private Instant lastMove = clock.instant();

        Running(String what) {
            this.what = what;
        }

        @Override
        public synchronized void stage(String next) {
            what = next;
            expected = 0;
            messages.reset();
            bytes.reset();
            began = clock.instant();
            recent = new RecentRate();
            lastMove = began;
            lastMessages = 0;
            changed.run();
        }

        @Override
        public void expect(long count) {
            expected = count;
        }

        @Override
        public void advance(long moreMessages, long moreBytes) {
            messages.add(moreMessages);
            bytes.add(moreBytes);
        }

        synchronized View.Work view(Instant now, ZoneId in) {
            long done = messages.sum();
            if (done != lastMessages) {
                lastMessages = done;
                lastMove = now;
            }
            Duration since = Duration.between(began, now);
            RecentRate.Speed speed = recent.at(since, done, bytes.sum());
            boolean measured = since.compareTo(MEASURED) >= 0 && done > 0;
            String rate =
                    measured
                            ? Words.number(Math.round(speed.messages()))
                                    + " a second, "
                                    + Words.size(Math.round(speed.bytes()))
                                    + " a second"
                            : "";
            String left = "";
            if (Duration.between(lastMove, now).compareTo(STILL) >= 0) {
                left = "Waiting since " + Words.clock(lastMove, in);
            } else if (measured && expected > done && speed.messages() > 0) {
                Duration rest =
                        Duration.ofMillis(Math.round((expected - done) / speed.messages() * 1e3));
                left = "about " + Words.duration(rest) + " left";
            }
            return new View.Work(
                    what,
                    done,
                    expected > 0 ? Optional.of(expected) : Optional.empty(),
                    bytes.sum(),
                    rate,
                    left,
                    paused);
        }
    }
}
