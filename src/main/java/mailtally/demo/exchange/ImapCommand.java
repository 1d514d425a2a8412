package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A command as it came.
///
/// @param tag the client's own name for it
/// @param name in upper case, with UID where that stands before it: `UID FETCH`
/// @param arguments what follows
record ImapCommand(String tag, String name, List<ImapToken> arguments) {
    ImapCommand {
        arguments = List.copyOf(arguments);
    }

    /// Reads it out of its words.
    static ImapCommand of(String tag, List<ImapToken> words) throws ImapRefusal {
        List<ImapToken> rest = new ArrayList<>(words);
        String name = verb(rest);
        return new ImapCommand(tag, name.equals("UID") ? name + " " + verb(rest) : name, rest);
    }

    private static String verb(List<ImapToken> rest) throws ImapRefusal {
        if (!rest.isEmpty()
                && rest.removeFirst() instanceof ImapToken.Word(String text, var form)
                && form == ImapToken.Form.ATOM) {
            return text.toUpperCase(Locale.ROOT);
        }
        throw ImapRefusal.badCommand();
    }

    /// How many arguments there are.
    int size() {
        return arguments.size();
    }

    /// An argument that must be a word.
    String word(int at) throws ImapRefusal {
        if (at < size() && arguments.get(at) instanceof ImapToken.Word(String text, _)) {
            return text;
        }
        throw ImapRefusal.badArgument();
    }

    /// An argument that must be a group, or one word that stands for a group of one.
    List<ImapToken> group(int at) throws ImapRefusal {
        if (at >= size()) {
            throw ImapRefusal.badArgument();
        }
        return arguments.get(at) instanceof ImapToken.Group(List<ImapToken> tokens)
                ? tokens
                : List.of(arguments.get(at));
    }

    /// The words of a group.
    static List<String> words(List<ImapToken> tokens) throws ImapRefusal {
        List<String> words = new ArrayList<>();
        for (ImapToken token : tokens) {
            if (!(token instanceof ImapToken.Word(String text, _))) {
                throw ImapRefusal.badArgument();
            }
            words.add(text);
        }
        return words;
    }
}
