package mailtally.web;

/// A request that is not served, with the sentence that says why and what to do.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean wayBack;

    /// @param wayBack whether this browser may show the move: a link to it is drawn then
    Refused(int status, String sentence, boolean wayBack) {
        super(sentence, null, false, false);
        this.status = status;
        this.wayBack = wayBack;
    }

    int status() {
        return status;
    }

    boolean wayBack() {
        return wayBack;
    }
}
