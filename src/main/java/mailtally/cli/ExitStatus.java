package mailtally.cli;

import mailtally.report.Verdict;

/// What the program's exit status means; decided here and nowhere else.
final class ExitStatus {
    static final int PROVEN = 0;
    static final int NOT_PROVEN = 1;
    static final int USAGE = 2;
    static final int UNAVAILABLE = 3;
    static final int REFUSED = 4;
    static final int STOPPED = 5;
    static final int DEFECT = 70;

    /// The lines for every help text.
    static final String[] HELP = {
        "0:All proven, or done",
        "1:Not proven",
        "2:Wrong usage",
        "3:Something could not be reached or read",
        "4:Refused by the gate",
        "5:Stopped by the user, or a question was answered with no",
        "70:A defect of ours"
    };

    private ExitStatus() {}

    /// The status of a run that reached its end.
    ///
    /// @param balanced whether every message that was found is accounted for; a run that is not is
    ///     a
    ///     defect whatever it says
    static int of(Verdict verdict, boolean balanced) {
        if (!balanced) {
            return DEFECT;
        }
        return switch (verdict) {
            case PROVEN -> PROVEN;
            case NOT_PROVEN -> NOT_PROVEN;
            case FAILED -> UNAVAILABLE;
        };
    }
}
