package mailtally.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that every verb understands.
final class CommonOptions {
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_AT_ONCE_UNASKED = 8;

    /// As many as mail servers commonly allow one user without a word.
    private static final int SERVER_CONNECTIONS = 4;

    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "Apple Mail's library. Default: ~/Library/Mail")
    private Path library = home().resolve("Library/Mail");

    @Option(
            names = "--accounts",
            paramLabel = "FILE",
            description = "The Mac's accounts. Default: ~/Library/Accounts/Accounts4.sqlite")
    private Path accounts = home().resolve("Library/Accounts/Accounts4.sqlite");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where Mailtally keeps what it has seen. Default: a folder of the user's")
    private Path state = StateFolder.usual();

    @Option(names = "--json", description = "Print one JSON object, for programs")
    private boolean json;

    @Option(names = "--quiet", description = "No progress")
    private boolean quiet;

    @Option(names = "--verbose", description = "List everything; say more when something fails")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colours")
    private boolean noColor;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = Connections.class,
            description =
                    "How much is read at once, 1 to 64. Default: 4 connections to a server; on disk,"
                            + " as many as there are cores")
    private Integer connections;

    @Mixin private ServerChoices servers = new ServerChoices();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    Path library() {
        return library;
    }

    Path accounts() {
        return accounts;
    }

    StateFolder state() {
        return new StateFolder(state);
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }

    boolean color() {
        return !noColor && System.getenv("NO_COLOR") == null;
    }

    /// How much is read at once on this computer.
    int connections() {
        return connections == null
                ? Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_AT_ONCE_UNASKED)
                : connections;
    }

    /// How many connections a server may be asked for.
    int serverConnections() {
        return connections == null ? SERVER_CONNECTIONS : connections;
    }

    /// What concerns servers alone.
    ServerChoices servers() {
        return servers;
    }

    /// A number out of range is wrong usage, not silently another number.
    static final class Connections implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return number(text, MOST_CONNECTIONS);
        }
    }

    /// @throws TypeConversionException if it is none from 1 to the most
    static Integer number(String text, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new TypeConversionException("'" + text + "' is no number from 1 to " + most);
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }
}
