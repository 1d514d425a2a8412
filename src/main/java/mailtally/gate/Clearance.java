package mailtally.gate;

import java.time.Instant;

/// The decision that an account may be removed now. Made by [Gate#decide] alone; there is no other
/// way to have one, and it is never kept: who wants to know again asks again.
///
/// @param account the account's id in the library
/// @param library the library it lies in
/// @param count names the last count that it stands on
/// @param from when the last count was finished
/// @param until an hour later; from then on it is void
/// @param approved how many messages it stands on by approval
public record Clearance(
        String account, String library, String count, Instant from, Instant until, long approved) {
    public Clearance {
        if (StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass()
                != Gate.class) {
            throw new IllegalStateException("only the gate makes a clearance");
        }
    }
}
