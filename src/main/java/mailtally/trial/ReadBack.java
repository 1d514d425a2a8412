package mailtally.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Digester;
import mailtally.message.Envelope;
import mailtally.message.MessageBytes;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;

/// What is in the trial's folder, read anew. Each message is short; a longer one is not kept.
final class ReadBack implements HoldingVisitor {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_MESSAGES = 100;

    private final List<Seen> seen = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    /// One message.
    ///
    /// @param bytes its own copy
    record Seen(Holding holding, Envelope envelope, MessageBytes bytes) {}

    List<Seen> seen() {
        return seen;
    }

    /// What could not be read, a sentence each.
    List<String> troubles() {
        return troubles;
    }

    @Override
    public void message(Holding holding, MessageBytes bytes) throws IOException {
        if (bytes.sizeBytes() > MOST_BYTES || seen.size() >= MOST_MESSAGES) {
            troubles.add("There is a message that is none of the trial's.");
            return;
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Envelope envelope = new Digester().digest(bytes, copy).envelope();
        seen.add(new Seen(holding, envelope, MessageBytes.of(copy.toByteArray())));
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
        troubles.add(reason);
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        troubles.add(reason);
    }
}
