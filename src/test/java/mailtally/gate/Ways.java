package mailtally.gate;

import static mailtally.gate.Condition.BACKUP;
import static mailtally.gate.Condition.LIBRARY_WHOLE;
import static mailtally.gate.Condition.MAIL_CLOSED;
import static mailtally.gate.Condition.NEW_MAILBOX;
import static mailtally.gate.Condition.NOTHING_LOST;
import static mailtally.gate.Condition.ONLY_IN_BACKUP;
import static mailtally.gate.Condition.OTHER_MACS;
import static mailtally.gate.Condition.RIGHT_ROW;
import static mailtally.gate.Condition.SAFE_ON_SERVER;
import static mailtally.gate.Condition.UNDO_COPY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Every way in which the gate stays shut, each with a way in which it is repaired.
final class Ways {
    private static final List<String> DOUBTS =
            List.of("0 messages readable in Sent: macOS withholds it", "the index has 3 more");
    private static final List<String> LOST = List.of("1 message left the server 14:51");
    private static final Optional<String> CODE = Optional.of("MT-4K7");

    private final List<Way> all = new ArrayList<>();
    private Condition stops = LIBRARY_WHOLE;

    private Ways() {}

    /// One way.
    ///
    /// @param stops the conditions that are red, and no others; more than one only where one fact
    ///     is the ground of several
    /// @param says what the evidence of the first of them has in it
    record Way(
            String name,
            Set<Condition> stops,
            String says,
            Consumer<Scene> broken,
            Consumer<Scene> repaired) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Way> all() {
        Ways ways = new Ways();
        ways.library();
        ways.server();
        ways.backup();
        ways.since();
        ways.mail();
        ways.row();
        ways.pop();
        ways.newMailbox();
        ways.otherMacs();
        ways.undo();
        return List.copyOf(ways.all);
    }

    private void library() {
        stops = LIBRARY_WHOLE;
        way("unknown kind", "GMX", s -> s.kind = "GMX", s -> s.kind = "POP");
        way("no kind", "not known", s -> s.kind = "", s -> s.kind = "POP");
        way("folder withheld", "And 1 more", s -> s.doubts = DOUBTS, s -> s.doubts = List.of());
        way(
                "one doubt more than was approved",
                "macOS withholds it.",
                s -> {
                    s.doubts = DOUBTS.subList(0, 1);
                    s.doubtsBy = "Jane: an old index";
                },
                s -> s.doubts = List.of());
        way(
                "a doubt without words",
                "not told",
                s -> s.doubts = List.of(""),
                s -> s.doubts = List.of());
        several(
                "count from the future",
                Set.of(LIBRARY_WHOLE, NOTHING_LOST),
                "clock",
                Ways::later,
                Scene::count);
        several(
                "nothing found",
                Set.of(LIBRARY_WHOLE, SAFE_ON_SERVER, BACKUP, NEW_MAILBOX),
                "0 proves nothing",
                s -> s.found(0),
                s -> s.found(Scene.FOUND));
        several(
                "no last count",
                Set.of(
                        LIBRARY_WHOLE,
                        SAFE_ON_SERVER,
                        BACKUP,
                        NOTHING_LOST,
                        ONLY_IN_BACKUP,
                        UNDO_COPY),
                "not taken",
                s -> s.counted = false,
                Scene::count);
        several(
                "nothing seen yet",
                Set.of(
                        LIBRARY_WHOLE,
                        SAFE_ON_SERVER,
                        BACKUP,
                        NOTHING_LOST,
                        MAIL_CLOSED,
                        ONLY_IN_BACKUP,
                        NEW_MAILBOX,
                        UNDO_COPY),
                "not taken",
                Ways::blind,
                Ways::seeing);
    }

    private void server() {
        stops = SAFE_ON_SERVER;
        way("25 left", "25 of 48,210", s -> s.server.left = 25, s -> s.server.left = 0);
        way("1 left", "1 of 48,210 messages is not", s -> s.server.left = 1, s -> put(s.server));
        way(
                "24 of 25 approved",
                "1 of 48,210",
                s -> approve(s.server, 1),
                s -> approve(s.server, 0));
        way(
                "approved by nobody",
                "by whom",
                s -> s.server.approved = 12,
                s -> s.server.by = "Jane: old");
        way("all left", "48,210 of", s -> s.server.left = Scene.FOUND, s -> s.server.left = 0);
    }

