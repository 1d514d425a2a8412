package mailtally.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mailtally.gate.World.Count;
import mailtally.gate.World.Letter;
import mailtally.gate.World.Look;
import mailtally.gate.World.Row;

/// Whether an account may be removed, decided by another way than the gate's: not on sums, but
/// message by message on what was seen. It knows none of the gate's classes.
final class WorldOracle {
    private static final Duration HOUR = Duration.ofMinutes(60);
    private static final Duration FRESH = Duration.ofSeconds(90);

    private WorldOracle() {}

    static boolean allows(World world) {
        if (world.count.isEmpty() || world.look.isEmpty()) {
            return false;
        }
        Count count = world.count.get();
        Look look = world.look.get();
        return seenAtTheRightTime(world, count, look)
                && wholeAndSafe(world, count, look)
                && nothingHappened(count, look)
                && quiet(world, count)
                && oneRow(world)
                && (!world.pop || knowsWhatIsOnlyInTheBag(world, count, look))
                && (!world.sideBySide || arrived(world, count))
                && world.said.filter(s -> s.settled() && !s.by().isBlank()).isPresent();
    }

    private static boolean seenAtTheRightTime(World world, Count count, Look look) {
        if (world.mailLook.isEmpty() || world.rowLook.isEmpty()) {
            return false;
        }
        List<Instant> looks =
                List.of(look.at(), world.mailLook.get().at(), world.rowLook.get().at());
        boolean fresh =
                looks.stream()
                        .allMatch(at -> Duration.between(at, world.now).compareTo(FRESH) <= 0);
        boolean past =
                Stream.concat(
                                looks.stream(),
                                Stream.of(
                                        count.at(),
                                        world.said.map(World.Said::at).orElse(count.at())))
                        .noneMatch(at -> at.isAfter(world.now));
        boolean inTheHour = Duration.between(count.at(), world.now).compareTo(HOUR) < 0;
        return fresh && past && inTheHour && !look.at().isBefore(count.at());
    }

    /// Each message lies in a safe place on the server and in the bag, or a person said of this
    /// very message that it may be missing there.
    private static boolean wholeAndSafe(World world, Count count, Look look) {
        if (count.letters().isEmpty() || !world.approvedDoubts.containsAll(count.doubts())) {
            return false;
        }
        if (count.bag().isEmpty() || !count.bagIntact()) {
            return false;
        }
        for (Letter letter : count.letters()) {
            boolean safe =
                    look.onServer().contains(letter) || world.approvedOnServer.contains(letter);
            boolean kept =
                    count.bag().get().letters.contains(letter)
                            || world.approvedInBag.contains(letter);
            if (!safe || !kept) {
                return false;
            }
        }
        return true;
    }

    private static boolean nothingHappened(Count count, Look look) {
        return look.count().equals(count.id())
                && look.gone().isEmpty()
                && look.strangers().isEmpty()
                && look.bagAsCounted()
                && look.undoThere();
    }

    private static boolean quiet(World world, Count count) {
        World.MailLook mail = world.mailLook.orElseThrow();
        return mail.running().equals(Optional.of(false))
                && !mail.ranSinceCount()
                && count.waiting() == 0;
    }

    private static boolean oneRow(World world) {
        String name = world.coded ? World.CODE : World.NAME;
        List<Row> rows = world.rowLook.orElseThrow().rows();
        return rows.contains(new Row(name, true))
                && rows.stream().filter(row -> row.name().equals(name)).count() == 1;
    }

    private static boolean knowsWhatIsOnlyInTheBag(World world, Count count, Look look) {
        long only = count.letters().stream().filter(l -> !look.onServer().contains(l)).count();
        return only == 0 || world.typed.equals(Optional.of(only));
    }

    private static boolean arrived(World world, Count count) {
        return world.newAccountWorks
                && !world.emptied
                && count.letters().stream()
                        .allMatch(
                                l ->
                                        count.arrived().contains(l)
                                                || world.approvedInNewMailbox.contains(l));
    }
}
