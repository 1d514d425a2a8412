package mailtally.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import mailtally.journey.MoveRecord;
import mailtally.message.Sha256;

/// The digests of a chain of events: that of an event is the SHA-256 of the digest before it in
/// hex (64 zeros at first), a line feed, and the event's line. The last one is the chain's head.
final class Chain {
    /// What the first event follows.
    static final String BEGINNING = "0".repeat(64);

    private final List<String> digests = new ArrayList<>();

    /// The digest of a line that follows the event with the digest `before`.
    static String next(String before, byte[] line) {
        MessageDigest sha = Sha256.newDigest();
        sha.update(before.getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) '\n');
        sha.update(line);
        return Sha256.finish(sha).hex();
    }

    /// An event's line as it is kept.
    static byte[] bytes(MoveRecord.Event event) {
        return event.line().getBytes(StandardCharsets.UTF_8);
    }

    /// Writes the lines as they were kept.
    ///
    /// @throws IOException if one is no line: then it cannot be told from two
    static Chain write(List<MoveRecord.Event> events, OutputStream file) throws IOException {
        Chain chain = new Chain();
        try (OutputStream out = new java.io.BufferedOutputStream(file)) {
            for (MoveRecord.Event event : events) {
                byte[] line = bytes(event);
                if (event.line().indexOf('\n') >= 0) {
                    throw new IOException(
                            "event " + event.number() + " of this move is not kept as one line");
                }
                chain.digests.add(next(chain.head(), line));
                out.write(line);
                out.write('\n');
            }
        }
        return chain;
    }

    /// The digest of the last event, or [#BEGINNING] where there is none.
    String head() {
        return digests.isEmpty() ? BEGINNING : digests.getLast();
    }

    /// The digest of an event.
    ///
    /// @param index from 0
    String digest(int index) {
        return digests.get(index);
    }

    /// The number of the first event that does not follow from the one before it as the record has
    /// it; empty where the chain holds.
    OptionalLong brokenAt(List<MoveRecord.Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (!digests.get(i).equals(events.get(i).digest()) || events.get(i).number() != i + 1) {
                return OptionalLong.of(i + 1L);
            }
        }
        return OptionalLong.empty();
    }
}
