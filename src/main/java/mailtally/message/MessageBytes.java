package mailtally.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// The bytes of one message, exactly as a store holds them, without the store's own envelope (the
/// length line of an .emlx, the `From ` line and the quoting of an mbox).
///
/// Owned by the store that hands it out, and valid only until the call that it was handed out in
/// returns. May be read more than once in that time, by one thread.
///
/// Messages up to [#IN_MEMORY_LIMIT_BYTES] are handed out from memory, in one `write` to the sink;
/// larger ones are streamed from their file.
public interface MessageBytes {
    /// The largest message that a store may hold in memory whole: 4 MiB.
    int IN_MEMORY_LIMIT_BYTES = 4 << 20;

    /// How many bytes [#writeTo] writes.
    long sizeBytes();

    /// Writes the whole message to the sink. A message held in memory is one call of
    /// `write(byte[], int, int)`.
    ///
    /// @throws UnreadableException if the message cannot be read to its end; the sink may have got
    ///     some of it. Final for this reading.
    /// @throws IOException whatever the sink throws, unchanged
    void writeTo(OutputStream sink) throws IOException;

    /// The whole message as a stream, for parsers. Reading throws [UnreadableException] where the
    /// message cannot be read.
    InputStream open() throws IOException;

    /// The same stored bytes read by the store's other quoting rule, where the store cannot know
    /// which one was used: an mbox line `>From ` may be a quoted `From ` or stand for itself.
    default Optional<MessageBytes> otherReading() {
        return Optional.empty();
    }

    /// At most the first `limit` bytes.
    default byte[] head(int limit) throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(limit);
        }
    }

    /// A message in memory. The array is not copied and must not change while this is in use.
    static MessageBytes of(byte[] message) {
        return of(message, 0, message.length);
    }

    /// A message in part of an array. The array is not copied.
    static MessageBytes of(byte[] buffer, int offset, int length) {
        return new InMemoryBytes(buffer, offset, length, Optional.empty());
    }

    /// A message in memory that can be read in two ways.
    static MessageBytes of(byte[] message, MessageBytes otherReading) {
        return new InMemoryBytes(message, 0, message.length, Optional.of(otherReading));
    }
}
