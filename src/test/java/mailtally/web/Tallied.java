package mailtally.web;

import java.util.List;

/// Whether a tally that is shown adds up: found = proven + approved + left, or all of it unknown.
final class Tallied {
    private Tallied() {}

    /// Looks at each row: four cells with a tab between them.
    ///
    /// @param wrong takes those that do not add up
    static void look(List<String> rows, List<String> wrong) {
        for (String row : rows) {
            String[] cells = row.split("\t", -1);
            boolean adds =
                    cells[0].equals("–")
                            ? List.of(cells).stream().allMatch("–"::equals)
                            : number(cells[0])
                                    == number(cells[1]) + number(cells[2]) + number(cells[3]);
            if (!adds) {
                wrong.add("does not add up: " + row);
            }
        }
    }

    private static long number(String cell) {
        return Long.parseLong(cell.replace(",", ""));
    }
}
