package mailtally.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A Mac, its mail and its server as they truly are, message by message, and what was seen of them
/// when. The gate never sees this: it gets the sums that [WorldEvidence] makes of it, while
/// [WorldOracle] looks at the messages themselves.
final class World {
    /// A message of this Mac. It is the same message as long as it is the same object.
    static final class Letter {
        boolean onServer = true;
        boolean inNewMailbox = true;
        int flags;
        final boolean readable;

        Letter(boolean readable) {
            this.readable = readable;
        }
    }

    /// A sealed backup. It is never written again; its bytes may rot.
    static final class Bag {
        final Set<Letter> letters;
        final boolean onThisDisk;
        boolean damaged;

        Bag(List<Letter> letters, boolean onThisDisk) {
            this.letters = Set.copyOf(letters);
            this.onThisDisk = onThisDisk;
        }
    }

    /// What the last count saw.
    record Count(
            String id,
            Instant at,
            List<Letter> letters,
            Set<String> doubts,
            Set<Letter> onServer,
            Set<Letter> arrived,
            Optional<Bag> bag,
            boolean bagIntact,
            long waiting) {}

    /// What the last look at both sides saw.
    ///
    /// @param gone messages that the server had at the last count, has no more, and nobody approved
    /// @param strangers messages of this Mac that are proven nowhere
    record Look(
            String count,
            Instant at,
            Set<Letter> onServer,
            Set<Letter> gone,
            Set<Letter> strangers,
            boolean bagAsCounted,
            boolean undoThere) {}

    /// What was seen of Mail.
    record MailLook(Instant at, Optional<Boolean> running, boolean ranSinceCount) {}

    /// A row of System Settings.
    record Row(String name, boolean own) {}

    /// What was seen of the rows.
    record RowLook(Instant at, List<Row> rows) {}

    /// What was said of other Macs.
    record Said(Instant at, boolean settled, String by) {}

    static final String CODE = "MT-4K7";
    static final String NAME = "jane@example.com";

    final boolean pop;
    final boolean sideBySide;

    Instant now = Instant.parse("2026-03-12T14:00:00Z");
    final List<Letter> letters = new ArrayList<>();
    final List<Letter> onTheServerAlone = new ArrayList<>();
    final Set<Letter> approvedOnServer = new HashSet<>();
    final Set<Letter> approvedInBag = new HashSet<>();
    final Set<Letter> approvedInNewMailbox = new HashSet<>();
    final Set<String> doubts = new HashSet<>();
    final Set<String> approvedDoubts = new HashSet<>();
    Optional<Bag> bag = Optional.empty();
    boolean running;
    boolean canTell = true;
    boolean ranSinceCount;
    long waiting;
    final List<Row> rows = new ArrayList<>(List.of(new Row(NAME, true)));
    boolean coded;
    boolean undo;
    boolean newAccountWorks = true;
    boolean emptied;

    Optional<Count> count = Optional.empty();
    Optional<Look> look = Optional.empty();
    Optional<MailLook> mailLook = Optional.empty();
    Optional<RowLook> rowLook = Optional.empty();
    Optional<Said> said = Optional.empty();
    Optional<Long> typed = Optional.empty();
    private int counts;

    World(boolean pop, boolean sideBySide) {
        this.pop = pop;
        this.sideBySide = sideBySide;
        for (int i = 0; i < 3; i++) {
            letters.add(new Letter(true));
        }
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void mailRuns(boolean runs) {
        running = runs;
        ranSinceCount |= runs;
    }

    /// A sealed backup of what is here and can be read.
    void seal(boolean onThisDisk) {
        bag = Optional.of(new Bag(letters.stream().filter(l -> l.readable).toList(), onThisDisk));
    }

    /// Takes a last count, and the looks that go with it. Refused while Mail is open.
    void takeCount() {
        if (running) {
            return;
        }
        ranSinceCount = false;
        undo = true;
        String id = "count " + ++counts;
        count =
                Optional.of(
                        new Count(
                                id,
                                now,
                                List.copyOf(letters),
                                Set.copyOf(doubts),
                                onServerNow(),
                                arrivedNow(),
                                bag,
                                bag.filter(b -> !b.damaged).isPresent(),
                                waiting));
        lookAtBothSides();
        lookAtTheMac();
    }

    /// The look that is made every 30 seconds.
    void lookAtBothSides() {
        if (count.isEmpty()) {
            return;
        }
        Count then = count.get();
        Set<Letter> gone = new HashSet<>(then.onServer());
        gone.removeAll(onServerNow());
        gone.removeAll(approvedOnServer);
        Set<Letter> strangers = new HashSet<>(letters);
        then.letters().forEach(strangers::remove);
        strangers.removeAll(onServerNow());
        look =
                Optional.of(
                        new Look(
                                then.id(),
                                now,
                                onServerNow(),
                                gone,
                                strangers,
                                bag.equals(then.bag())
                                        && bag.map(b -> b.damaged != then.bagIntact()).orElse(true),
                                undo));
    }

    /// The look that is made every few seconds.
    void lookAtTheMac() {
        mailLook =
                Optional.of(
                        new MailLook(
                                now,
                                canTell ? Optional.of(running) : Optional.empty(),
                                ranSinceCount));
        rowLook = Optional.of(new RowLook(now, List.copyOf(rows)));
    }

    /// A Mailtally that was started anew has seen nothing yet; what was said and approved is kept.
    void restart() {
        count = Optional.empty();
        look = Optional.empty();
        mailLook = Optional.empty();
        rowLook = Optional.empty();
        typed = Optional.empty();
    }

    /// True where each message stays somewhere when the row goes now, whatever was seen of it, or
    /// a person approved that this very one does not; and only this account's row is meant.
    boolean nothingWouldBeLost() {
        Set<Letter> kept = bag.filter(b -> !b.damaged).map(b -> b.letters).orElse(Set.of());
        return letters.stream()
                        .allMatch(
                                l ->
                                        onServerNow().contains(l)
                                                || (approvedOnServer.contains(l)
                                                        && (kept.contains(l)
                                                                || approvedInBag.contains(l))))
                && !running
                && rows.stream()
                        .filter(r -> r.name().equals(coded ? CODE : NAME))
                        .toList()
                        .equals(List.of(new Row(coded ? CODE : NAME, true)));
    }

    /// How many messages no server has, as it was seen last.
    long onNoServer() {
        return count.map(c -> c.letters().stream().filter(l -> !lastOnServer().contains(l)).count())
                .orElse(0L);
    }

    /// What the server had when it was looked at last.
    Set<Letter> lastOnServer() {
        return look.map(Look::onServer).or(() -> count.map(Count::onServer)).orElse(Set.of());
    }

    private Set<Letter> onServerNow() {
        Set<Letter> those = lettersThat(true);
        those.addAll(onTheServerAlone);
        return those;
    }

    private Set<Letter> arrivedNow() {
        return lettersThat(false);
    }

    /// What cannot be read is equal to nothing, wherever it lies.
    private Set<Letter> lettersThat(boolean areOnTheServer) {
        Set<Letter> those = new HashSet<>();
        for (Letter letter : letters) {
            if (letter.readable && (areOnTheServer ? letter.onServer : letter.inNewMailbox)) {
                those.add(letter);
            }
        }
        return those;
    }
}
