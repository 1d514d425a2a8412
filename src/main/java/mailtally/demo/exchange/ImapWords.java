package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;

/// Takes a command's text apart (RFC 3501 section 4). Its literals stand aside, each in the text as
/// one character that no byte is.
final class ImapWords {
    /// Stands for the next literal.
    static final char LITERAL = '\u0100';

    private static final int DEEPEST = 10;

    private final String text;
    private final List<String> literals;
    private int at;
    private int literal;

    private ImapWords(String text, List<String> literals) {
        this.text = text;
        this.literals = literals;
    }

    static List<ImapToken> of(String text, List<String> literals) throws ImapRefusal {
        return new ImapWords(text, literals).some(0);
    }

    private List<ImapToken> some(int depth) throws ImapRefusal {
        List<ImapToken> tokens = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == ')') {
                if (depth == 0) {
                    throw ImapRefusal.badArgument();
                }
                at++;
                return tokens;
            } else {
                tokens.add(one(c, depth));
            }
        }
        if (depth > 0) {
            throw ImapRefusal.badArgument();
        }
        return tokens;
    }

    private ImapToken one(char c, int depth) throws ImapRefusal {
        if (c == '(') {
            if (depth == DEEPEST) {
                throw ImapRefusal.badArgument();
            }
            at++;
            return new ImapToken.Group(some(depth + 1));
        }
        if (c == '"') {
            return new ImapToken.Word(quoted(), ImapToken.Form.QUOTED);
        }
        if (c == LITERAL) {
            at++;
            return new ImapToken.Word(literals.get(literal++), ImapToken.Form.LITERAL);
        }
        return new ImapToken.Word(atom(), ImapToken.Form.ATOM);
    }

    private String quoted() throws ImapRefusal {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return word.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            word.append(text.charAt(at));
        }
        throw ImapRefusal.badArgument();
    }

    /// A section of FETCH, `BODY[HEADER.FIELDS (A B)]`, is one word.
    private String atom() throws ImapRefusal {
        int from = at;
        boolean inside = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            inside = c == '[' || (inside && c != ']');
            if (c == LITERAL) {
                throw ImapRefusal.badArgument();
            }
            if (!inside && (c == ' ' || c == '(' || c == ')' || c == '"')) {
                break;
            }
            at++;
        }
        return text.substring(from, at);
    }
}
