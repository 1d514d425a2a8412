package mailtally.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A command split into words as a POSIX shell splits it, and no more: blanks divide, quotes and
/// backslashes hold together. What only a shell could do is refused, since it would otherwise be
/// handed to the program as text in silence.
final class CommandWords {
    private static final String FOR_A_SHELL = "|&;<>()$`\n";
    private static final String IN_QUOTES_TOO = "$`";
    private static final char OPEN_END = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /// @throws IllegalArgumentException if it cannot be split; the message says why and has nothing
    ///     of the command in it
    static List<String> split(String command) {
        return new CommandWords(command).split();
    }

    /// Why it cannot be split, as a sentence.
    static Optional<String> problem(String command) {
        try {
            split(command);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t' -> end();
                case '\'' -> single();
                case '"' -> twice();
                case '\\' -> take(next());
                default -> {
                    refuse(c, FOR_A_SHELL);
                    take(c);
                }
            }
        }
        end();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("No command was named.");
        }
        return words;
    }

    private void single() {
        begun = true;
        for (char c = next(); c != '\''; c = next()) {
            word.append(c);
        }
    }

    private void twice() {
        begun = true;
        for (char c = next(); c != '"'; c = next()) {
            refuse(c, IN_QUOTES_TOO);
            if (c == '\\') {
                char escaped = next();
                // POSIX, Shell Command Language, 2.2.3: before others it stands for itself.
                if ("$`\"\\".indexOf(escaped) < 0) {
                    word.append(c);
                }
                word.append(escaped);
            } else {
                word.append(c);
            }
        }
    }

    private char next() {
        if (at == text.length()) {
            throw new IllegalArgumentException("A quote or a backslash has nothing behind it.");
        }
        char c = text.charAt(at++);
        if (c == OPEN_END) {
            throw new IllegalArgumentException("There is a NUL in the command.");
        }
        return c;
    }

    private void take(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }

    private static void refuse(char c, String signs) {
        if (c == OPEN_END || signs.indexOf(c) >= 0) {
            throw new IllegalArgumentException(
                    "The command is run without a shell, so it can have no pipes, variables or other"
                            + " commands in it. Write them into a script, and name that.");
        }
    }
}
