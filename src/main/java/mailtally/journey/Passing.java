package mailtally.journey;

import java.util.Map;
import java.util.Optional;

/// The buttons that leave a step behind, or go back to one.
final class Passing {
    private static final String SKIPPED = CheckScreen.SKIPPED + ": removed before it was cleared";

    private static final Map<String, Step> STEPS =
            Map.ofEntries(
                    Map.entry("choose", Step.ACCOUNT),
                    Map.entry("folder", Step.ACCOUNT),
                    Map.entry("ready", Step.READY),
                    Map.entry("another", Step.READY),
                    Map.entry("check", Step.CHECK),
                    Map.entry("pass-check", Step.CHECK),
                    Map.entry("plan", Step.PUT),
                    Map.entry("put", Step.PUT),
                    Map.entry("pass-put", Step.PUT),
                    Map.entry("pass-backup", Step.BACKUP),
                    Map.entry("pass-arrived", Step.ARRIVED),
                    Map.entry("count", Step.CLEAR),
                    Map.entry("clear", Step.CLEAR),
                    Map.entry("code", Step.CLEAR),
                    Map.entry("look-removed", Step.REMOVE),
                    Map.entry("back-clear", Step.REMOVE),
                    Map.entry("gone-early", Step.CLEAR),
                    Map.entry("look-restart", Step.RESTART),
                    Map.entry("pass-restart", Step.RESTART),
                    Map.entry("pass-new", Step.NEW_ACCOUNT),
                    Map.entry("undo-remove", Step.FINISHED));

    private Passing() {}

    static Optional<String> press(Desk desk, Beginning beginning, String action) throws Exception {
        MoveState state = desk.state();
        switch (action) {
            case "another" -> beginning.another();
            case "pass-check" -> {
                MoveEvent.Compared compared = state.compared(Place.SERVER).orElseThrow().event();
                pass(desk, Step.CHECK, of(compared));
                if (desk.standings().of(Place.SERVER, compared.tally()).left() == 0) {
                    pass(desk, Step.PUT, CheckScreen.SKIPPED + ": nothing is left");
                }
            }
            case "pass-put" -> {
                MoveEvent.Compared compared = state.compared(Place.SERVER).orElseThrow().event();
                pass(desk, Step.PUT, of(compared));
            }
            case "pass-backup" ->
                    pass(desk, Step.BACKUP, of(state.compared(Place.BACKUP).orElseThrow().event()));
            case "pass-arrived" ->
                    pass(
                            desk,
                            Step.ARRIVED,
                            of(state.compared(Place.NEW_MAILBOX).orElseThrow().event()));
            case "pass-restart" -> pass(desk, Step.RESTART, CheckScreen.SKIPPED + " by the person");
            case "pass-new" ->
                    pass(
                            desk,
                            Step.NEW_ACCOUNT,
                            state.last(MoveEvent.Looked.class)
                                    .map(l -> l.event().what())
                                    .orElse("not looked at"));
            case "gone-early" -> {
                desk.add(
                        new MoveEvent.Removed(
                                desk.now(),
                                false,
                                "Gone: "
                                        + state.begun().orElseThrow().address()
                                        + ", before it was cleared."));
                pass(desk, Step.CLEAR, SKIPPED);
                pass(desk, Step.REMOVE, SKIPPED);
            }
            case "back-clear" -> desk.add(new MoveEvent.WentBack(Step.CLEAR));
            case "back-put" -> desk.add(new MoveEvent.WentBack(Step.PUT));
            case "back-arrived" -> desk.add(new MoveEvent.WentBack(Step.ARRIVED));
            case "othermacs-settled" -> {
                MoveEvent.Readied said = state.readied().orElseThrow();
                desk.add(
                        new MoveEvent.Readied(
                                said.sideBySide(),
                                said.server(),
                                said.newMailbox(),
                                said.backups(),
                                said.otherMacs(),
                                true,
                                said.by()));
            }
            default -> {
                return Optional.of(
                        "That button is from another screen. Nothing was changed. Look at what the"
                                + " page shows now.");
            }
        }
        return Optional.empty();
    }

    /// Leaves a step behind.
    static void pass(Desk desk, Step step, String note) {
        desk.plan(Optional.empty());
        desk.noProblem();
        desk.add(new MoveEvent.Passed(step, note));
    }

    private static String of(MoveEvent.Compared compared) {
        return Words.number(compared.proven()) + " of " + Words.number(compared.found());
    }

    /// Which step a button belongs to; one that is not the current step's does nothing.
    static boolean belongs(String action, Step now) {
        return STEPS.getOrDefault(action, now) == now;
    }
}
