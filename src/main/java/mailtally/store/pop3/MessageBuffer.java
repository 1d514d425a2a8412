package mailtally.store.pop3;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import mailtally.message.MessageBytes;
import mailtally.store.server.Spill;

/// Takes one message after the other: in memory, or in a file where it is too large for that.
final class MessageBuffer extends OutputStream {
    private static final int FIRST_BYTES = 64 << 10;
    private static final int WRITE_BYTES = 256 << 10;

    private final Path spillFolder;
    private byte[] memory = new byte[FIRST_BYTES];
    private int length;
    private Optional<Spill> spill = Optional.empty();
    private Optional<OutputStream> file = Optional.empty();

    MessageBuffer(Path spillFolder) {
        this.spillFolder = spillFolder;
    }

    /// Lets go of the message.
    void clear() {
        closeFile();
        spill.ifPresent(Spill::close);
        spill = Optional.empty();
        length = 0;
    }

    /// The message, valid until [#clear].
    MessageBytes message() throws IOException {
        if (file.isPresent()) {
            file.get().flush();
        }
        return spill.isPresent() ? spill.get().message() : MessageBytes.of(memory, 0, length);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (file.isPresent()) {
            file.get().write(bytes, offset, count);
        } else if (count > MessageBytes.IN_MEMORY_LIMIT_BYTES - length) {
            toFile();
            file.orElseThrow().write(bytes, offset, count);
        } else {
            if (count > memory.length - length) {
                int twice = Math.max(2 * memory.length, length + count);
                memory = Arrays.copyOf(memory, Math.min(twice, MessageBytes.IN_MEMORY_LIMIT_BYTES));
            }
            System.arraycopy(bytes, offset, memory, length, count);
            length += count;
        }
    }

    @Override
    public void close() {
        clear();
    }

    private void toFile() throws IOException {
        spill = Optional.of(Spill.create(spillFolder));
        file = Optional.of(new BufferedOutputStream(spill.get().writer(), WRITE_BYTES));
        file.get().write(memory, 0, length);
        length = 0;
    }

    private void closeFile() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException e) {
            // the file goes anyway
        }
        file = Optional.empty();
    }
}