    private void backup() {
        stops = BACKUP;
        way("no backup", "0 messages", s -> s.backedUp = false, s -> s.backedUp = true);
        way("damaged", "differs at byte", s -> s.intact = false, s -> s.intact = true);
        way(
                "read in the future",
                "clock",
                s -> s.readAt = s.now.plusMillis(1),
                s -> s.readAt = s.now);
        way("read last week", "day before", s -> s.readAt = week(s), Scene::count);
        way(
                "held against another count",
                "another count",
                s -> s.backupCount = "count 0",
                Scene::count);
        way(
                "fewer looked for than counted",
                "48,209 looked for",
                s -> s.held.found--,
                s -> s.held.found++);
        way(
                "more looked for than counted",
                "48,211 looked for",
                s -> s.held.found++,
                s -> s.held.found--);
        way("1 not in it", "1 of 48,210", s -> s.held.left = 1, s -> put(s.held));
        way(
                "1 of 2 unreadable approved",
                "1 of 48,210",
                s -> approve(s.held, 1),
                s -> approve(s.held, 0));
        way(
                "approved by nobody",
                "by whom",
                s -> s.held.approved = 2,
                s -> s.held.by = "Jane: empty");
        way(
                "1 not in it, and on this disk",
                "1 of 48,210",
                s -> {
                    s.held.left = 1;
                    s.sameVolume = true;
                },
                s -> put(s.held));
    }

    private void since() {
        stops = NOTHING_LOST;
        way("nobody looked", "Nobody looked", s -> s.looked = false, s -> s.looked = true);
        way(
                "1 left the server",
                "1 message left",
                s -> s.lost = LOST,
                s -> {
                    s.lost = List.of();
                    s.count();
                });
        way(
                "lost and over",
                "1 message left",
                s -> {
                    s.lost = LOST;
                    over(s);
                },
                s -> {
                    s.lost = List.of();
                    s.count();
                });
        way("look at another count", "another count", s -> s.lookedCount = "count 0", Scene::count);
        way(
                "looked before it was counted",
                "clock",
                s -> s.lookedAt = Scene.COUNTED.minusMillis(1),
                Scene::look);
        way("looked in the future", "clock", s -> s.lookedAt = s.now.plusMillis(1), Scene::look);
        way(
                "not looked for 91 seconds",
                "90 seconds",
                s -> s.lookedAt = s.now.minusSeconds(91),
                Scene::look);
        way("the hour is over", "The hour is over. Nothing changed.", Ways::over, Scene::count);
    }

    private void mail() {
        stops = MAIL_CLOSED;
        way("nobody looked", "Nobody looked", s -> s.mailSeen = false, s -> s.mailSeen = true);
        way("looked in the future", "clock", s -> s.mailAt = s.now.plusMillis(1), Scene::look);
        way(
                "not looked for 91 seconds",
                "90 seconds",
                s -> s.mailAt = s.now.minusSeconds(91),
                Scene::look);
        way(
                "Mail is open",
                "Mail is open",
                s -> s.running = Optional.of(true),
                s -> s.running = Optional.of(false));
        way(
                "cannot be told",
                "cannot be told",
                s -> s.running = Optional.empty(),
                s -> s.running = Optional.of(false));
        way("Mail was open", "since the last count", s -> s.ranSinceCount = true, Scene::count);
        way("1 in Outbox", "1 message in Outbox", s -> s.outbox = 1, s -> s.outbox = 0);
        way("2 to be sent later", "2 messages to be", s -> s.sendLater = 2, s -> s.sendLater = 0);
        way("3 actions", "3 actions", s -> s.queued = 3, s -> s.queued = 0);
    }

    private void row() {
        stops = RIGHT_ROW;
        way("nobody looked", "Nobody looked", s -> s.rowSeen = false, s -> s.rowSeen = true);
        way("looked in the future", "clock", s -> s.rowAt = s.now.plusMillis(1), Scene::look);
        way(
                "not looked for 91 seconds",
                "90 seconds",
                s -> s.rowAt = s.now.minusSeconds(91),
                Scene::look);
        way("no row", "0 rows", s -> s.candidates = 0, s -> s.candidates = 1);
        way(
                "2 rows",
                "2 rows could",
                s -> s.candidates = 2,
                s -> {
                    s.candidates = 1;
                    s.code = CODE;
                });
        way(
                "no row shows the code",
                "0 rows show MT-4K7",
                s -> {
                    s.candidates = 0;
                    s.code = CODE;
                },
                s -> s.candidates = 1);
        way(
                "2 rows show the code",
                "2 rows show MT-4K7",
                s -> {
                    s.candidates = 2;
                    s.code = CODE;
                },
                s -> s.candidates = 1);
        way(
                "another host",
                "not the one that was counted",
                s -> s.matches = false,
                s -> s.matches = true);
        way(
                "the code on the wrong row",
                "1 row shows MT-4K7",
                s -> {
                    s.matches = false;
                    s.code = CODE;
                },
                s -> s.matches = true);
    }

