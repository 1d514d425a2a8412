package mailtally.store.applemail;

import java.io.IOException;
import java.io.InputStream;

/// Lines of a message with their places, read as a stream: of each line at most [#LIMIT_BYTES] are
/// held. A line ends with LF or CRLF; a CR alone is part of the line. One thread.
final class LineReader {
    /// Longer than any boundary or header line that means anything (RFC 5322 section 2.1.1).
    static final int LIMIT_BYTES = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 14];
    private int bufferAt;
    private int bufferEnd;

    /// The line's bytes without its line end, cut at the limit.
    final byte[] line = new byte[LIMIT_BYTES];

    /// How much of [#line] counts.
    int length;

    /// The place of the line's first byte.
    long start;

    /// The place after its line end.
    long end;

    /// How long its line end is: 0 at the end of the message, 1 or 2.
    int lineEndBytes;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// Goes to the next line; false where there is none.
    boolean next() throws IOException {
        start = end;
        length = 0;
        lineEndBytes = 0;
        boolean any = false;
        int last = -1;
        while (bufferAt < bufferEnd || fill()) {
            any = true;
            byte b = buffer[bufferAt++];
            end++;
            if (b == '\n') {
                lineEndBytes = last == '\r' ? 2 : 1;
                if (last == '\r' && end - start - 2 < length) {
                    length--;
                }
                return true;
            }
            if (length < LIMIT_BYTES) {
                line[length++] = b;
            }
            last = b;
        }
        return any;
    }

    /// True where the line has nothing but blanks.
    boolean blank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        bufferAt = 0;
        bufferEnd = Math.max(0, in.read(buffer));
        return bufferEnd > 0;
    }
}
