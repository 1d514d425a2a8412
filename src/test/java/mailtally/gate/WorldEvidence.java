package mailtally.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.gate.Evidence.Balance;
import mailtally.gate.World.Count;
import mailtally.gate.World.Letter;
import mailtally.gate.World.Look;
import mailtally.gate.World.Row;

/// What a journey hands to the gate: sums and sentences of what was seen last.
final class WorldEvidence {
    private final World world;

    private WorldEvidence(World world) {
        this.world = world;
    }

    static Evidence of(World world) {
        return new WorldEvidence(world).make();
    }

    private Evidence make() {
        Optional<Count> count = world.count;
        Optional<Look> look = world.look;
        return new Evidence(
                new Evidence.Account(
                        "MT-1",
                        world.pop ? "POP" : "IMAP",
                        World.NAME,
                        "Mail/V10",
                        world.sideBySide),
                count.map(this::lastCount),
                count.flatMap(this::backup),
                look.map(l -> new Evidence.Since(l.count(), l.at(), lost(l))),
                count.flatMap(this::mail),
                row(),
                count.filter(_ -> world.pop)
                        .map(
                                _ ->
                                        new Evidence.OnlyInBackup(
                                                world.onNoServer(),
                                                world.typed.equals(
                                                        Optional.of(world.onNoServer())))),
                count.filter(_ -> world.sideBySide)
                        .map(
                                c ->
                                        new Evidence.Arrival(
                                                c.at(),
                                                balance(
                                                        c.letters(),
                                                        c.arrived(),
                                                        world.approvedInNewMailbox),
                                                world.newAccountWorks,
                                                world.emptied)),
                world.said.map(
                        s ->
                                new Evidence.OtherMacs(
                                        s.settled(),
                                        world.pop ? "None" : "one iMac",
                                        s.by(),
                                        s.at())),
                count.filter(_ -> look.map(Look::undoThere).orElse(true))
                        .map(c -> new Evidence.Undo(c.id(), "Undo", c.at())));
    }

    private Evidence.LastCount lastCount(Count count) {
        boolean approved =
                !count.doubts().isEmpty() && world.approvedDoubts.containsAll(count.doubts());
        return new Evidence.LastCount(
                count.id(),
                count.at(),
                approved ? List.of() : List.copyOf(count.doubts()),
                approved ? "Jane: known" : "",
                balance(count.letters(), world.lastOnServer(), world.approvedOnServer));
    }

    private Optional<Evidence.Backup> backup(Count count) {
        return count.bag()
                .map(
                        bag ->
                                new Evidence.Backup(
                                        count.id(),
                                        "Bag",
                                        count.at(),
                                        count.bagIntact(),
                                        count.bagIntact() ? "" : "one byte differs",
                                        balance(count.letters(), bag.letters, world.approvedInBag),
                                        bag.onThisDisk));
    }

    private Optional<Evidence.Mail> mail(Count count) {
        return world.mailLook.map(
                m ->
                        new Evidence.Mail(
                                m.at(),
                                m.running(),
                                m.ranSinceCount(),
                                count.waiting() % 2,
                                count.waiting() / 2 % 2,
                                count.waiting() / 4));
    }

    private Optional<Evidence.Row> row() {
        return world.rowLook.map(
                l -> {
                    String name = world.coded ? World.CODE : World.NAME;
                    List<Row> meant = l.rows().stream().filter(r -> r.name().equals(name)).toList();
                    return new Evidence.Row(
                            l.at(),
                            meant.size(),
                            world.coded ? Optional.of(World.CODE) : Optional.empty(),
                            !meant.isEmpty() && meant.getFirst().own(),
                            "POP, pop.example.com");
                });
    }

    private static List<String> lost(Look look) {
        List<String> lost = new ArrayList<>();
        if (!look.gone().isEmpty()) {
            lost.add(Words.messages(look.gone().size()) + " left the server");
        }
        if (!look.strangers().isEmpty()) {
            lost.add(Words.messages(look.strangers().size()) + " came to this Mac");
        }
        if (!look.bagAsCounted()) {
            lost.add("the backup changed");
        }
        return lost;
    }

    private static Balance balance(List<Letter> all, Set<Letter> there, Set<Letter> approved) {
        long proven = all.stream().filter(there::contains).count();
        long byApproval =
                all.stream().filter(l -> !there.contains(l) && approved.contains(l)).count();
        long left = all.size() - proven - byApproval;
        return new Balance(
                all.size(),
                proven,
                byApproval,
                left,
                byApproval == 0 ? "" : "Jane: known",
                left == 0 ? "" : "\"Plan\" in Sent");
    }
}
