package mailtally.tally;

import java.util.HashMap;
import java.util.Map;
import mailtally.message.Sha256;

/// Which messages of a group are proven, and where: what a surplus copy is measured against. A twin
/// counts only if the copy that proves it would also be safe enough for the surplus one.
final class Twins {
    private record Key(Sha256 digest, String folder, boolean keeps) {}

    private static final String ANY_FOLDER = "\0";

    private final Map<Key, String> proven = new HashMap<>();

    /// A proven message: its digest, the source's folder, and whether the proving copy stays.
    void add(Sha256 digest, ItemFolder folder, boolean keeps) {
        put(new Key(digest, folder.key(), keeps), folder.path());
        put(new Key(digest, ANY_FOLDER, keeps), folder.path());
    }

    /// Where a surplus copy ends: a duplicate, filed elsewhere, or null where it has no twin.
    Bucket bucket(Sha256 digest, ItemFolder folder) {
        if (find(digest, folder.key(), folder.purges()) != null) {
            return Bucket.DUPLICATE;
        }
        return find(digest, ANY_FOLDER, folder.purges()) == null ? null : Bucket.FILED_ELSEWHERE;
    }

    /// The sentence that goes with [#bucket].
    String reason(Sha256 digest, ItemFolder folder) {
        String here = find(digest, folder.key(), folder.purges());
        return here != null
                ? Reasons.duplicate(here)
                : Reasons.filedElsewhere(find(digest, ANY_FOLDER, folder.purges()));
    }

    private String find(Sha256 digest, String folder, boolean mayPurge) {
        String kept = proven.get(new Key(digest, folder, true));
        return kept != null || !mayPurge ? kept : proven.get(new Key(digest, folder, false));
    }

    private void put(Key key, String path) {
        proven.merge(key, path, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
}
