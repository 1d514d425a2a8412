package mailtally.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.journey.View.Block;

/// What a move of 48,210 messages shows at each step, side by side, and how a test varies it.
final class FakeViews {
    /// 14:42 UTC.
    static final Instant NOW = Instant.parse("2026-11-25T14:42:00Z");

    /// When the hour of a clearance is over.
    static final Instant UNTIL = Instant.parse("2026-11-25T15:42:00Z");

    private static final long FOUND = 48_210;
    private static final List<Step> STEPS = List.of(Step.values());
    private static final String ACCOUNT = "jane@example.com";

    private FakeViews() {}

    static View at(Step step) {
        return new View(
                1,
                NOW,
                step == Step.ACCOUNT ? "" : ACCOUNT,
                tally(step),
                safe(step),
                changed(step),
                steps(step),
                FakeScreens.at(step),
                Optional.empty(),
                Optional.empty());
    }

    /// The step that comes next; there must be one.
    static Step after(Step step) {
        return STEPS.get(STEPS.indexOf(step) + 1);
    }

    static View with(View view, View.Safe safe, Optional<View.Work> work, Optional<String> alert) {
        return new View(
                view.revision(),
                view.at(),
                view.account(),
                view.tally(),
                safe,
                view.changed(),
                view.steps(),
                view.screen(),
                work,
                alert);
    }

    static View with(View view, View.Screen screen) {
        return with(view, view.tally(), screen);
    }

    private static View with(View view, List<View.Row> tally, View.Screen screen) {
        return new View(
                view.revision(),
                view.at(),
                view.account(),
                tally,
                view.safe(),
                view.changed(),
                view.steps(),
                screen,
                view.work(),
                view.alert());
    }

    static View.Screen with(View.Screen screen, List<Block> evidence) {
        return new View.Screen(
                screen.step(),
                screen.question(),
                screen.why(),
                evidence,
                screen.primary(),
                screen.links(),
                screen.next());
    }

    static View.Work work(long done) {
        return new View.Work(
                "Comparing " + ACCOUNT + " with imaps://mail.example.com, folder Archive/2019",
                done,
                Optional.of(FOUND),
                done * 450_000,
                "40 a second, 18 MB/s",
                "about 7 minutes left",
                false);
    }

    /// What is left on the screen, by cause.
    static List<View.Cause> causes(View view) {
        return view.screen().evidence().stream()
                .filter(Block.Causes.class::isInstance)
                .flatMap(b -> ((Block.Causes) b).causes().stream())
                .toList();
    }

    /// A cause is approved, or no longer is: the server's row follows it.
    ///
    /// @param by empty where the approval is taken back
    static View approved(View view, String cause, String by) {
        List<Block> evidence = new ArrayList<>();
        long moved = 0;
        for (Block block : view.screen().evidence()) {
            if (!(block instanceof Block.Causes(List<View.Cause> causes))) {
                evidence.add(block);
                continue;
            }
            List<View.Cause> now = new ArrayList<>();
            for (View.Cause one : causes) {
                boolean hit = one.id().equals(cause) && one.approved().isEmpty() != by.isEmpty();
                now.add(hit ? by(one, by) : one);
                moved += hit ? (by.isEmpty() ? -one.count() : one.count()) : 0;
            }
            evidence.add(new Block.Causes(now));
        }
        long more = moved;
        List<View.Row> tally =
                view.tally().stream()
                        .map(
                                r ->
                                        r.place().equals("Server")
                                                ? new View.Row(
                                                        r.place(),
                                                        r.found(),
                                                        r.proven(),
                                                        r.approved().map(n -> n + more),
                                                        r.left().map(n -> n - more),
                                                        r.counting())
                                                : r)
                        .toList();
        return with(view, tally, with(view.screen(), evidence));
    }

    /// One cause alone, and the server's row to it.
    static View left(View view, View.Cause cause) {
        List<View.Row> tally =
                view.tally().stream()
                        .map(r -> r.place().equals("Server") ? row("Server", cause.count()) : r)
                        .toList();
        return with(view, tally, with(view.screen(), List.of(new Block.Causes(List.of(cause)))));
    }

