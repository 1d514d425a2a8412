package mailtally.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads the mailboxes of an address field (RFC 5322 section 3.4): names, comments, routes, groups
/// and quoted local parts. Strict: what does not parse to its end is no list at all.
final class AddressList {
    /// A longer list counts as text only.
    static final int LIMIT = 2_000;

    private static final String SPECIALS = "()<>@,;:\\\"[]";

    private final String value;
    private int at;
    private boolean inGroup;
    private final List<String> addresses = new ArrayList<>();

    private AddressList(String value) {
        this.value = value;
    }

    /// The addresses in their order, each as `local@domain`: the local part without quotes, the
    /// domain in lower case. Empty where the field cannot be parsed.
    ///
    /// @param latin1 the field's value, one character a byte
    static Optional<List<String>> parse(String latin1) {
        AddressList list = new AddressList(latin1);
        try {
            list.read();
        } catch (NoAddressException e) {
            return Optional.empty();
        }
        return Optional.of(list.addresses);
    }

    /// The field is no list of addresses.
    private static final class NoAddressException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAddressException() {
            super("no address list", null, false, false);
        }
    }

    /// A word, a quoted string, a domain literal, or one special character.
    private record Token(String text, boolean special) {
        boolean is(char c) {
            return special && text.charAt(0) == c;
        }
    }

    private void read() throws NoAddressException {
        List<Token> pending = new ArrayList<>();
        for (Optional<Token> next = token(); next.isPresent(); next = token()) {
            Token t = next.get();
            if (t.is(',')) {
                bare(pending);
            } else if (t.is(';')) {
                bare(pending);
                require(inGroup);
                inGroup = false;
            } else if (t.is(':')) {
                require(
                        !inGroup
                                && !pending.isEmpty()
                                && pending.stream().noneMatch(Token::special));
                inGroup = true;
                pending.clear();
            } else if (t.is('<')) {
                require(pending.stream().noneMatch(Token::special));
                pending.clear();
                angle();
            } else {
                require(!t.special() || t.is('@'));
                pending.add(t);
            }
        }
        bare(pending);
        require(!inGroup); // a group wants its semicolon
    }

    /// What stood without angle brackets: an address, or nothing.
    private void bare(List<Token> pending) throws NoAddressException {
        if (!pending.isEmpty()) {
            add(pending);
            pending.clear();
        }
    }

    /// The rest of `<…>`, with what must follow it.
    private void angle() throws NoAddressException {
        List<Token> inside = new ArrayList<>();
        Token t = required();
        while (!t.is('>')) {
            if (t.is(':')) {
                inside.clear(); // an obsolete route (RFC 5322 section 4.4) is dropped
            } else {
                require(!t.special() || t.is('@') || t.is(','));
                inside.add(t);
            }
            t = required();
        }
        add(inside);
        int mark = at;
        Optional<Token> next = token();
        require(next.isEmpty() || next.get().is(',') || next.get().is(';'));
        at = mark;
    }

    private void add(List<Token> tokens) throws NoAddressException {
        require(
                tokens.size() == 3
                        && !tokens.get(0).special()
                        && tokens.get(1).is('@')
                        && !tokens.get(2).special()
                        && addresses.size() < LIMIT);
        String local = MailCharset.undeclared(tokens.get(0).text());
        String domain = MailCharset.undeclared(tokens.get(2).text());
        addresses.add(local + "@" + domain.toLowerCase(Locale.ROOT));
    }

    private Token required() throws NoAddressException {
        return token().orElseThrow(NoAddressException::new);
    }

    private static void require(boolean condition) throws NoAddressException {
        if (!condition) {
            throw new NoAddressException();
        }
    }

    private Optional<Token> token() throws NoAddressException {
        skipBlanksAndComments();
        if (at == value.length()) {
            return Optional.empty();
        }
        char c = value.charAt(at);
        if (c == '"') {
            return Optional.of(new Token(quoted(), false));
        }
        if (c == '[') {
            int end = value.indexOf(']', at);
            require(end > 0);
            String literal = value.substring(at, end + 1);
            at = end + 1;
            return Optional.of(new Token(literal, false));
        }
        if (SPECIALS.indexOf(c) >= 0) {
            at++;
            return Optional.of(new Token(String.valueOf(c), true));
        }
        int start = at;
        while (at < value.length() && wordCharacter(value.charAt(at))) {
            at++;
        }
        require(at > start); // a control character
        return Optional.of(new Token(value.substring(start, at), false));
    }

    private static boolean wordCharacter(char c) {
        return c > ' ' && c != 0x7f && SPECIALS.indexOf(c) < 0;
    }

    private String quoted() throws NoAddressException {
        StringBuilder text = new StringBuilder();
        for (at++; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '"') {
                at++;
                return text.toString();
            }
            if (c == '\\' && at + 1 < value.length()) {
                at++;
                text.append(value.charAt(at));
            } else if (c != '\r' && c != '\n') {
                text.append(c);
            }
        }
        throw new NoAddressException();
    }

    private void skipBlanksAndComments() throws NoAddressException {
        int depth = 0;
        for (; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '(') {
                depth++;
            } else if (depth > 0 && c == ')') {
                depth--;
            } else if (depth > 0 && c == '\\') {
                at++;
            } else if (depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                return;
            }
        }
        at = Math.min(at, value.length());
        require(depth == 0);
    }
}
