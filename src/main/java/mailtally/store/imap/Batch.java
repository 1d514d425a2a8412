package mailtally.store.imap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Some messages of a folder that are fetched together. Filled by one thread, then emptied by
/// another.
final class Batch {
    private final List<Long> uids;
    private final Set<Long> known;
    private final Map<Long, Fetched> got = new HashMap<>();
    private final Map<Long, String> troubles = new HashMap<>();
    private long lastUid;

    /// @param uids ascending
    /// @param known those of which only flags and date are asked for
    Batch(List<Long> uids, Collection<Long> known) {
        this.uids = List.copyOf(uids);
        this.known = Set.copyOf(known);
    }

    List<Long> uids() {
        return uids;
    }

    boolean known(long uid) {
        return known.contains(uid);
    }

    /// What is still to be asked for.
    ///
    /// @param whole true for the messages with their bytes, false for those that are known
    List<Long> open(boolean whole) {
        List<Long> open = new ArrayList<>();
        for (long uid : uids) {
            if (known.contains(uid) != whole
                    && !got.containsKey(uid)
                    && !troubles.containsKey(uid)) {
                open.add(uid);
            }
        }
        return open;
    }

    /// Keeps what was asked for; a server may send more, and the same twice.
    void add(Fetched fetched) {
        boolean asked = asked(fetched.uid()) && !got.containsKey(fetched.uid());
        boolean wanted =
                fetched.answersForBody()
                        || (known.contains(fetched.uid()) && fetched.internalDate().isPresent());
        if (asked && wanted) {
            got.put(fetched.uid(), fetched);
            lastUid = fetched.uid();
        } else {
            fetched.close();
        }
    }

    private boolean asked(long uid) {
        return Collections.binarySearch(uids, uid) >= 0;
    }

    /// The connection broke right behind the last message: how long it is was said by a server that
    /// then made no sense.
    void doubtLast() {
        Optional.ofNullable(got.remove(lastUid)).ifPresent(Fetched::close);
    }

    void trouble(long uid, String reason) {
        troubles.put(uid, reason);
    }

    Optional<Fetched> got(long uid) {
        return Optional.ofNullable(got.get(uid));
    }

    Optional<String> trouble(long uid) {
        return Optional.ofNullable(troubles.get(uid));
    }

    /// Takes back an answer without a message, so that it is asked for again.
    void forgetEmpty() {
        got.values().removeIf(f -> !known.contains(f.uid()) && f.empty());
    }

    /// How many bytes its messages have, in memory or in files.
    long bytes() {
        return got.values().stream().mapToLong(Fetched::bytes).sum();
    }

    long messages() {
        return uids.size() - (long) known.size();
    }

    void close() {
        got.values().forEach(Fetched::close);
    }
}
