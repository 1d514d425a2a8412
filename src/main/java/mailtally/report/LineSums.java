package mailtally.report;

import java.io.IOException;
import java.security.MessageDigest;
import mailtally.message.Sha256;

/// A short sum of each line: the first four bytes of the SHA-256 of the line with its line feed. It
/// proves nothing; it tells where to look once a file's own digest said that it was changed.
final class LineSums {
    /// Hears of each line's sum, in order.
    interface Sink {
        void line(int sum) throws IOException;
    }

    private final MessageDigest digest = Sha256.newDigest();
    private final Sink sink;
    private boolean begun;

    LineSums(Sink sink) {
        this.sink = sink;
    }

    /// More of the file.
    void update(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        int start = from;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\n') {
                digest.update(bytes, start, i + 1 - start);
                sink.line(sum());
                begun = false;
                start = i + 1;
            }
        }
        if (start < end) {
            digest.update(bytes, start, end - start);
            begun = true;
        }
    }

    /// The file has ended: what follows its last line feed is a line too.
    void end() throws IOException {
        if (begun) {
            sink.line(sum());
            begun = false;
        }
    }

    /// Eight hexadecimal digits.
    static String hex(int sum) {
        return String.format("%08x", sum);
    }

    private int sum() {
        byte[] all = digest.digest();
        return (all[0] & 0xff) << 24
                | (all[1] & 0xff) << 16
                | (all[2] & 0xff) << 8
                | (all[3] & 0xff);
    }
}
