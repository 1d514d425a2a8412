package mailtally.journey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.gate.Colour;
import mailtally.gate.Decision;
import mailtally.gate.Finding;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;

/// Makes what is seen out of where a move stands.
final class Screens {
    private final Desk desk;

    Screens(Desk desk) {
        this.desk = desk;
    }

    View view() {
        long revision = desk.revision();
        MoveState state = desk.state();
        Optional<Decision> decision =
                state.begun().isPresent() ? Optional.of(desk.decide()) : Optional.empty();
        Optional<View.Work> work = desk.works().view();
        View.Safe safe = safe(state, decision);
        return new View(
                revision,
                desk.now(),
                state.begun().map(MoveEvent.Begun::address).orElse(""),
                tally(state),
                safe,
                changed(state),
                steps(state),
                withTrouble(screen(state, decision, work), work),
                work,
                alert(state, safe));
    }

    private View.Screen screen(
            MoveState state, Optional<Decision> decision, Optional<View.Work> work) {
        return switch (state.step()) {
            case ACCOUNT -> new AccountScreen(desk).make(work);
            case READY -> new ReadyScreen(desk, state).make();
            case CHECK -> new CheckScreen(desk, state).check();
            case PUT -> new CheckScreen(desk, state).put();
            case BACKUP -> new BackupScreen(desk, state).make();
            case ARRIVED -> new ArrivedScreen(desk, state).make();
            case CLEAR -> new ClearScreen(desk, state, decision.orElseThrow()).make();
            case REMOVE -> new RemoveScreen(desk, state, decision.orElseThrow()).make();
            case RESTART -> new AfterScreen(desk, state).restart();
            case NEW_ACCOUNT -> new AfterScreen(desk, state).newAccount();
            case FINISHED -> new AfterScreen(desk, state).finished();
        };
    }

    /// What went wrong stands first; where a password is missing, it is asked for at once; while
    /// work runs there is nothing to press but Pause.
    private View.Screen withTrouble(View.Screen screen, Optional<View.Work> work) {
        List<Block> evidence = new ArrayList<>();
        desk.left()
                .filter(_ -> work.isEmpty())
                .ifPresent(
                        at ->
                                evidence.add(
                                        new Block.Line(
                                                Standing.PLAIN,
                                                "You left on "
                                                        + Words.day(at, desk.door().zone())
                                                        + ". It goes on here.")));
        desk.problem().ifPresent(text -> evidence.add(new Block.Line(Standing.STOPS, text)));
        Optional<String> password = desk.needsPassword().filter(_ -> work.isEmpty());
        password.ifPresent(
                address ->
                        evidence.add(
                                new Block.Field(
                                        "password",
                                        "Password for " + address,
                                        View.Kind.SECRET,
                                        "",
                                        "It stays in this computer's memory until Mailtally ends.")));
        evidence.addAll(screen.evidence());
        Optional<View.Button> primary =
                password.isPresent()
                        ? Optional.of(new View.Button("signin", "Sign in"))
                        : screen.primary();
        return new View.Screen(
                screen.step(),
                screen.question(),
                screen.why(),
                evidence,
                work.isPresent() ? Optional.empty() : primary,
                work.isPresent() ? List.of() : links(screen),
                screen.next());
    }

    /// The links, but for one that does what the primary button does.
    private static List<View.Button> links(View.Screen screen) {
        return screen.links().stream()
                .filter(
                        link ->
                                screen.primary()
                                        .filter(p -> p.action().equals(link.action()))
                                        .isEmpty())
                .toList();
    }

    private List<View.Row> tally(MoveState state) {
        if (state.begun().isEmpty()) {
            return List.of();
        }
        List<View.Row> rows = new ArrayList<>();
        rows.add(row(state, Place.SERVER));
        rows.add(row(state, Place.BACKUP));
        if (state.sideBySide() || state.compared(Place.NEW_MAILBOX).isPresent()) {
            rows.add(row(state, Place.NEW_MAILBOX));
        }
        return rows;
    }

    /// The last count's figures are newer than the step's, where there is one.
    private View.Row row(MoveState state, String place) {
        Optional<MoveEvent.Compared> compared = latest(desk, state, place);
        if (compared.isEmpty()) {
            Optional<Long> none = Optional.empty();
            return new View.Row(place, none, none, none, none, false);
        }
        Approvals.Standing standing = desk.standings().of(place, compared.get().tally());
        return new View.Row(
                place,
                Optional.of(standing.found()),
                Optional.of(standing.proven()),
                Optional.of(standing.approved()),
                Optional.of(standing.left()),
                false);
    }

    /// The newest comparison with a place.
    static Optional<MoveEvent.Compared> latest(Desk desk, MoveState state, String place) {
        Optional<Counted> counted = desk.counted();
        Optional<MoveEvent.Compared> newest = Optional.empty();
        if (counted.isPresent()) {
            newest =
                    switch (place) {
                        case Place.SERVER ->
                                Optional.of(
                                        desk.look()
                                                .map(Look::server)
                                                .orElse(counted.get().server()));
                        case Place.BACKUP -> counted.get().backup().flatMap(Counted.Held::compared);
                        default -> counted.get().arrival();
                    };
        }
        return newest.isPresent() ? newest : state.compared(place).map(MoveState.Dated::event);
    }

