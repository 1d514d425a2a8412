package mailtally.cli;

import java.util.ArrayList;
import java.util.List;
import mailtally.report.Plain;

/// Lines for a terminal of some width, with nothing in them that acts there.
final class MoveLines {
    private static final int MOST_CHARACTERS = 4_000;

    private final int columns;
    private final List<String> lines = new ArrayList<>();

    MoveLines(int columns) {
        this.columns = columns;
    }

    int columns() {
        return columns;
    }

    /// Adds a text, broken at spaces; each line begins with the indent.
    MoveLines add(String indent, String text) {
        return add(indent, indent, text);
    }

    /// Adds a text whose first line begins otherwise than the others.
    MoveLines add(String first, String others, String text) {
        lines.addAll(
                Plain.folded(first + Plain.text(text, MOST_CHARACTERS), others, columns)
                        .lines()
                        .toList());
        return this;
    }

    /// Adds a text line by line: what is a line there begins one here.
    MoveLines addEach(String indent, String text) {
        text.lines().forEach(line -> lines.addAll(tabbed(indent, line)));
        return this;
    }

    MoveLines empty() {
        lines.add("");
        return this;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// A tab is what a line may have; a terminal gets spaces for it.
    private List<String> tabbed(String indent, String line) {
        String plain = Plain.text(line.replace("\t", "    "), MOST_CHARACTERS);
        return plain.isBlank()
                ? List.of("")
                : Plain.folded(indent + plain, indent, columns).lines().toList();
    }
}
