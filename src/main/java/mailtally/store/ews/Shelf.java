package mailtally.store.ews;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The messages of one answer, in the order in which they came. What is more than memory may hold
/// goes to files, which go when this is closed. Used by one thread at a time.
final class Shelf implements AutoCloseable {
    private final Path spill;
    private final List<Mime> messages = new ArrayList<>();
    private long memoryLeft;

    /// Of the one message that is being filled.
    private final byte[] piece = new byte[Mime.PIECE];

    private final byte[] decoded = new byte[Mime.PIECE / 4 * 3];

    /// @param spill a folder for what is too large
    /// @param memoryBytes how much may stay in memory
    Shelf(Path spill, long memoryBytes) {
        this.spill = spill;
        this.memoryLeft = memoryBytes;
    }

    /// An empty message, to be filled and then kept.
    Mime begin() {
        return new Mime(this);
    }

    /// Keeps a message that has come to its end; the answer is its number.
    int keep(Mime mime) throws java.io.IOException {
        mime.end();
        messages.add(mime);
        return messages.size() - 1;
    }

    /// The message with this number, as an answer's element has it.
    Mime get(String number) {
        return messages.get(Integer.parseInt(number));
    }

    byte[] piece() {
        return piece;
    }

    byte[] decoded() {
        return decoded;
    }

    Path spill() {
        return spill;
    }

    boolean takeMemory(long bytes) {
        if (memoryLeft < bytes) {
            return false;
        }
        memoryLeft -= bytes;
        return true;
    }

    void giveMemory(long bytes) {
        memoryLeft += bytes;
    }

    @Override
    public void close() {
        messages.forEach(Mime::drop);
    }
}
