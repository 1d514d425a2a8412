package mailtally.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.journey.View;
import mailtally.journey.View.Block;

/// A view as lines for a terminal. Adds no judgement, and no words but the names of what it shows.
final class MoveScreen {
    private final int columns;
    private final ZoneId zone;

    MoveScreen(int columns, ZoneId zone) {
        this.columns = columns;
        this.zone = zone;
    }

    /// The account, its tally, whether it is safe to remove, what was changed.
    ///
    /// @param tally false where the same table stands above already
    List<String> head(View view, boolean tally) {
        MoveLines lines = new MoveLines(columns);
        if (!view.account().isEmpty()) {
            lines.add("", "  ", "Mailtally  " + view.account());
        }
        List<String> all = new ArrayList<>(lines.lines());
        if (tally) {
            all.addAll(TallyTable.lines(view.tally(), columns));
        }
        all.addAll(
                new MoveLines(columns)
                        .add("", "  ", "Safe to remove now? " + safe(view, zone))
                        .add("", "  ", "Changed so far: " + view.changed())
                        .lines());
        return all;
    }

    /// Which step it is, its question, why, and what answers it.
    List<String> body(View view) {
        View.Screen screen = view.screen();
        MoveLines lines = new MoveLines(columns);
        lines.empty();
        lines.add("", "  ", whichStep(view));
        lines.add("", "  ", screen.question());
        if (!screen.why().isEmpty()) {
            lines.add("  ", screen.why());
        }
        lines.empty();
        MoveText text = new MoveText(lines, zone);
        screen.evidence().forEach(text::block);
        return lines.lines();
    }

    /// What comes next.
    List<String> next(View view) {
        return view.screen().next().isEmpty()
                ? List.of()
                : new MoveLines(columns).add("  ", view.screen().next()).lines();
    }

    /// All steps of the move, and what each came to.
    List<String> steps(View view) {
        MoveLines lines = new MoveLines(columns);
        for (View.StepLine step : view.steps()) {
            String mark =
                    switch (step.mark()) {
                        case DONE -> "✓";
                        case CURRENT -> ">";
                        case LATER -> " ";
                        case SKIPPED -> "-";
                    };
            lines.add(
                    String.format("  %s %2d  ", mark, step.number()),
                    "        ",
                    step.step().word() + (step.note().isEmpty() ? "" : ": " + step.note()));
        }
        return lines.lines();
    }

    private static String whichStep(View view) {
        return view.steps().stream()
                .filter(step -> step.mark() == View.Mark.CURRENT)
                .findFirst()
                .map(
                        step ->
                                "Step "
                                        + step.number()
                                        + " of "
                                        + view.steps().size()
                                        + ": "
                                        + step.step().word())
                .orElse(view.screen().step().word());
    }

    /// The answer to "Safe to remove now?", with its shape. A Yes whose hour is over is none.
    static String safe(View view, ZoneId zone) {
        return switch (view.safe()) {
            case View.Safe.Unknown() -> "○ Unknown";
            case View.Safe.NotYet(String reason) -> "○ Not yet: " + reason;
            case View.Safe.Yes(Instant until) when !view.at().isBefore(until) ->
                    "○ Not yet: the hour is over";
            case View.Safe.Yes(Instant until) -> "✓ Yes, until " + MoveText.clock(until, zone);
            case View.Safe.NoLonger(String change) -> "▬ No longer: " + change;
            case View.Safe.Removed(Instant at) -> "✓ Removed " + MoveText.clock(at, zone);
        };
    }

    /// What makes a screen another one than before. Times and figures inside a sentence are left
    /// out: they change while somebody reads, and the question stays the same.
    static List<Object> signature(View view) {
        View.Screen screen = view.screen();
        List<Object> parts = new ArrayList<>();
        parts.add(screen.step());
        parts.add(screen.question());
        parts.add(screen.primary());
        parts.add(screen.links());
        parts.add(view.safe());
        parts.add(view.alert());
        parts.add(view.work().isPresent());
        for (Block block : screen.evidence()) {
            parts.add(signature(block));
        }
        return parts;
    }

    private static Object signature(Block block) {
        return switch (block) {
            case Block.Line line -> line.standing() + withoutFigures(line.text());
            case Block.Facts facts ->
                    facts.title()
                            + facts.facts().stream()
                                    .map(fact -> fact.standing() + fact.label())
                                    .toList();
            case Block.Conditions conditions ->
                    conditions.conditions().stream().map(c -> c.standing() + c.word()).toList();
            case Block.Causes causes ->
                    causes.causes().stream()
                            .map(c -> c.id() + c.count() + c.approved() + c.mayBeApproved())
                            .toList();
            case Block.Field field -> field.name();
            case Block.Choice choice -> choice.name() + choice.options();
            case Block.Pane pane -> pane;
            case Block.CopyText text -> text.title();
        };
    }

    private static String withoutFigures(String text) {
        return text.replaceAll("[0-9]+", "#");
    }

    /// True where a press was refused with a sentence that the screen has now.
    static boolean shows(View view, Optional<String> sentence) {
        return sentence.isPresent()
                && view.screen().evidence().stream()
                        .anyMatch(
                                block ->
                                        block instanceof Block.Line line
                                                && line.text().equals(sentence.get()));
    }
}
