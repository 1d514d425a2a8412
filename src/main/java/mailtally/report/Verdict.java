package mailtally.report;

/// What a run proved.
public enum Verdict {
    /// Every message is proven.
    PROVEN,
    /// Something is left; what, is listed.
    NOT_PROVEN,
    /// The run could not be finished.
    FAILED
}
