package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View.Block;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;

/// Is there a backup that can be read?
final class BackupScreen {
    private final Desk desk;
    private final MoveState state;

    BackupScreen(Desk desk, MoveState state) {
        this.desk = desk;
        this.state = state;
    }

    View.Screen make() {
        Optional<MoveState.Dated<MoveEvent.BackedUp>> made = state.last(MoveEvent.BackedUp.class);
        List<Block> evidence = new ArrayList<>();
        if (made.isEmpty()) {
            evidence.add(
                    new Block.Line(
                            Standing.PLAIN,
                            "It goes to "
                                    + state.readied().orElseThrow().backups()
                                    + ", under a name of its own. No older backup is touched."));
            evidence.add(
                    new Block.Field(
                            "others",
                            "Also the other accounts of this Mac, in case the wrong one is removed",
                            Kind.TICK,
                            "yes",
                            ""));
            return screen(
                    evidence,
                    new View.Button("backup", "Back up " + Words.count(found(), "message")),
                    List.of());
        }
        MoveEvent.BackedUp backup = made.get().event();
        evidence.add(
                new Block.Line(
                        backup.whole() == backup.found() ? Standing.PROVEN : Standing.STOPS,
                        "Sealed "
                                + desk.clock(made.get().at())
                                + ". A second reader found "
                                + Words.number(backup.whole())
                                + " of "
                                + Words.number(backup.found())
                                + "."));
        evidence.add(new Block.Line(Standing.PROVEN, backup.rehearsal()));
        evidence.add(new Block.Line(Standing.PLAIN, "It lies in " + backup.bag() + "."));
        state.compared(Place.BACKUP)
                .ifPresent(
                        compared ->
                                evidence.addAll(
                                        CheckScreen.result(desk, compared.event(), "backup")));
        serverCauses(evidence);
        return screen(
                evidence,
                new View.Button(
                        "pass-backup",
                        state.sideBySide() ? "Go on to the new mailbox" : "Go on to the last look"),
                List.of(new View.Button("backup", "Back up again")));
    }

    /// What is not on the server can be approved from now on, since it is in the backup.
    private void serverCauses(List<Block> evidence) {
        state.compared(Place.SERVER)
                .map(MoveState.Dated::event)
                .filter(c -> desk.standings().of(c.place(), c.tally()).proven() < c.found())
                .ifPresent(
                        compared -> {
                            if (state.pop()) {
                                long missing =
                                        compared.found()
                                                - desk.standings()
                                                        .of(compared.place(), compared.tally())
                                                        .proven();
                                evidence.add(
                                        new Block.Line(
                                                Standing.STOPS,
                                                Words.number(missing)
                                                        + " of "
                                                        + Words.number(compared.found())
                                                        + " are not on the server. Without the"
                                                        + " backup they are unrecoverable."));
                            }
                            evidence.addAll(CheckScreen.result(desk, compared, "server"));
                        });
    }

    private long found() {
        return state.compared(Place.SERVER).map(c -> c.event().found()).orElse(0L);
    }

    private View.Screen screen(List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.BACKUP,
                Step.BACKUP.question(),
                "If all else goes wrong, this is your mail. Attachments that never came to this Mac"
                        + " are fetched into it.",
                evidence,
                Optional.of(primary),
                links,
                state.sideBySide() ? "Next: the new mailbox." : "Next: is it safe to remove?");
    }
}
