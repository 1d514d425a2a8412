package mailtally.cli;

import java.io.PrintStream;

/// Where a command writes: results to standard output, progress and errors to standard error.
record Console(PrintStream out, PrintStream err) {}
