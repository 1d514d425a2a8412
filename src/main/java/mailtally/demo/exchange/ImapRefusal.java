package mailtally.demo.exchange;

/// NO or BAD to a command, in the words that were logged of Exchange.
final class ImapRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String status;
    private final boolean last;

    private ImapRefusal(String status, String words, boolean last) {
        super(words);
        this.status = status;
        this.last = last;
    }

    static ImapRefusal no(String words) {
        return new ImapRefusal("NO", words, false);
    }

    static ImapRefusal bad(String words) {
        return new ImapRefusal("BAD", words, false);
    }

    /// The command's arguments make no sense.
    static ImapRefusal badArgument() {
        return bad("Command Argument Error. 11");
    }

    /// The command is none, or too long.
    static ImapRefusal badCommand() {
        return bad("Command Error. 10");
    }

    /// Leave it alone for so long; the connection ends.
    static ImapRefusal throttled(long ms, boolean no) {
        return new ImapRefusal(
                no ? "NO" : "BAD",
                "Request is throttled. Suggested Backoff Time: " + ms + " milliseconds",
                true);
    }

    static ImapRefusal of(ExchangeRefusal refusal) {
        return switch (refusal.why()) {
            case FOLDER_RESERVED -> no("Folder name is reserved");
            case NO_SUCH_FOLDER -> no("The requested folder could not be found.");
            case TOO_LARGE -> no("Maximum size of appendable message has been exceeded.");
            case FULL -> no("Server Unavailable. 15");
            case LINE_TOO_LONG -> badCommand();
            case MALFORMED -> badArgument();
        };
    }

    /// `NO` or `BAD`.
    String status() {
        return status;
    }

    /// True if the connection ends with it.
    boolean last() {
        return last;
    }
}