    /// Names as an enemy would choose them.
    static View hostile(View view) {
        String name = FakeExceptions.SUBJECT;
        return new View(
                view.revision(),
                view.at(),
                name,
                view.tally(),
                new View.Safe.NotYet(name),
                name,
                view.steps(),
                new View.Screen(
                        view.screen().step(),
                        name,
                        name,
                        List.of(
                                new Block.Line(View.Standing.STOPS, name),
                                new Block.Facts(
                                        name,
                                        List.of(new View.Fact(View.Standing.PLAIN, name, name))),
                                new Block.Choice(
                                        "choice",
                                        name,
                                        List.of(new View.Option(name, name, name)),
                                        name),
                                new Block.Field("field", name, View.Kind.TEXT, name, name),
                                new Block.CopyText(name, name),
                                new Block.Conditions(
                                        List.of(
                                                new View.Condition(
                                                        View.Standing.APPROVED,
                                                        name,
                                                        name,
                                                        Optional.of(NOW),
                                                        name,
                                                        name))),
                                new Block.Pane(List.of(new View.PaneRow(name, name, true))),
                                new Block.Causes(List.of(FakeScreens.approvable(1)))),
                        Optional.of(new View.Button("check", name)),
                        List.of(new View.Button("other", name)),
                        name),
                Optional.of(new View.Work(name, 1, Optional.empty(), 1, name, name, false)),
                Optional.of(name));
    }

    private static View.Cause by(View.Cause cause, String by) {
        return new View.Cause(
                cause.id(),
                cause.title(),
                cause.count(),
                cause.bytes(),
                cause.oldest(),
                cause.newest(),
                cause.helps(),
                by,
                by.isEmpty(),
                "",
                false);
    }

    private static List<View.Row> tally(Step step) {
        return switch (step) {
            case ACCOUNT -> List.of();
            case READY -> List.of(dash("Server"), dash("Backup"), dash("New mailbox"));
            case CHECK, PUT -> List.of(row("Server", 25), dash("Backup"), dash("New mailbox"));
            case BACKUP -> List.of(row("Server", 0), row("Backup", FOUND), dash("New mailbox"));
            case ARRIVED -> List.of(row("Server", 0), row("Backup", 0), row("New mailbox", FOUND));
            default -> List.of(row("Server", 0), row("Backup", 0), row("New mailbox", 0));
        };
    }

    private static View.Row row(String place, long left) {
        return new View.Row(
                place,
                Optional.of(FOUND),
                Optional.of(FOUND - left),
                Optional.of(0L),
                Optional.of(left),
                false);
    }

    private static View.Row dash(String place) {
        Optional<Long> none = Optional.empty();
        return new View.Row(place, none, none, none, none, false);
    }

    private static View.Safe safe(Step step) {
        return switch (step) {
            case ACCOUNT -> new View.Safe.Unknown();
            case READY -> new View.Safe.NotYet("the server was not looked at");
            case CHECK, PUT -> new View.Safe.NotYet("25 left");
            case BACKUP -> new View.Safe.NotYet("there is no backup");
            case ARRIVED -> new View.Safe.NotYet("48,210 left");
            case CLEAR -> new View.Safe.NotYet("the account is not cleared");
            case REMOVE -> new View.Safe.Yes(UNTIL);
            case RESTART, NEW_ACCOUNT, FINISHED ->
                    new View.Safe.Removed(Instant.parse("2026-11-25T15:04:00Z"));
        };
    }

    private static String changed(Step step) {
        if (step.compareTo(Step.PUT) <= 0) {
            return "nothing";
        }
        String put = "25 messages added to the server";
        return step.compareTo(Step.REMOVE) <= 0
                ? put
                : put + ", the account was removed from this Mac";
    }

    private static List<View.StepLine> steps(Step now) {
        List<View.StepLine> lines = new ArrayList<>();
        for (Step step : STEPS) {
            int order = step.compareTo(now);
            lines.add(
                    new View.StepLine(
                            step,
                            STEPS.indexOf(step) + 1,
                            order < 0
                                    ? View.Mark.DONE
                                    : order == 0 ? View.Mark.CURRENT : View.Mark.LATER,
                            order < 0 && step == Step.CHECK ? "48,185 of 48,210" : ""));
        }
        return lines;
    }
}
