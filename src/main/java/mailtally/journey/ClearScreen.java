package mailtally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Colour;
import mailtally.gate.Condition;
import mailtally.gate.Decision;
import mailtally.gate.Finding;
import mailtally.gate.Gate;
import mailtally.journey.View.Block;
import mailtally.journey.View.Kind;
import mailtally.journey.View.Standing;
import mailtally.store.applemail.AccountRow;

/// Is it safe to remove now? The page's heart.
final class ClearScreen {
    private final Desk desk;
    private final MoveState state;
    private final Decision decision;

    ClearScreen(Desk desk, MoveState state, Decision decision) {
        this.desk = desk;
        this.state = state;
        this.decision = decision;
    }

    View.Screen make() {
        List<Block> evidence = new ArrayList<>();
        desk.ended()
                .ifPresent(
                        why ->
                                evidence.add(
                                        new Block.Line(
                                                Standing.STOPS,
                                                "No longer: " + why + ". Do not remove.")));
        evidence.add(Screens.conditions(decision));
        if (gone()) {
            return tooEarly(evidence);
        }
        Optional<Counted> counted = desk.counted();
        Optional<Finding> red = firstRed();
        if (counted.isEmpty() || desk.ended().isPresent() || over(counted.get())) {
            if (mailOpen()) {
                evidence.add(
                        new Block.Line(
                                Standing.STOPS,
                                "Mail is open. Quit it with Command-Q; Mailtally never does."));
            }
            return screen(evidence, count("Take the last count"), links());
        }
        causes(evidence);
        if (red.isPresent()) {
            if (red.get().condition() == Condition.RIGHT_ROW) {
                code(evidence);
            }
            return screen(evidence, repair(red.get().condition()), links());
        }
        return confirm(evidence, counted.get());
    }

    /// True where the account's row is gone though nobody was told to remove it.
    private boolean gone() {
        return desk.rows()
                .filter(
                        seen ->
                                Rows.own(seen.rows(), state.begun().orElseThrow()).isEmpty()
                                        && !seen.rows().isEmpty())
                .isPresent();
    }

    private View.Screen tooEarly(List<Block> evidence) {
        evidence.add(
                new Block.Line(
                        Standing.STOPS,
                        state.begun().orElseThrow().address()
                                + " is gone from this Mac before it was cleared. Do not open Mail."
                                + " The backup has its mail; it can be put back now, into a folder"
                                + " that Mail can import or into a mailbox on a server."));
        evidence.addAll(Restoring.fields(state, state.begun().orElseThrow().address()));
        return screen(
                evidence,
                new View.Button("restore", "Put the messages back"),
                List.of(new View.Button("gone-early", "Go on without putting anything back")));
    }

    /// No red: what goes with the account, and the name to be typed.
    private View.Screen confirm(List<Block> evidence, Counted counted) {
        evidence.add(new Block.Line(Standing.PLAIN, goesToo()));
        evidence.add(
                new Block.Field(
                        "typed",
                        "Type " + state.begun().orElseThrow().address(),
                        Kind.TEXT,
                        "",
                        "Capitals do not matter. It may be pasted."));
        if (state.pop()) {
            long only = EvidenceMaker.onlyInBackup(desk, counted);
            if (only > 0) {
                evidence.add(
                        new Block.Field(
                                "onlyhere",
                                "How many messages are only in the backup?",
                                Kind.TEXT,
                                "",
                                Words.number(only)
                                        + " are on no server. Without the backup they are"
                                        + " unrecoverable."));
            }
        }
        String until = desk.clock(counted.at().plus(Gate.HOUR));
        return screen(
                evidence, new View.Button("clear", "Clear this account until " + until), links());
    }

    /// The first red that a person can do something about before typing: how many are only in the
    /// backup is asked together with the name.
    private Optional<Finding> firstRed() {
        return decision.findings().stream()
                .filter(f -> f.colour() == Colour.RED)
                .filter(f -> f.condition() != Condition.ONLY_IN_BACKUP)
                .findFirst();
    }

