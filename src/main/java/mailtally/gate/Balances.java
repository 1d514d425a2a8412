package mailtally.gate;

import java.time.Instant;
import java.util.Optional;
import mailtally.gate.Evidence.Balance;

/// What a balance says for a condition: nothing left is green, by approval amber, else red.
final class Balances {
    private Balances() {}

    /// Judges.
    ///
    /// @param where "safe on the server", "in the backup"
    /// @param again what to do where nothing was counted at all
    static Finding judge(
            Condition condition, Instant at, Balance balance, String where, String again) {
        if (balance.found() == 0) {
            return Finding.red(condition, at, "0 messages were compared. 0 proves nothing.", again);
        }
        String of = " of " + Words.messages(balance.found());
        if (balance.left() > 0) {
            String left = Words.number(balance.left());
            boolean one = balance.left() == 1;
            String first = balance.firstLeft().isBlank() ? "" : ", first " + balance.firstLeft();
            return Finding.red(
                    condition,
                    at,
                    left + of + (one ? " is not " : " are not ") + where + first + ".",
                    "See the " + left + (one ? " that is left" : " that are left"));
        }
        String proven = Words.number(balance.proven()) + of + " " + where;
        if (balance.approved() == 0) {
            return Finding.green(condition, at, proven + ".");
        }
        String approved = Words.number(balance.approved());
        if (balance.approvedBy().isBlank()) {
            return Finding.red(
                    condition,
                    at,
                    approved + of + " approved, and by whom is not known.",
                    "Take the approval back and give it with a name");
        }
        return new Finding(
                condition,
                Colour.AMBER,
                proven + ", " + approved + " approved.",
                Optional.of(at),
                balance.approvedBy(),
                "");
    }
}
