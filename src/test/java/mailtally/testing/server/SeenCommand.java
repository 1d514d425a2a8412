package mailtally.testing.server;

import java.util.Locale;
import java.util.Set;

/// A command that a client sent through a [FaultProxy], whether or not it reached the server.
///
/// @param connection 1 for the proxy's first
/// @param tag empty in POP3
/// @param name in capitals, as in `UID FETCH`
/// @param arguments of its first line, a literal as `{12}`; none where secrets may be in them
public record SeenCommand(int connection, String tag, String name, String arguments) {
    private static final Set<String> SECRET =
            Set.of("LOGIN", "AUTHENTICATE", "PASS", "APOP", "AUTH");

    static SeenCommand imap(int connection, String line) {
        String[] words = line.split(" ", 4);
        String name = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "";
        int first = 2;
        if (name.equals("UID") && words.length > 2) {
            name += " " + words[2].toUpperCase(Locale.ROOT);
            first = 3;
        }
        return new SeenCommand(
                connection, words[0], name, arguments(name, line.split(" ", first + 1), first));
    }

    static SeenCommand pop(int connection, String line) {
        String[] words = line.split(" ", 2);
        String name = words[0].toUpperCase(Locale.ROOT);
        return new SeenCommand(connection, "", name, arguments(name, words, 1));
    }

    /// True if this is the command of a fault: its name, its name after UID, or `*`.
    boolean is(String wanted) {
        return wanted.equals("*") || name.equals(wanted) || name.equals("UID " + wanted);
    }

    private static String arguments(String name, String[] words, int first) {
        return words.length <= first || SECRET.contains(name) ? "" : words[first];
    }
}
