package mailtally.store.pop3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Which numbers the messages of the first list have in this session: numbers are given anew in
/// each (RFC 1939 section 5), UIDLs stay (section 7).
final class Numbers {
    /// The same as at first.
    static final Numbers SAME = new Numbers(Optional.empty(), true);

    private final Optional<Map<String, Integer>> byUidl;
    private final boolean samePlaces;

    private Numbers(Optional<Map<String, Integer>> byUidl, boolean samePlaces) {
        this.byUidl = byUidl;
        this.samePlaces = samePlaces;
    }

    /// The numbers in a later list.
    static Numbers of(Listing first, Listing now) {
        if (now.continues(first)) {
            return SAME;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (Entry entry : now.byUidl()) {
            numbers.put(entry.uidl(), entry.number());
        }
        return new Numbers(Optional.of(numbers), false);
    }

    /// The message's number now. Nothing if it is no longer there or, for want of a UIDL, can no
    /// longer be told from others.
    OptionalInt now(Entry entry) {
        if (samePlaces) {
            return OptionalInt.of(entry.number());
        }
        Integer number = entry.named() ? byUidl.orElseThrow().get(entry.uidl()) : null;
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /// Why a message has no number any more.
    static String gone(Entry entry) {
        return entry.named()
                ? "The server no longer lists it: it was removed meanwhile, or got another UIDL."
                : "The connection broke, the server's list has changed since, and without a UIDL of"
                        + " its own the message cannot be told from others.";
    }
}