    private void causes(List<Block> evidence) {
        for (String place : Place.ALL) {
            Screens.latest(desk, state, place)
                    .filter(c -> desk.standings().of(place, c.tally()).left() > 0)
                    .ifPresent(c -> evidence.addAll(CheckScreen.result(desk, c, where(place))));
        }
        desk.counted()
                .map(Counted::doubts)
                .filter(doubts -> !doubts.isEmpty() && !Approved.doubts(state, doubts))
                .ifPresent(doubts -> evidence.addAll(CheckScreen.doubts(desk, doubts)));
    }

    static String where(String place) {
        return place.equals(Place.SERVER)
                ? "server"
                : place.equals(Place.BACKUP) ? "backup" : "new mailbox";
    }

    private View.Button repair(Condition red) {
        return switch (red) {
            case LIBRARY_WHOLE -> count("Take the last count again");
            case SAFE_ON_SERVER -> new View.Button("back-put", "See what can be put on the server");
            case BACKUP ->
                    new View.Button(
                            "backup",
                            "Back up "
                                    + Words.count(
                                            desk.counted().orElseThrow().source().found(),
                                            "message"));
            case NOTHING_LOST, UNDO_COPY -> count("Take the last count again");
            case MAIL_CLOSED -> new View.Button("look", "Look again");
            case RIGHT_ROW ->
                    coded().isEmpty()
                            ? new View.Button("code", "Give the row a name of its own")
                            : new View.Button("open-accounts", "Open Internet Accounts");
            case ONLY_IN_BACKUP -> new View.Button("look", "Look again");
            case NEW_MAILBOX -> new View.Button("back-arrived", "Go to the new mailbox");
            case OTHER_MACS -> new View.Button("othermacs-settled", "Each was tallied by itself");
        };
    }

    private Optional<String> coded() {
        return state.last(MoveEvent.Coded.class).map(c -> c.event().code());
    }

    /// Which row is which, and what to call the one that goes.
    private void code(List<Block> evidence) {
        List<View.Fact> rows = new ArrayList<>();
        desk.rows()
                .ifPresent(
                        seen ->
                                Rows.alike(seen.rows(), state.begun().orElseThrow())
                                        .forEach(
                                                row ->
                                                        rows.add(
                                                                new View.Fact(
                                                                        Standing.PLAIN,
                                                                        row.name(),
                                                                        Rows.detail(row)))));
        evidence.add(new Block.Facts("Which one?", rows));
        coded().ifPresent(
                        code ->
                                evidence.add(
                                        new Block.Line(
                                                Standing.STOPS,
                                                "In Internet Accounts, click the row of "
                                                        + state.begun().orElseThrow().kind()
                                                        + " on "
                                                        + state.begun().orElseThrow().host()
                                                        + " and change its description to "
                                                        + code
                                                        + ". It goes on when just one row shows"
                                                        + " it.")));
    }

    private View.Button count(String label) {
        return new View.Button("count", label);
    }

    private List<View.Button> links() {
        List<View.Button> links = new ArrayList<>();
        if (desk.counted().isPresent()) {
            links.add(new View.Button("count", "Take the last count again"));
            links.add(new View.Button("look", "Look now"));
        }
        links.add(new View.Button("open-accounts", "Open Internet Accounts"));
        links.add(new View.Button("backup", "Back up again"));
        return links;
    }

    private boolean over(Counted counted) {
        return !desk.now().isBefore(counted.at().plus(Gate.HOUR));
    }

    private boolean mailOpen() {
        return desk.mail().flatMap(Desk.MailSeen::running).orElse(false);
    }

    /// What goes with the row besides mail.
    private String goesToo() {
        Optional<AccountRow> own =
                desk.rows().flatMap(seen -> Rows.own(seen.rows(), state.begun().orElseThrow()));
        List<String> services = own.map(AccountRow::services).orElse(List.of());
        return services.isEmpty()
                ? "Calendars, contacts and notes of this account, if there are any, go with it."
                : Words.sentence(String.join(", ", services)) + " of this account go with it.";
    }

    private View.Screen screen(List<Block> evidence, View.Button primary, List<View.Button> links) {
        return new View.Screen(
                Step.CLEAR,
                Step.CLEAR.question(),
                "Every condition must hold at the same time. The hour runs from the last count, which"
                        + " is looked at every 30 seconds; new mail on the server keeps it.",
                evidence,
                Optional.of(primary),
                links,
                "Next: removing the account, by your own click.");
    }
}