    private void pop() {
        stops = ONLY_IN_BACKUP;
        way("not known", "not known", s -> s.onlyKnown = false, s -> s.onlyKnown = true);
        way("3, not typed", "unrecoverable", s -> s.onlyInBackup = 3, s -> s.confirmed = true);
    }

    private void newMailbox() {
        stops = NEW_MAILBOX;
        way("nobody looked", "Nobody looked", s -> s.arrived = false, s -> s.arrived = true);
        way(
                "looked in the future",
                "clock",
                s -> s.arrivedAt = s.now.plusMillis(1),
                s -> s.arrivedAt = s.now);
        way("1 did not arrive", "1 of 48,210", s -> s.arrival.left = 1, s -> put(s.arrival));
        way(
                "fewer looked for than counted",
                "48,209 looked for",
                s -> s.arrival.found--,
                s -> s.arrival.found++);
        way(
                "approved by nobody",
                "by whom",
                s -> s.arrival.approved = 4,
                s -> s.arrival.by = "Jane: drafts");
        way(
                "does not work here",
                "not seen on this Mac",
                s -> s.works = false,
                s -> s.works = true);
        way(
                "the old one was emptied",
                "empties this Mac too",
                s -> s.emptied = true,
                s -> s.emptied = false);
    }

    private void otherMacs() {
        stops = OTHER_MACS;
        way("not asked", "not said", s -> s.macsAsked = false, s -> s.macsAsked = true);
        way(
                "one without an inventory",
                "The iMac",
                s -> {
                    s.macsSettled = false;
                    s.macsSaid = "the iMac";
                },
                s -> s.macsSettled = true);
        way("said by nobody", "no name", s -> s.macsBy = " ", s -> s.macsBy = "Jane");
        way("said without words", "no words", s -> s.macsSaid = "", s -> s.macsSaid = "none");
        way(
                "said in the future",
                "clock",
                s -> s.macsAt = s.now.plusMillis(1),
                s -> s.macsAt = s.now);
    }

    private void undo() {
        stops = UNDO_COPY;
        way("none", "no undo copy", s -> s.undoMade = false, Scene::count);
        way("of another count", "another count", s -> s.undoCount = "count 0", Scene::count);
        way(
                "made in the future",
                "clock",
                s -> s.undoAt = s.now.plusMillis(1),
                s -> s.undoAt = s.now);
    }

    /// A way that shuts this condition and no other.
    private void way(String name, String says, Consumer<Scene> broken, Consumer<Scene> repaired) {
        all.add(new Way(stops + ": " + name, Set.of(stops), says, broken, repaired));
    }

    /// One fact that is the ground of several conditions.
    private void several(
            String name,
            Set<Condition> stop,
            String says,
            Consumer<Scene> broken,
            Consumer<Scene> repaired) {
        all.add(new Way(name, stop, says, broken, repaired));
    }

    private static void put(Scene.Sum sum) {
        sum.left = 0;
    }

    private static void approve(Scene.Sum sum, long left) {
        sum.left = left;
        sum.approve(25 - left, "Jane: newsletters");
    }

    /// The last count was finished a moment from now: so every look came before it.
    private static void later(Scene scene) {
        scene.countedAt = scene.now.plusMillis(1);
    }

    private static void over(Scene scene) {
        scene.now = Scene.UNTIL;
        scene.look();
    }

    private static Instant week(Scene scene) {
        return scene.countedAt.minus(Duration.ofDays(7));
    }

    /// As the page begins: only the rows and the person's words are known.
    private static void blind(Scene scene) {
        scene.counted = false;
        scene.backedUp = false;
        scene.looked = false;
        scene.mailSeen = false;
        scene.onlyKnown = false;
        scene.arrived = false;
        scene.undoMade = false;
    }

    private static void seeing(Scene scene) {
        scene.backedUp = true;
        scene.looked = true;
        scene.mailSeen = true;
        scene.onlyKnown = true;
        scene.arrived = true;
        scene.count();
    }
}
