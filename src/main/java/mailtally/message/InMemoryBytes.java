package mailtally.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;

/// A message that lies in an array.
final class InMemoryBytes implements MessageBytes {
    private final byte[] buffer;
    private final int offset;
    private final int length;
    private final Optional<MessageBytes> otherReading;

    InMemoryBytes(byte[] buffer, int offset, int length, Optional<MessageBytes> otherReading) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.otherReading = otherReading;
    }

    @Override
    public long sizeBytes() {
        return length;
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        sink.write(buffer, offset, length);
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(buffer, offset, length);
    }

    @Override
    public Optional<MessageBytes> otherReading() {
        return otherReading;
    }
}