    private View.Safe safe(MoveState state, Optional<Decision> decision) {
        Optional<MoveEvent.Removed> removed =
                state.last(MoveEvent.Removed.class).map(MoveState.Dated::event);
        if (removed.isPresent()) {
            return new View.Safe.Removed(removed.get().at());
        }
        if (decision.isEmpty()) {
            return new View.Safe.Unknown();
        }
        if (desk.ended().isPresent()) {
            return new View.Safe.NoLonger(desk.ended().get());
        }
        if (decision.get().clearance().isPresent() && desk.cleared()) {
            return new View.Safe.Yes(decision.get().clearance().get().until());
        }
        return new View.Safe.NotYet(reason(state, decision.get()));
    }

    /// The first reason why it is not safe yet, in a few words.
    private String reason(MoveState state, Decision decision) {
        for (String place : List.of(Place.SERVER, Place.BACKUP)) {
            Optional<MoveEvent.Compared> compared = latest(desk, state, place);
            if (compared.isEmpty()) {
                return place.equals(Place.SERVER)
                        ? "the server was not looked at"
                        : "there is no backup";
            }
            long left = desk.standings().of(place, compared.get().tally()).left();
            if (left > 0) {
                return Words.number(left) + " left";
            }
        }
        if (desk.counted().isEmpty()) {
            return "the last count is not taken";
        }
        return decision.firstRed()
                .map(Finding::evidence)
                .map(Screens::withoutStop)
                .orElse("the account is not cleared");
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private static String changed(MoveState state) {
        List<String> changes = new ArrayList<>();
        for (String place : List.of(Place.SERVER, Place.NEW_MAILBOX)) {
            long put =
                    state.all(MoveEvent.Put.class).stream()
                            .filter(p -> p.place().equals(place))
                            .mapToLong(MoveEvent.Put::copied)
                            .sum();
            if (put > 0) {
                changes.add(
                        Words.count(put, "message")
                                + " added to the "
                                + (place.equals(Place.SERVER) ? "server" : "new mailbox"));
            }
        }
        if (state.last(MoveEvent.Removed.class).isPresent()) {
            changes.add("the account was removed from this Mac");
        }
        return changes.isEmpty() ? "nothing" : String.join(", ", changes);
    }

    private static List<View.StepLine> steps(MoveState state) {
        List<View.StepLine> lines = new ArrayList<>();
        Step now = state.step();
        int number = 1;
        for (Step step : state.steps()) {
            Optional<MoveEvent.Passed> passed = state.passed(step);
            boolean skipped =
                    passed.filter(p -> p.note().startsWith(CheckScreen.SKIPPED)).isPresent();
            View.Mark mark =
                    step == now
                            ? View.Mark.CURRENT
                            : skipped
                                    ? View.Mark.SKIPPED
                                    : passed.isPresent() ? View.Mark.DONE : View.Mark.LATER;
            lines.add(
                    new View.StepLine(
                            step, number++, mark, passed.map(MoveEvent.Passed::note).orElse("")));
        }
        return lines;
    }

    private Optional<String> alert(MoveState state, View.Safe safe) {
        Optional<String> asked = desk.asked();
        Optional<String> alarm = alarm(state, safe);
        return asked.isPresent() && alarm.isPresent()
                ? Optional.of(alarm.get() + " " + asked.get())
                : alarm.or(() -> asked);
    }

    private static Optional<String> alarm(MoveState state, View.Safe safe) {
        if (safe instanceof View.Safe.NoLonger(String change)) {
            return Optional.of("No longer safe: " + change + ". Do not remove.");
        }
        if (wrongRowOpen(state)) {
            return state.last(MoveEvent.WrongRow.class).map(w -> w.event().seen());
        }
        return Optional.empty();
    }

    /// True where another row went, and nothing was put back and nobody went on yet.
    static boolean wrongRowOpen(MoveState state) {
        return state.newer(MoveEvent.WrongRow.class, MoveEvent.Restored.class)
                && state.newer(MoveEvent.WrongRow.class, MoveEvent.WentBack.class);
    }

    /// The gate's conditions, for a screen.
    static Block.Conditions conditions(Decision decision) {
        return new Block.Conditions(decision.findings().stream().map(Screens::condition).toList());
    }

    private static View.Condition condition(Finding finding) {
        Standing standing =
                switch (finding.colour()) {
                    case GREEN -> Standing.PROVEN;
                    case AMBER -> Standing.APPROVED;
                    case RED -> finding.at().isEmpty() ? Standing.UNKNOWN : Standing.STOPS;
                };
        return new View.Condition(
                standing,
                finding.condition().words(),
                finding.evidence(),
                finding.at(),
                finding.by(),
                finding.next());
    }

    /// True where a condition stops the removal.
    static boolean red(Decision decision, mailtally.gate.Condition condition) {
        return decision.findings().stream()
                .anyMatch(f -> f.condition() == condition && f.colour() == Colour.RED);
    }

    /// A time as the screen shows it.
    static String clock(Desk desk, Instant at) {
        return Words.clock(at, desk.door().zone());
    }
}
