package mailtally.cli;

import java.io.PrintStream;

/// Where a command writes: results to standard output, progress and errors to standard error.
record Console(PrintStream out, PrintStream err) {
    private static final int TERMINAL_COLUMNS = 79;

    /// How long a line for a person may be. Only on a terminal lines are folded: what is kept in a
    /// file is looked through by line.
    int columns() {
        return UserTerminal.there() ? TERMINAL_COLUMNS : Integer.MAX_VALUE;
    }
}
