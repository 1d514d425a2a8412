package mailtally.store.pop3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import mailtally.message.Bytes;

/// What a server sends, line by line or message by message, with limits. Lines end with CRLF and
/// with nothing else: a bare LF is part of a message, so a dot behind it ends nothing.
final class AnswerInput {
    /// RFC 2449 section 4 allows 512.
    private static final int MOST_LINE_BYTES = 8192;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte FEED = '\n';
    private static final byte RETURN = '\r';

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;

    AnswerInput(InputStream in) {
        this.in = in;
    }

    /// One line without its end, one character a byte. A server that ends lines with LF alone is
    /// understood where no message is in question.
    String line() throws BrokenException {
        int end = from;
        while (true) {
            end = Bytes.indexOf(buffer, end, to, FEED);
            if (end < to) {
                break;
            }
            if (to - from > MOST_LINE_BYTES) {
                throw new BrokenException("it sent a line without an end");
            }
            int length = to - from;
            need(length + 1);
            end = from + length;
        }
        boolean whole = end > from && buffer[end - 1] == RETURN;
        int length = end - from - (whole ? 1 : 0);
        String line = new String(buffer, from, length, StandardCharsets.ISO_8859_1);
        from = end + 1;
        return line;
    }

    /// A message up to the line that holds a dot alone, with each dot taken away that
    /// was put before a dot (RFC 1939 section 3).
    ///
    /// @throws BrokenException if it does not end, or has more than `mostBytes`
    /// @throws IOException what the sink threw
    void copy(OutputStream sink, long mostBytes) throws IOException {
        long copied = 0;
        boolean lineBegins = true;
        boolean afterReturn = false;
        while (true) {
            need(1);
            if (lineBegins && buffer[from] == '.') {
                if (ends()) {
                    from += 3;
                    return;
                }
                from++;
                need(1);
            }
            lineBegins = false;
            int at = from;
            while (at < to && !lineBegins) {
                int feed = Bytes.indexOf(buffer, at, to, FEED);
                at = Math.min(feed + 1, to);
                boolean crlf =
                        feed < to && (feed > from ? buffer[feed - 1] == RETURN : afterReturn);
                lineBegins = crlf && (at == to || buffer[at] == '.');
            }
            sink.write(buffer, from, at - from);
            copied += at - from;
            if (copied > mostBytes) {
                throw new BrokenException("it sent a message without an end");
            }
            afterReturn = buffer[at - 1] == RETURN;
            from = at;
        }
    }

    /// True where the dot that begins this line ends the message.
    private boolean ends() throws BrokenException {
        need(2);
        if (buffer[from + 1] != RETURN) {
            return false;
        }
        need(3);
        return buffer[from + 2] == FEED;
    }

    /// Waits until so many bytes are in the buffer.
    private void need(int bytes) throws BrokenException {
        if (to - from >= bytes) {
            return;
        }
        if (from + bytes > buffer.length || from == to) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        while (to - from < bytes) {
            int got;
            try {
                got = in.read(buffer, to, buffer.length - to);
            } catch (IOException e) {
                throw new BrokenException(e);
            }
            if (got < 0) {
                throw new BrokenException("the server hung up");
            }
            to += got;
        }
    }
}
