package mailtally.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import mailtally.gate.Evidence.LastCount;
import mailtally.gate.Evidence.Since;

/// What the last count proves, and whether it still does.
final class Counted {
    private static final Set<String> KINDS = Set.of("IMAP", "POP", "EXCHANGE");

    private Counted() {}

    /// [Condition#LIBRARY_WHOLE].
    static Finding libraryWhole(Evidence evidence, Moment now) {
        Condition here = Condition.LIBRARY_WHOLE;
        String kind = evidence.account().kind();
        if (!KINDS.contains(kind)) {
            // First of all, for nothing else that was found can be trusted of such an account.
            return Finding.red(
                    here,
                    now.now(),
                    kind.isBlank()
                            ? "The kind of this account is not known."
                            : kind + " is a kind of account that Mailtally does not know.",
                    "Keep this account, and choose one of kind IMAP, POP or Exchange");
        }
        if (evidence.lastCount().isEmpty()) {
            return Finding.unseen(here, "The last count was not taken.", Words.TAKE_THE_LAST_COUNT);
        }
        LastCount count = evidence.lastCount().get();
        if (now.isBefore(count.at())) {
            return Finding.red(
                    here,
                    count.at(),
                    Moment.CLOCK + "the last count is from later than now.",
                    Words.TAKE_THE_LAST_COUNT);
        }
        if (!count.doubts().isEmpty()) {
            return Finding.red(
                    here,
                    count.at(),
                    Words.first(count.doubts()),
                    "See what stands in the way, then take the last count");
        }
        if (count.server().found() == 0) {
            return Finding.red(
                    here,
                    count.at(),
                    "0 messages were found on this Mac. 0 proves nothing.",
                    "Look whether this is the right account, then take the last count");
        }
        String read = Words.messages(count.server().found()) + " read.";
        if (!count.doubtsApprovedBy().isBlank()) {
            return new Finding(
                    here,
                    Colour.AMBER,
                    read + " What stood in the way of the others was approved.",
                    Optional.of(count.at()),
                    count.doubtsApprovedBy(),
                    "");
        }
        return Finding.green(
                here, count.at(), read + " No folder is withheld, and every other count agrees.");
    }

    /// [Condition#SAFE_ON_SERVER].
    static Finding safeOnServer(Evidence evidence) {
        Condition here = Condition.SAFE_ON_SERVER;
        return evidence.lastCount()
                .map(
                        count ->
                                Balances.judge(
                                        here,
                                        count.at(),
                                        count.server(),
                                        "safe on the server",
                                        Words.TAKE_THE_LAST_COUNT))
                .orElseGet(() -> uncounted(here));
    }

    /// [Condition#NOTHING_LOST].
    static Finding nothingLost(Evidence evidence, Moment now) {
        Condition here = Condition.NOTHING_LOST;
        if (evidence.lastCount().isEmpty()) {
            return uncounted(here);
        }
        if (evidence.since().isEmpty()) {
            return Finding.unseen(
                    here, "Nobody looked since the last count.", "Look at both sides again");
        }
        LastCount count = evidence.lastCount().get();
        Since since = evidence.since().get();
        Instant at = since.at();
        if (!since.count().equals(count.id())) {
            return Finding.red(
                    here, at, "The last look continues another count.", "Look at both sides again");
        }
        if (!since.lost().isEmpty()) {
            // Before all that is only about time: what is lost stays lost when the clock is right.
            return Finding.red(
                    here,
                    at,
                    Words.first(since.lost()),
                    "See what is missing, then take the last count");
        }
        if (now.isBefore(at) || at.isBefore(count.at())) {
            return Finding.red(
                    here,
                    at,
                    Moment.CLOCK + "when both sides were looked at is not known.",
                    "Look at both sides again");
        }
        boolean late = now.isTooLateFor(at);
        if (now.isPastTheHourOf(count.at())) {
            return Finding.red(
                    here,
                    at,
                    "The hour is over." + (late ? "" : " Nothing changed."),
                    Words.TAKE_THE_LAST_COUNT);
        }
        if (late) {
            return Finding.red(
                    here,
                    at,
                    "Nobody looked for more than " + Gate.LOOK.toSeconds() + " seconds.",
                    "Look at both sides again");
        }
        return Finding.green(here, at, "0 messages lost since the last count.");
    }

    /// What a condition says that needs the last count, where there is none.
    static Finding uncounted(Condition condition) {
        return Finding.unseen(
                condition, "Not known before the last count.", Words.TAKE_THE_LAST_COUNT);
    }
}
