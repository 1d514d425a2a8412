package mailtally.cli;

import java.util.ArrayList;
import java.util.List;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;

/// A screen's evidence as lines of text, not yet escaped.
final class MoveText {
    private MoveText() {}

    static List<String> lines(Block block) {
        List<String> lines = new ArrayList<>();
        switch (block) {
            case Block.Line line -> lines.add(mark(line.standing()) + line.text());
            case Block.Facts facts -> {
                lines.add(facts.title() + ":");
                facts.facts()
                        .forEach(
                                f ->
                                        lines.add(
                                                "  "
                                                        + mark(f.standing())
                                                        + f.label()
                                                        + ": "
                                                        + f.value()));
            }
            case Block.Pane pane ->
                    pane.rows()
                            .forEach(
                                    row ->
                                            lines.add(
                                                    (row.goes() ? "  REMOVE  " : "  STAY    ")
                                                            + row.name()
                                                            + " ("
                                                            + row.kind()
                                                            + ")"));
            case Block.Conditions conditions ->
                    conditions
                            .conditions()
                            .forEach(
                                    c -> {
                                        lines.add(
                                                mark(c.standing())
                                                        + c.word()
                                                        + ". "
                                                        + c.evidence());
                                        if (!c.by().isEmpty()) {
                                            lines.add("    by " + c.by());
                                        }
                                        if (!c.next().isEmpty()) {
                                            lines.add("    next: " + c.next());
                                        }
                                    });
            case Block.Causes causes ->
                    causes.causes()
                            .forEach(
                                    c ->
                                            lines.add(
                                                    "  "
                                                            + c.count()
                                                            + "  "
                                                            + c.title()
                                                            + (c.approved().isEmpty()
                                                                    ? ""
                                                                    : " (approved "
                                                                            + c.approved()
                                                                            + ")")
                                                            + ". "
                                                            + c.helps()));
            case Block.CopyText text -> {
                lines.add(text.title() + ":");
                lines.add("  " + text.text());
            }
            case Block.Choice _, Block.Field _ -> {}
        }
        return lines;
    }

    /// The shape and the word for a standing.
    static String mark(Standing standing) {
        return switch (standing) {
            case PROVEN -> "[ok] ";
            case APPROVED -> "[approved] ";
            case STOPS -> "[stops] ";
            case UNKNOWN -> "[not looked at] ";
            case PLAIN -> "";
        };
    }
}
