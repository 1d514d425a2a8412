package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Keeps bytes as long as they are few.
final class FirstBytes extends OutputStream {
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean more;

    FirstBytes(int most) {
        this.most = most;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int room = Math.min(length, most - kept.size());
        kept.write(bytes, offset, room);
        more |= room < length;
    }

    /// All that came, one character a byte; nothing where it was more than is kept.
    Optional<String> whole() {
        return more ? Optional.empty() : Optional.of(kept.toString(StandardCharsets.ISO_8859_1));
    }
}
