package mailtally.demo.exchange;

import java.util.List;

/// An argument of a command.
sealed interface ImapToken {
    /// A word; a character is a byte.
    record Word(String text, Form form) implements ImapToken {}

    /// Several in parentheses.
    record Group(List<ImapToken> tokens) implements ImapToken {
        public Group {
            tokens = List.copyOf(tokens);
        }
    }

    /// How a word came.
    enum Form {
        ATOM,
        QUOTED,
        LITERAL
    }
}
