package mailtally.store.ews;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What the server answered instead of doing something.
///
/// @param code the response code of EWS, such as `ErrorServerBusy`, or `HTTP 503`
/// @param words the server's own, in one line, shortened, unescaped
/// @param backOff how long it asks to be left alone, where it does
record Refusal(String code, String words, Optional<Duration> backOff) {
    private static final int MOST_CHARS = 300;

    private static final Set<String> FEWER =
            Set.of("ErrorExceededConnectionCount", "ErrorTooManyObjectsOpened");

    /// Answers that another try may change. What was asked may have been done or not. A fault that
    /// has no word of EWS says that the server broke (SOAP 1.1 section 4.4.1), and no more.
    private static final Set<String> PASSING =
            Set.of(
                    "Receiver",
                    "Server",
                    "a fault without a code",
                    "ErrorBatchProcessingStopped",
                    "ErrorConnectionFailed",
                    "ErrorConnectionFailedTransientError",
                    "ErrorInsufficientResources",
                    "ErrorInternalServerError",
                    "ErrorInternalServerTransientError",
                    "ErrorMailboxFailover",
                    "ErrorMailboxMoveInProgress",
                    "ErrorMailboxStoreUnavailable",
                    "ErrorNotEnoughMemory",
                    "ErrorTimeoutExpired");

    Refusal {
        String line = words.replaceAll("\\s+", " ").strip().replaceFirst("\\.+$", "");
        words = line.length() > MOST_CHARS ? line.substring(0, MOST_CHARS) + "..." : line;
        code = code.replaceAll("[^A-Za-z0-9 ]", "");
    }

    /// True where the server did nothing and asks for time: it is safe to ask again, later.
    boolean busy() {
        return code.equals("ErrorServerBusy")
                || code.equals("HTTP 429")
                || (gateway() && backOff.isPresent())
                || fewer();
    }

    /// True where somebody before the server can have said it, who does not know what was done.
    boolean gateway() {
        return code.equals("HTTP 503");
    }

    /// True where it wants fewer connections.
    boolean fewer() {
        return FEWER.contains(code);
    }

    /// True where another try may end otherwise.
    boolean passing() {
        return PASSING.contains(code) || (gateway() && backOff.isEmpty());
    }

    /// Code and words as the end of a sentence, without a full stop.
    String text() {
        return words.isEmpty() ? code : code + ": " + words;
    }
}
