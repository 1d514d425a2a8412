package mailtally.demo.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Where messages lie: small ones in memory, others in a file without a name, which is gone when
/// the vault is closed or the program ends. So a mailbox of gigabytes needs no such memory. Used by
/// several threads.
final class ExchangeVault implements AutoCloseable {
    private static final int IN_MEMORY_BYTES = 8_192;

    private Optional<FileChannel> file = Optional.empty();
    private long end;

    /// Bytes that were put away.
    interface Kept {
        byte[] bytes();

        int size();
    }

    private static final class InMemory implements Kept {
        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int size() {
            return bytes.length;
        }
    }

    private record InFile(FileChannel file, long at, int size) implements Kept {
        @Override
        public byte[] bytes() {
            byte[] whole = new byte[size];
            ByteBuffer bytes = ByteBuffer.wrap(whole);
            try {
                while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
                    // a read may give less than was asked for
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return whole;
        }
    }

    static Kept inMemory(byte[] bytes) {
        return new InMemory(bytes);
    }

    Kept keep(byte[] bytes) {
        if (bytes.length <= IN_MEMORY_BYTES) {
            return inMemory(bytes);
        }
        try {
            FileChannel to = file();
            long at = take(bytes.length);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                to.write(rest, at + rest.position());
            }
            return new InFile(to, at, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized long take(int length) {
        end += length;
        return end - length;
    }

    private synchronized FileChannel file() throws IOException {
        if (file.isEmpty()) {
            Path path = Files.createTempFile("mailtally-stand-in", ".mail");
            file =
                    Optional.of(
                            FileChannel.open(
                                    path, StandardOpenOption.READ, StandardOpenOption.WRITE));
            Files.delete(path);
        }
        return file.get();
    }

    @Override
    public synchronized void close() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
