package mailtally.journey;

import java.time.Instant;
import java.util.Optional;
import mailtally.gate.Decision;
import mailtally.gate.Finding;
import mailtally.inventory.Progress;

/// Looks by itself, as long as there is something to look at: every few seconds whether Mail runs
/// and which rows there are, every 30 seconds at both sides after a last count.
final class Watch implements AutoCloseable {
    private final Desk desk;
    private final Ending ending;
    private final Pace pace;
    private final Thread thread;
    private volatile boolean closed;
    private Instant lastQuick = Instant.EPOCH;
    private Instant lastLook = Instant.EPOCH;

    /// How often it looks, in milliseconds.
    ///
    /// @param tickMs how often it wakes
    /// @param quickMs how often it looks at Mail and the rows
    /// @param lookMs how often it looks at both sides
    /// @param rowMs how long a look that found mail gone waits for the row to go too
    record Pace(long tickMs, long quickMs, long lookMs, long rowMs) {
        /// What PAGE.md promises: Mail within 5 seconds, both sides every 30.
        static final Pace USUAL = new Pace(500, 3_000, 30_000, 5_000);
    }

    Watch(Desk desk, Ending ending, Pace pace) {
        this.desk = desk;
        this.ending = ending;
        this.pace = pace;
        this.thread = Thread.ofPlatform().name("watch").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(pace.tickMs());
                tick();
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                // What cannot be looked at is evidence that grows old: the gate shuts by itself.
                desk.changed();
            }
        }
    }

    private void tick() throws Exception {
        if (desk.works().running()) {
            desk.changed();
        }
        Step step = desk.state().step();
        if (step != Step.CLEAR && step != Step.REMOVE) {
            return;
        }
        Instant now = desk.now();
        if (due(lastQuick, now, pace.quickMs())) {
            lastQuick = now;
            desk.mail(desk.door().host().mailRuns());
            desk.rows(desk.stores().rows());
            if (step == Step.REMOVE && Removal.anyGone(desk)) {
                // What follows from the removal, such as files that go, ends no clearance.
                desk.inBetween(this::removed);
                return;
            }
            over();
        }
        if (step == Step.REMOVE && Removal.anyGone(desk)) {
            return;
        }
        if (desk.counted().isPresent()
                && desk.ended().isEmpty()
                && due(lastLook, now, pace.lookMs())
                && due(desk.counted().get().at(), now, pace.lookMs())) {
            desk.inBetween(
                    _ -> {
                        lastLook = now;
                        look();
                    });
        }
    }

    /// The look after a removal starts by itself: at once where a row is gone.
    private void removed(Progress progress) throws Exception {
        Optional<MoveEvent> seen = new Removal(desk).after(progress);
        if (seen.isPresent()) {
            ending.seen(seen.get());
        }
    }

    private void look() throws Exception {
        Optional<Counted> counted = desk.counted();
        if (counted.isEmpty()) {
            return;
        }
        Look look =
                Look.at(desk.door(), desk.stores(), desk.move(), desk.standings(), counted.get());
        if (!look.lost().isEmpty() && rowGoes()) {
            removed(Progress.NONE);
            return;
        }
        desk.look(look);
        over();
    }

    /// An account's files and its row go one after the other. A look that fell in between must not
    /// take the removal for a change that ends the clearance.
    private boolean rowGoes() throws Exception {
        long end = System.nanoTime() + pace.rowMs() * 1_000_000;
        while (desk.state().step() == Step.REMOVE && !closed) {
            desk.rows(desk.stores().rows());
            if (Removal.anyGone(desk)) {
                return true;
            }
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(pace.tickMs());
        }
        return false;
    }

    /// Ends a clearance as soon as a condition no longer holds.
    private void over() {
        if (!desk.cleared() || desk.state().last(MoveEvent.Removed.class).isPresent()) {
            return;
        }
        Decision decision = desk.decide();
        if (decision.clearance().isPresent()) {
            return;
        }
        String why =
                desk.look()
                        .flatMap(look -> look.lost().stream().findFirst())
                        .or(() -> decision.firstRed().map(Finding::evidence))
                        .orElse("a condition changed");
        String change = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
        desk.add(new MoveEvent.Voided(change));
        if (!change.startsWith("The hour is over")) {
            desk.ended(change);
            desk.door().host().notify("Mailtally: no longer safe. Do not remove the account.");
        }
    }

    private static boolean due(Instant last, Instant now, long everyMs) {
        // A clock that went back must not put off a look for hours.
        return now.isBefore(last) || !now.isBefore(last.plusMillis(everyMs));
    }

    /// The looks of one round, at once: for the verb `clear`, which does not wait.
    void now() throws Exception {
        desk.mail(desk.door().host().mailRuns());
        desk.rows(desk.stores().rows());
        desk.inBetween(_ -> look());
    }
}
