package mailtally.tally;

import java.util.EnumMap;
import java.util.Map;

/// The balance of a folder or of a whole account: **found** is counted where messages are read, the
/// buckets where they are judged, and both must agree. Used by one thread.
public final class Counts {
    private final Map<Bucket, Long> buckets = new EnumMap<>(Bucket.class);
    private long found;

    /// Counts messages that were found.
    public void found(long messages) {
        found += messages;
    }

    /// Counts messages that were judged.
    public void add(Bucket bucket, long messages) {
        buckets.merge(bucket, messages, Long::sum);
    }

    /// Adds another balance to this one.
    public void add(Counts other) {
        found += other.found;
        other.buckets.forEach(this::add);
    }

    /// How many messages were found.
    public long found() {
        return found;
    }

    /// How many messages ended in the bucket.
    public long of(Bucket bucket) {
        return buckets.getOrDefault(bucket, 0L);
    }

    /// True where every message that was found is in exactly one bucket.
    public boolean balanced() {
        return found == buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /// True where the balance is right and every message is proven.
    public boolean proven() {
        long proven = 0;
        for (Bucket bucket : Bucket.values()) {
            proven += bucket.proven() ? of(bucket) : 0;
        }
        return balanced() && proven == found;
    }
}
