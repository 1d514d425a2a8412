package mailtally.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Passes bytes on, says plainly what went wrong where that fails, and remembers the last byte.
final class GuardedStream extends OutputStream {
    private final OutputStream out;
    private final Path target;
    private byte last;

    GuardedStream(OutputStream out, Path target) {
        this.out = out;
        this.target = target;
    }

    /// True where a CR was the last byte: line ends and the count of final line ends alone cannot
    /// tell such a message's exact bytes.
    boolean endsWithCarriageReturn() {
        return last == '\r';
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw BackupFailedException.of(target, e);
        }
        if (length > 0) {
            last = bytes[offset + length - 1];
        }
    }
}
