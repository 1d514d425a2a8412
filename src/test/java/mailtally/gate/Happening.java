package mailtally.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import mailtally.gate.World.Letter;
import mailtally.gate.World.Row;

/// What may happen to a move at any moment. The number that goes with it chooses a message, a
/// length of time or another detail.
enum Happening {
    TIME_PASSES((w, n) -> w.pass(Duration.ofSeconds(1 + n))),
    NOBODY_LOOKS_FOR_A_WHILE((w, n) -> w.pass(Duration.ofSeconds(80 + n))),
    THE_MAC_SLEEPS((w, n) -> w.pass(Duration.ofMinutes(n))),
    THE_CLOCK_GOES_BACK((w, n) -> w.pass(Duration.ofMinutes(-1 - n))),
    MAIL_ARRIVES_ON_THE_SERVER((w, n) -> w.onTheServerAlone.add(new Letter(true))),
    FLAGS_CHANGE((w, n) -> one(w, n).ifPresent(l -> l.flags = n)),
    MAIL_COMES_TO_BOTH_SIDES((w, n) -> w.letters.add(new Letter(true))),
    MAIL_COMES_TO_THIS_MAC_ALONE(
            (w, n) -> {
                Letter letter = new Letter(n % 4 != 0);
                letter.onServer = false;
                letter.inNewMailbox = n % 2 == 0;
                w.letters.add(letter);
            }),
    THE_LAST_MESSAGE_GOES(
            (w, n) -> {
                if (n % 8 == 0) {
                    w.letters.clear();
                }
            }),
    THE_SERVER_LOSES_ONE((w, n) -> one(w, n).ifPresent(l -> l.onServer = false)),
    THE_NEW_MAILBOX_LOSES_ONE((w, n) -> one(w, n).ifPresent(l -> l.inNewMailbox = false)),
    THE_OLD_MAILBOX_IS_EMPTIED((w, n) -> w.emptied = n % 4 == 0),
    THE_NEW_ACCOUNT_GOES((w, n) -> w.newAccountWorks = false),
    IT_IS_PUT_ON_THE_SERVER((w, n) -> w.letters.forEach(l -> l.onServer = true)),
    IT_IS_SEALED((w, n) -> w.seal(n % 3 == 0)),
    THE_BACKUP_ROTS((w, n) -> w.bag.ifPresent(b -> b.damaged = true)),
    THE_BACKUP_IS_MENDED((w, n) -> w.bag.ifPresent(b -> b.damaged = false)),
    THE_BACKUP_IS_GONE((w, n) -> w.bag = Optional.empty()),
    A_FOLDER_IS_WITHHELD((w, n) -> w.doubts.add("folder " + n % 2 + " is withheld")),
    ACCESS_IS_GIVEN((w, n) -> w.doubts.clear()),
    DOUBTS_ARE_APPROVED((w, n) -> w.count.ifPresent(c -> w.approvedDoubts.addAll(c.doubts()))),
    WHAT_IS_LEFT_IS_APPROVED((w, n) -> approve(w)),
    APPROVALS_ARE_TAKEN_BACK(
            (w, n) -> {
                w.approvedOnServer.clear();
                w.approvedInBag.clear();
                w.approvedInNewMailbox.clear();
                w.approvedDoubts.clear();
            }),
    MAIL_IS_OPENED((w, n) -> w.mailRuns(true)),
    MAIL_IS_QUIT((w, n) -> w.mailRuns(false)),
    IT_CANNOT_BE_TOLD_WHETHER_MAIL_RUNS((w, n) -> w.canTell = n % 4 != 0),
    SOMETHING_WAITS_IN_MAIL((w, n) -> w.waiting = n % 8),
    A_ROW_IS_ADDED((w, n) -> w.rows.add(new Row(n % 2 == 0 ? World.NAME : World.CODE, false))),
    A_ROW_GOES(
            (w, n) ->
                    w.rows.remove(n % w.rows.size() == 0 ? new Row("", false) : w.rows.getLast())),
    A_CODE_IS_GIVEN((w, n) -> w.coded = true),
    A_ROW_IS_RENAMED(
            (w, n) ->
                    w.rows.set(
                            n % w.rows.size(),
                            new Row(World.CODE, w.rows.get(n % w.rows.size()).own()))),
    OTHER_MACS_ARE_SAID(
            (w, n) ->
                    w.said =
                            Optional.of(
                                    new World.Said(w.now, n % 3 != 0, n % 7 == 0 ? "" : "Jane"))),
    THEIR_NUMBER_IS_TYPED((w, n) -> w.typed = Optional.of(n % 3 == 0 ? n : w.onNoServer())),
    THE_UNDO_COPY_GOES((w, n) -> w.undo = false),
    MAILTALLY_IS_RESTARTED((w, n) -> w.restart()),
    THE_LAST_COUNT_IS_TAKEN((w, n) -> w.takeCount());

    @SuppressWarnings("ImmutableEnumChecker") // each is a lambda without a state
    private final ObjIntConsumer<World> happens;

    Happening(ObjIntConsumer<World> happens) {
        this.happens = happens;
    }

    void to(World world, int number) {
        happens.accept(world, number);
    }

    /// True for what no one who proves that nothing is lost has to care for.
    boolean isOfNoConcern() {
        return this == MAIL_ARRIVES_ON_THE_SERVER || this == FLAGS_CHANGE;
    }

    private static Optional<Letter> one(World world, int number) {
        return world.letters.isEmpty()
                ? Optional.empty()
                : Optional.of(world.letters.get(number % world.letters.size()));
    }

    /// Exactly the messages that are left now, as they were counted: a newcomer is not among them.
    static void approve(World world) {
        world.count.ifPresent(
                count -> {
                    for (Letter letter : count.letters()) {
                        if (!world.lastOnServer().contains(letter)) {
                            world.approvedOnServer.add(letter);
                        }
                        if (!count.arrived().contains(letter)) {
                            world.approvedInNewMailbox.add(letter);
                        }
                        // What can be read gets into a backup; only what cannot is approved.
                        if (!letter.readable) {
                            world.approvedInBag.add(letter);
                        }
                    }
                });
    }
}
