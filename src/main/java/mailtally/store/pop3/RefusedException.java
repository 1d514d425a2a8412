package mailtally.store.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server answered `-ERR`. The connection goes on. The message is its own words, unescaped.
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARS = 300;
    private static final Pattern CODE = Pattern.compile("\\[([A-Za-z0-9/_-]+)[^\\]]*\\].*");

    /// RFC 2449 section 8.1, RFC 3206 section 4.
    private static final Set<String> PASSING = Set.of("IN-USE", "LOGIN-DELAY", "SYS/TEMP");

    RefusedException(String words) {
        super(words.length() > MOST_CHARS ? words.substring(0, MOST_CHARS) + "..." : words);
    }

    /// The refusal that this line is, or garbage if it is none.
    ///
    /// @param line one character a byte
    static RefusedException of(String line) throws BrokenException {
        if (!line.startsWith("-ERR")) {
            throw new BrokenException("it answered what no POP3 server does");
        }
        String words =
                new String(
                        line.substring("-ERR".length()).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8);
        return new RefusedException(words.isBlank() ? "-ERR, without a reason" : words.strip());
    }

    /// The response code (RFC 2449 section 8) in upper case; empty where there is none.
    String code() {
        Matcher code = CODE.matcher(getMessage());
        return code.matches() ? code.group(1).toUpperCase(Locale.ROOT) : "";
    }

    /// True where another program has the mailbox, or it is too soon: user and password are right.
    boolean inUse() {
        return code().equals("IN-USE") || code().equals("LOGIN-DELAY");
    }

    /// True where the same command may well succeed a while later.
    boolean passing() {
        return PASSING.contains(code());
    }
}
