package mailtally.store.ews;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mailtally.message.Sha256;

/// Which ids were met before, in eight bytes each: a million ids of Exchange would take 200 MB. Two
/// of them are taken for one with a chance of one in some 30 million for a million of ids; the
/// folder then has one message less than it counts, and nothing is proven.
final class SeenIds {
    private static final int FIRST = 1 << 10;

    private long[] places = new long[FIRST];
    private int count;

    /// True if it was not met before.
    boolean add(String id) {
        if (count * 2 >= places.length) {
            grow();
        }
        return put(places, mark(id));
    }

    private boolean put(long[] into, long mark) {
        int at = (int) mark & (into.length - 1);
        while (into[at] != 0) {
            if (into[at] == mark) {
                return false;
            }
            at = (at + 1) & (into.length - 1);
        }
        into[at] = mark;
        count++;
        return true;
    }

    private void grow() {
        long[] old = places;
        places = new long[old.length * 2];
        count = 0;
        Arrays.stream(old).filter(mark -> mark != 0).forEach(mark -> put(places, mark));
    }

    private static long mark(String id) {
        byte[] digest = Sha256.digestOf(id.getBytes(StandardCharsets.US_ASCII)).bytes();
        long mark = ByteBuffer.wrap(digest).getLong();
        return mark == 0 ? 1 : mark;
    }
}
