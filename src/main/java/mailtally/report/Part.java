package mailtally.report;

import java.util.List;

/// What a report for people is made of. Text in it is as mail gave it: whoever draws it makes it
/// harmless for the paper it is drawn on.
sealed interface Part {
    /// A heading.
    ///
    /// @param level 1 is the report's own
    record Heading(int level, String text) implements Part {}

    /// The answer: what stands in the largest letters.
    ///
    /// @param sign a shape and a word, so that colour is not needed
    /// @param tone `proven`, `approved`, `stops` or `unknown`
    record Answer(String question, String sign, String tone, String text, String note)
            implements Part {}

    /// A paragraph.
    record Text(String text) implements Part {}

    /// A list of sentences.
    record Items(List<String> items) implements Part {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// What is known, a line each.
    record Facts(List<Fact> facts) implements Part {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// One line of what is known.
    ///
    /// @param code true for a path or a digest
    record Fact(String label, String value, boolean code) {
        Fact(String label, String value) {
            this(label, value, false);
        }
    }

    /// A table.
    ///
    /// @param rows a cell for each column
    record Table(String caption, List<Column> columns, List<List<String>> rows) implements Part {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /// How a cell is drawn.
    enum Style {
        /// Words.
        WORDS,
        /// Heads its row.
        HEAD,
        /// A number.
        NUMBER,
        /// A day.
        DAY,
        /// A digest.
        CODE
    }

    /// What a column holds.
    ///
    /// @param name what heads it
    record Column(String name, Style style) {}

    /// The tally: found = proven + approved + left, a row a place, with a bar.
    record Tally(String caption, List<Balance> rows) implements Part {
        public Tally {
            rows = List.copyOf(rows);
        }
    }

    /// One place's balance.
    record Balance(String place, long found, long proven, long approved, long left) {}

    /// Lines to be typed into a terminal.
    record Commands(List<String> lines) implements Part {
        public Commands {
            lines = List.copyOf(lines);
        }
    }
}
