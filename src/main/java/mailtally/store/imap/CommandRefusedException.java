package mailtally.store.imap;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server answered NO or BAD to a command (RFC 9051 section 7.1). The connection goes on. The
/// message is the server's own words, without a full stop.
final class CommandRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MOST_CHARS = 300;
    private static final Pattern BACK_OFF =
            Pattern.compile("(?i)back-?off time:?\\s*(\\d{1,9})\\s*milliseconds");
    private static final Pattern CODE = Pattern.compile("\\[([A-Za-z0-9-]+)[^\\]]*\\].*");

    private final String words;

    CommandRefusedException(String words) {
        super(
                words.length() > MOST_CHARS
                        ? words.substring(0, MOST_CHARS) + "..."
                        : words.strip().replaceFirst("\\.+$", ""));
        this.words = words;
    }

    /// How long the server asks to be left alone, where it does.
    Optional<Duration> backOff() {
        Matcher asked = BACK_OFF.matcher(words);
        return asked.find()
                ? Optional.of(Duration.ofMillis(Long.parseLong(asked.group(1))))
                : Optional.empty();
    }

    /// The response code (RFC 5530), such as `OVERQUOTA`, in upper case; empty where there is none.
    String code() {
        Matcher code = CODE.matcher(words);
        return code.matches() ? code.group(1).toUpperCase(java.util.Locale.ROOT) : "";
    }

    /// True where the same command may well succeed a moment later.
    boolean passing() {
        return backOff().isPresent()
                || code().equals("UNAVAILABLE")
                || code().equals("INUSE")
                || code().equals("LIMIT");
    }
}
