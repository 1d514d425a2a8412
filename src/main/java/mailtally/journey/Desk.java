package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import mailtally.gate.Decision;
import mailtally.gate.Gate;
import mailtally.inventory.Progress;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AccountRow;
import mailtally.transfer.Plan;

/// What lies on the table while a move is worked on: its file, and what this process saw with its
/// own eyes and keeps in memory alone. Guarded by its own lock.
final class Desk implements Person, AutoCloseable {
    private static final int CLOSE_SECONDS = 10;

    private final Door door;
    private final Stores stores;
    private final Works works;

    /// One inventory or tally at a time: they share tables.
    private final ReentrantLock reading = new ReentrantLock();

    private Optional<MoveFile> file = Optional.empty();
    private Optional<Standings> standings = Optional.empty();
    private List<Surveyed> surveyed = List.of();
    private Optional<Plan> plan = Optional.empty();
    private Optional<Counted> counted = Optional.empty();
    private Optional<Look> look = Optional.empty();
    private Optional<MailSeen> mail = Optional.empty();
    private Optional<RowsSeen> rows = Optional.empty();
    private Optional<Long> onlyInBackup = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private Optional<String> needsPassword = Optional.empty();
    private Optional<String> asked = Optional.empty();
    private Optional<String> ended = Optional.empty();
    private Optional<Instant> left = Optional.empty();
    private long revision = 1;

    /// True while the person's work reads, and not a look that begins by itself.
    private volatile boolean working;

    /// An account of this Mac, looked through.
    ///
    /// @param risks what is at risk, a sentence each
    record Surveyed(
            String id,
            String kind,
            String label,
            String address,
            String host,
            String user,
            long messages,
            long bytes,
            List<String> risks) {
        Surveyed {
            risks = List.copyOf(risks);
        }
    }

    /// Whether Mail runs.
    ///
    /// @param ran true if it was seen to run since the last count was begun
    record MailSeen(Instant at, Optional<Boolean> running, boolean ran) {}

    /// The rows of System Settings.
    record RowsSeen(Instant at, List<AccountRow> rows) {
        RowsSeen {
            rows = List.copyOf(rows);
        }
    }

    Desk(Door door) {
        this.door = door;
        this.stores = new Stores(door, () -> state().application());
        this.works = new Works(door.clock(), door.zone(), this::changed);
    }

    Door door() {
        return door;
    }

    Stores stores() {
        return stores;
    }

    Works works() {
        return works;
    }

    ReentrantLock reading() {
        return reading;
    }

    Instant now() {
        return door.clock().instant();
    }

    String clock(Instant at) {
        return Words.clock(at, door.zone());
    }

    /// Opens the move's file, or makes it.
    synchronized void open(Path where) throws StoreUnavailableException, IOException {
        MoveFile opened = MoveFile.open(where, door.clock(), door.zone());
        file.ifPresent(MoveFile::close);
        file = Optional.of(opened);
        standings = Optional.of(new Standings(opened.ledger()));
        left =
                opened.state().events().isEmpty()
                        ? Optional.empty()
                        : Optional.of(opened.state().events().getLast().at());
        changed();
    }

    /// Closes the move's file: no account is chosen any more.
    synchronized void leave() {
        counted(Optional.empty());
        file.ifPresent(MoveFile::close);
        file = Optional.empty();
        standings = Optional.empty();
        changed();
    }

    /// The person typed the password that was missing.
    void signIn(String password) {
        needsPassword().ifPresent(address -> stores.password(address, password));
        synchronized (this) {
            needsPassword = Optional.empty();
            problem = Optional.empty();
        }
        changed();
    }

    synchronized Optional<MoveFile> file() {
        return file;
    }

    /// The move's file, where an account was chosen.
    MoveFile move() {
        return file().orElseThrow(() -> new IllegalStateException("no account was chosen"));
    }

    synchronized MoveState state() {
        return file.map(MoveFile::state).orElse(MoveState.NONE);
    }

    synchronized Standings standings() {
        return standings.orElseThrow(() -> new IllegalStateException("no account was chosen"));
    }

    void add(MoveEvent event) {
        move().add(event);
        changed();
    }

    /// Something new can be seen.
    synchronized void changed() {
        revision++;
        notifyAll();
    }

    synchronized long revision() {
        return revision;
    }

