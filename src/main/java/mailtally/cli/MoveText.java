package mailtally.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mailtally.journey.View;
import mailtally.journey.View.Block;
import mailtally.journey.View.Standing;
import mailtally.report.ReportText;

/// A screen's evidence as lines for a terminal: the journey's words, each with its shape.
final class MoveText {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
    private static final double GB = 1e9;
    private static final int LETTERS = 26;

    private final MoveLines lines;
    private final ZoneId zone;

    MoveText(MoveLines lines, ZoneId zone) {
        this.lines = lines;
        this.zone = zone;
    }

    /// The blocks of a screen as lines that fit a terminal.
    static List<String> lines(List<Block> blocks, int columns, ZoneId zone) {
        MoveLines lines = new MoveLines(columns);
        MoveText text = new MoveText(lines, zone);
        blocks.forEach(text::block);
        return lines.lines();
    }

    void block(Block block) {
        switch (block) {
            case Block.Line line -> marked("  ", line.standing(), line.text());
            case Block.Facts facts -> facts(facts);
            case Block.Pane pane -> pane.rows().forEach(this::row);
            case Block.Conditions conditions -> conditions.conditions().forEach(this::condition);
            case Block.Causes causes -> causes.causes().forEach(this::cause);
            case Block.CopyText text -> copy(text);
            case Block.Choice choice -> choice(choice);
            case Block.Field field -> field(field);
        }
    }

    private void facts(Block.Facts facts) {
        lines.add("  ", "    ", facts.title());
        for (View.Fact fact : facts.facts()) {
            marked("    ", fact.standing(), fact.label() + ": " + fact.value());
        }
    }

    private void row(View.PaneRow row) {
        lines.add(
                row.goes() ? "  REMOVE  " : "  STAY    ",
                "          ",
                row.name() + (row.kind().isEmpty() ? "" : " (" + row.kind() + ")"));
    }

    private void condition(View.Condition condition) {
        marked("  ", condition.standing(), condition.word());
        lines.add(
                "      ",
                condition.evidence() + condition.at().map(at -> " (" + clock(at) + ")").orElse(""));
        if (!condition.by().isEmpty()) {
            lines.add("      ", condition.by());
        }
        if (!condition.next().isEmpty()) {
            lines.add("      > ", "        ", condition.next());
        }
    }

    /// A cause, what helps, and whether it is approved or may be.
    void cause(View.Cause cause) {
        boolean all =
                !cause.approved().isEmpty() && !cause.mayBeApproved() && cause.whyNot().isEmpty();
        Standing standing = all ? Standing.APPROVED : Standing.STOPS;
        marked("  ", standing, title(cause));
        if (!cause.approved().isEmpty()) {
            lines.add("      ", "Approved: " + cause.approved());
        }
        if (!cause.helps().isEmpty()) {
            lines.add("      ", cause.helps());
        }
        if (!cause.whyNot().isEmpty()) {
            lines.add("      ", "May not be approved yet: " + cause.whyNot());
        }
    }

    private String title(View.Cause cause) {
        String extent =
                cause.oldest().isEmpty() || cause.newest().isEmpty()
                        ? ""
                        : ", " + day(cause.oldest()) + " to " + day(cause.newest());
        return ReportText.number(cause.count())
                + " "
                + cause.title()
                + (cause.bytes() > 0 ? ", " + size(cause.bytes()) : "")
                + extent;
    }

    private void copy(Block.CopyText text) {
        lines.add("  ", text.title() + ", to be copied:");
        String frame = "-".repeat(Math.min(lines.columns(), 60));
        lines.add("", frame).addEach("", text.text()).add("", frame);
    }

    private void choice(Block.Choice choice) {
        lines.add("  ", choice.title());
        for (int i = 0; i < choice.options().size(); i++) {
            View.Option option = choice.options().get(i);
            lines.add("    " + letter(i) + "  ", "       ", option.label());
            if (!option.note().isEmpty()) {
                lines.add("       ", option.note());
            }
        }
    }

    /// What is asked later, with what it will be unless something else is typed.
    private void field(Block.Field field) {
        String shown =
                switch (field.kind()) {
                    case SECRET -> "";
                    case TICK -> field.value().equals("yes") ? ": yes" : ": no";
                    case TEXT, FOLDER -> field.value().isEmpty() ? "" : ": " + field.value();
                };
        lines.add("  ? ", "    ", field.label() + shown);
    }

    private void marked(String indent, Standing standing, String text) {
        lines.add(indent + mark(standing), indent + "  ", text);
    }

    /// The shape and the word of a standing.
    static String mark(Standing standing) {
        return switch (standing) {
            case PROVEN -> "✓ Proven: ";
            case APPROVED -> "◆ Approved: ";
            case STOPS -> "▬ Stops: ";
            case UNKNOWN -> "○ Not looked at: ";
            case PLAIN -> "";
        };
    }

    /// What an option is called where a letter is typed: a to z, then aa.
    static String letter(int index) {
        String last = String.valueOf((char) ('a' + index % LETTERS));
        return index < LETTERS ? last : letter(index / LETTERS - 1) + last;
    }

    /// "3.1 MB", "21.8 GB".
    static String size(long bytes) {
        return bytes < GB
                ? ReportText.size(bytes)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / GB);
    }

    String day(Optional<Instant> at) {
        return at.map(t -> DAY.format(t.atZone(zone))).orElse("no date");
    }

    String clock(Instant at) {
        return clock(at, zone);
    }

    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }
}
