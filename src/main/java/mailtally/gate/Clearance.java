package mailtally.gate;

import java.time.Instant;

/// The decision that an account may be removed now. Made by [Gate#decide] alone; there is no other
/// way to have one, and it is never kept: who wants to know again asks again. So it is no record,
/// whose constructor would be everybody's, and cannot be serialized. May be used by any thread.
public final class Clearance {
    private final String account;
    private final String library;
    private final String count;
    private final Instant from;
    private final Instant until;
    private final long approved;

    Clearance(
            String account,
            String library,
            String count,
            Instant from,
            Instant until,
            long approved) {
        // Reflection and method handles pass the walls of a package, but not this: their own frames
        // are left out of the walk, so that the caller is whoever used them.
        if (StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).getCallerClass()
                != Gate.class) {
            throw new IllegalStateException("only the gate makes a clearance");
        }
        this.account = account;
        this.library = library;
        this.count = count;
        this.from = from;
        this.until = until;
        this.approved = approved;
    }

    /// The account's id in the library.
    public String account() {
        return account;
    }

    /// The library that it lies in.
    public String library() {
        return library;
    }

    /// Names the last count that it stands on.
    public String count() {
        return count;
    }

    /// When the last count was finished.
    public Instant from() {
        return from;
    }

    /// An hour later; at this very moment it is void.
    public Instant until() {
        return until;
    }

    /// How many messages it stands on by approval: on the server, in the backup and in the new
    /// mailbox, one that is approved in two places twice.
    public long approved() {
        return approved;
    }

    @Override
    public String toString() {
        return "clearance of " + account + " on count " + count + " until " + until;
    }
}