    /// Waits until there is something newer.
    synchronized void await(long known, long milliseconds) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
        while (revision <= known) {
            long rest = (until - System.nanoTime()) / 1_000_000;
            if (rest <= 0) {
                return;
            }
            wait(rest);
        }
    }

    /// Does long work, one piece at a time; what goes wrong is said on the screen.
    ///
    /// @return false where another piece runs
    boolean work(String what, Works.Task task) {
        synchronized (this) {
            problem = Optional.empty();
            needsPassword = Optional.empty();
        }
        return works.start(
                what,
                progress -> {
                    reading.lockInterruptibly();
                    working = true;
                    try (var _ = door.host().keepAwake()) {
                        task.run(progress);
                    } finally {
                        working = false;
                        reading.unlock();
                    }
                },
                this::ended);
    }

    private void ended(Optional<Throwable> failure, boolean paused) {
        Optional<String> refused =
                failure.flatMap(Troubles::needsPassword)
                        .filter(address -> door.takesPassword(address, state().application()));
        synchronized (this) {
            asked = Optional.empty();
            if (failure.isPresent()) {
                needsPassword = refused;
                problem =
                        paused
                                ? Optional.of("Paused. What is counted stays counted.")
                                : Optional.of(Troubles.sentence(failure.get()));
            }
        }
        if (!paused) {
            door.host()
                    .notify(
                            failure.isPresent()
                                    ? "Mailtally needs you."
                                    : "Mailtally is done with this step.");
        }
        changed();
    }

    synchronized void problem(String sentence) {
        problem = Optional.of(sentence);
        changed();
    }

    synchronized void noProblem() {
        problem = Optional.empty();
    }

    synchronized Optional<String> problem() {
        return problem;
    }

    /// The address whose password is asked for.
    synchronized Optional<String> needsPassword() {
        return needsPassword;
    }

    /// What the person has to do while work waits.
    synchronized Optional<String> asked() {
        return asked;
    }

    @Override
    public boolean there() {
        return working;
    }

    @Override
    public void asked(String sentence) {
        synchronized (this) {
            asked = Optional.of(sentence).filter(text -> !text.isEmpty());
        }
        if (!sentence.isEmpty()) {
            door.host().notify("Mailtally needs you.");
        }
        changed();
    }

    synchronized List<Surveyed> surveyed() {
        return surveyed;
    }

    synchronized void surveyed(List<Surveyed> all) {
        surveyed = List.copyOf(all);
        changed();
    }

    synchronized Optional<Plan> plan() {
        return plan;
    }

    synchronized void plan(Optional<Plan> made) {
        plan = made;
        changed();
    }

    synchronized Optional<Counted> counted() {
        return counted;
    }

    /// A new last count takes the place of the one before.
    synchronized void counted(Optional<Counted> taken) {
        counted.ifPresent(Counted::close);
        counted = taken;
        look = Optional.empty();
        onlyInBackup = Optional.empty();
        ended = Optional.empty();
        mail = mail.map(seen -> new MailSeen(seen.at(), seen.running(), false));
        changed();
    }

    synchronized Optional<Look> look() {
        return look;
    }

    synchronized void look(Look seen) {
        look = Optional.of(seen);
        changed();
    }

    synchronized Optional<MailSeen> mail() {
        return mail;
    }

    synchronized void mail(Optional<Boolean> running) {
        boolean ran = mail.map(MailSeen::ran).orElse(false) || running.orElse(false);
        Optional<Boolean> before = mail.flatMap(MailSeen::running);
        mail = Optional.of(new MailSeen(now(), running, counted.isPresent() && ran));
        if (!before.equals(running)) {
            changed();
        }
    }

    synchronized Optional<RowsSeen> rows() {
        return rows;
    }

    synchronized void rows(List<AccountRow> seen) {
        boolean other = rows.filter(r -> r.rows().equals(seen)).isEmpty();
        rows = Optional.of(new RowsSeen(now(), seen));
        if (other) {
            changed();
        }
    }

    /// How many messages the person typed that are only in the backup.
    synchronized Optional<Long> onlyInBackup() {
        return onlyInBackup;
    }

    synchronized void onlyInBackup(Optional<Long> typed) {
        onlyInBackup = typed;
        changed();
    }

    /// Why a clearance ended, where one did.
    synchronized Optional<String> ended() {
        return ended;
    }

    synchronized void ended(String why) {
        ended = Optional.of(why);
        changed();
    }

    /// When the move was left the last time, where it was.
    synchronized Optional<Instant> left() {
        return left;
    }

    synchronized void goOn() {
        left = Optional.empty();
    }

    /// What the gate says now.
    Decision decide() {
        return Gate.decide(EvidenceMaker.of(this), now());
    }

    /// True where the person cleared the account on this very count.
    boolean cleared() {
        Optional<Counted> count = counted();
        return count.isPresent()
                && state().last(MoveEvent.Cleared.class)
                        .filter(c -> c.event().count().equals(count.get().id()))
                        .isPresent()
                && !state().newer(MoveEvent.Voided.class, MoveEvent.Cleared.class);
    }

    @Override
    public void close() {
        works.close();
        boolean ours = false;
        try {
            // A read from a server that says nothing ends by its own time-out: not waited for.
            ours = reading.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            counted.ifPresent(Counted::close);
            counted = Optional.empty();
            file.ifPresent(MoveFile::close);
            file = Optional.empty();
        }
        if (ours) {
            reading.unlock();
        }
    }

    /// Does a piece of work that reads, in between, unless long work runs.
    ///
    /// @return false where long work runs
    boolean inBetween(Works.Task task) throws Exception {
        if (works.running() || !reading.tryLock()) {
            return false;
        }
        try {
            task.run(Progress.NONE);
            return true;
        } finally {
            reading.unlock();
        }
    }
}
