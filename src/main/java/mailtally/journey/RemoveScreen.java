package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Decision;
import mailtally.gate.Finding;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;
import mailtally.store.applemail.AccountRow;

/// Is the right row gone, and no other?
final class RemoveScreen {
    private static final int SYSTEM_SETTINGS = 13;

    private final Desk desk;
    private final MoveState state;
    private final Decision decision;

    RemoveScreen(Desk desk, MoveState state, Decision decision) {
        this.desk = desk;
        this.state = state;
        this.decision = decision;
    }

    View.Screen make() {
        List<Block> evidence = new ArrayList<>();
        if (Screens.wrongRowOpen(state)) {
            return wrong(evidence);
        }
        if (decision.clearance().isEmpty() || !desk.cleared()) {
            return notNow(evidence);
        }
        evidence.add(
                new Block.Line(
                        Standing.PROVEN,
                        "Cleared until " + desk.clock(decision.clearance().get().until()) + "."));
        evidence.add(new Block.Pane(pane()));
        how().forEach(line -> evidence.add(new Block.Line(Standing.PLAIN, line)));
        return screen(
                evidence,
                new View.Button("open-accounts", "Open Internet Accounts"),
                List.of(
                        new View.Button("look-removed", "Look now"),
                        new View.Button("back-clear", "Do not remove it")));
    }

    private View.Screen notNow(List<Block> evidence) {
        String why =
                desk.ended()
                        .map(w -> "No longer: " + w + ". Do not remove.")
                        .orElseGet(
                                () ->
                                        decision.firstRed()
                                                .map(Finding::evidence)
                                                .map(e -> "Not now: " + e)
                                                .orElse("Not now: the account is not cleared."));
        evidence.add(new Block.Line(Standing.STOPS, why));
        evidence.add(
                new Block.Line(
                        Standing.PLAIN,
                        "Where it was removed already, press Look now: it is looked at all the"
                                + " same."));
        return screen(
                evidence,
                new View.Button("back-clear", "Go back to the conditions"),
                List.of(new View.Button("look-removed", "Look now")));
    }

    private View.Screen wrong(List<Block> evidence) {
        MoveEvent.WrongRow wrong = state.last(MoveEvent.WrongRow.class).orElseThrow().event();
        evidence.add(new Block.Line(Standing.STOPS, wrong.seen()));
        evidence.add(
                new Block.Line(
                        Standing.PLAIN,
                        "Its mail is in the backup that was made of the other accounts, if that was"
                                + " ticked. It can be put into a mailbox on a server, or into a new"
                                + " folder on this Mac that Mail can import."));
        evidence.addAll(Restoring.fields(state, wrong.gone()));
        return screen(
                evidence,
                new View.Button("restore", "Put the messages back"),
                List.of(new View.Button("back-clear", "Go on without putting anything back")));
    }

    private List<View.PaneRow> pane() {
        List<View.PaneRow> rows = new ArrayList<>();
        desk.rows()
                .ifPresent(
                        seen -> {
                            Optional<AccountRow> own =
                                    Rows.own(seen.rows(), state.begun().orElseThrow());
                            for (AccountRow row : seen.rows()) {
                                rows.add(
                                        new View.PaneRow(
                                                row.name(),
                                                row.kind()
                                                        + (row.host().isEmpty()
                                                                ? ""
                                                                : ", " + row.host()),
                                                own.filter(row::equals).isPresent()));
                            }
                        });
        return rows;
    }

    /// What to click, by the macOS that is there.
    private List<String> how() {
        Optional<String> version = desk.door().host().macOsVersion();
        if (version.isEmpty()) {
            return List.of("This is no Mac. Removing the account needs the Mac itself.");
        }
        int main = main(version.get());
        List<String> lines = new ArrayList<>();
        if (main >= SYSTEM_SETTINGS) {
            lines.add("1. Open Internet Accounts in System Settings, with the button here.");
            lines.add("2. Click the row that is marked REMOVE here, then Delete Account.");
            lines.add("3. Click OK. If macOS asks: this Mac only.");
        } else if (main > 0) {
            lines.add("1. Open Internet Accounts in System Preferences, with the button here.");
            lines.add("2. Click the row that is marked REMOVE here, then the minus button.");
            lines.add("3. Click OK. If macOS asks: this Mac only.");
        } else {
            lines.add(
                    "This macOS ("
                            + version.get()
                            + ") is not known here. Open Internet Accounts, choose the row that is"
                            + " marked REMOVE, and remove it.");
        }
        lines.add("The look starts by itself.");
        return lines;
    }

    private static int main(String version) {
        String first = version.split("\\.", -1)[0];
        return first.matches("[0-9]{1,3}") ? Integer.parseInt(first) : 0;
    }

    private View.Screen screen(List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.REMOVE,
                Step.REMOVE.question(),
                "Removing is your own click. Mailtally looks before and afterwards.",
                evidence,
                Optional.of(primary),
                links,
                "Next: restart the Mac.");
    }
}
