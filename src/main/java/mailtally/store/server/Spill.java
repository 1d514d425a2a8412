package mailtally.store.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import mailtally.message.MessageBytes;

/// A message that is too large for memory, in a file of ours that goes when it is closed. The
/// user's alone (0600).
public final class Spill implements AutoCloseable {
    private static final int PIECE_BYTES = 256 << 10;

    private final Path file;

    private Spill(Path file) {
        this.file = file;
    }

    /// An empty file in the folder.
    public static Spill create(Path folder) throws IOException {
        return new Spill(Files.createTempFile(folder, "message-", ".spill", mine()));
    }

    /// Writes the file from its beginning. The caller closes it.
    public OutputStream writer() throws IOException {
        return Channels.newOutputStream(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    /// Reads the file from its beginning. The caller closes it.
    public InputStream reader() throws IOException {
        return Files.newInputStream(file);
    }

    /// How long it is, or 0 if the file went away.
    public long sizeBytes() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /// The message, valid until [#close]. A small one is read into memory.
    public MessageBytes message() throws IOException {
        long size = Files.size(file);
        return size <= MessageBytes.IN_MEMORY_LIMIT_BYTES
                ? MessageBytes.of(Files.readAllBytes(file))
                : new InFile(file, size);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // what is left is swept with the folder at the next start
        }
    }

    private static FileAttribute<?>[] mine() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private record InFile(Path file, long sizeBytes) implements MessageBytes {
        @Override
        public void writeTo(OutputStream sink) throws IOException {
            byte[] piece = new byte[PIECE_BYTES];
            try (InputStream in = Files.newInputStream(file)) {
                int got;
                while ((got = in.read(piece)) >= 0) {
                    sink.write(piece, 0, got);
                }
            }
        }

        @Override
        public InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), PIECE_BYTES);
        }
    }
}
