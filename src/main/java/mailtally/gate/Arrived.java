package mailtally.gate;

import mailtally.gate.Evidence.Arrival;

/// What came to the new mailbox, where it is proven before the old account goes.
final class Arrived {
    private static final String CHECK = "Check the arrivals again";

    private Arrived() {}

    /// [Condition#NEW_MAILBOX].
    static Finding newMailbox(Evidence evidence, Moment now) {
        Condition here = Condition.NEW_MAILBOX;
        if (evidence.arrival().isEmpty() && evidence.lastCount().isEmpty()) {
            return Counted.uncounted(here);
        }
        if (evidence.arrival().isEmpty()) {
            return Finding.unseen(here, "Nobody looked at the new mailbox.", "Check the arrivals");
        }
        Arrival arrival = evidence.arrival().get();
        if (arrival.sourceEmptied()) {
            // The worst first: whatever arrived, the Mac is about to lose its own copy.
            return Finding.red(
                    here,
                    arrival.at(),
                    "The old mailbox was emptied while its account is on this Mac: opening Mail"
                            + " empties this Mac too.",
                    "Keep Mail closed, and put the messages back from the backup");
        }
        if (now.isBefore(arrival.at())) {
            return Finding.red(
                    here,
                    arrival.at(),
                    Moment.CLOCK + "when the new mailbox was looked at is not known.",
                    CHECK);
        }
        long counted = evidence.lastCount().map(count -> count.server().found()).orElse(0L);
        if (arrival.balance().found() < counted) {
            return Finding.red(
                    here,
                    arrival.at(),
                    Words.messages(counted)
                            + " counted, "
                            + Words.number(arrival.balance().found())
                            + " looked for in the new mailbox.",
                    CHECK);
        }
        if (!arrival.works()) {
            return Finding.red(
                    here,
                    arrival.at(),
                    "The new account was not seen on this Mac with mail in it.",
                    "Add the new account to this Mac, and look again");
        }
        return Balances.judge(here, arrival.at(), arrival.balance(), "in the new mailbox", CHECK);
    }
}
