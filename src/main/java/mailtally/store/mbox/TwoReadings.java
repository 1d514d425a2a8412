package mailtally.store.mbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import mailtally.message.MessageBytes;

/// A message whose quoting is not known: one reading first, the other at hand.
record TwoReadings(MessageBytes first, MessageBytes other) implements MessageBytes {
    @Override
    public long sizeBytes() {
        return first.sizeBytes();
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        first.writeTo(sink);
    }

    @Override
    public InputStream open() throws IOException {
        return first.open();
    }

    @Override
    public Optional<MessageBytes> otherReading() {
        return Optional.of(other);
    }
}
