package mailtally.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;

/// A large message of a package, restored piece by piece each time it is asked for.
final class RestoredBytes implements MessageBytes {
    private static final int PIECE_BYTES = 256 << 10;

    private final Path file;
    private final RestoredStream.Stored stored;
    private final long sizeBytes;

    private RestoredBytes(Path file, RestoredStream.Stored stored, long sizeBytes) {
        this.file = file;
        this.stored = stored;
        this.sizeBytes = sizeBytes;
    }

    /// The message, in memory if it is small.
    static MessageBytes of(Path file, RestoredStream.Stored stored) throws UnreadableException {
        try (RestoredStream in = RestoredStream.open(file, stored)) {
            byte[] first = in.readNBytes(IN_MEMORY_LIMIT_BYTES + 1);
            if (first.length <= IN_MEMORY_LIMIT_BYTES) {
                return MessageBytes.of(first);
            }
            long size = first.length;
            byte[] piece = new byte[PIECE_BYTES];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                size += n;
            }
            return new RestoredBytes(file, stored, size);
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException("The backup's package cannot be read.", e);
        }
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void writeTo(OutputStream sink) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = open()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                sink.write(piece, 0, n);
            }
        }
    }

    @Override
    public InputStream open() throws IOException {
        return RestoredStream.open(file, stored);
    }
}
