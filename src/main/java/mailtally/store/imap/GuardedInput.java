package mailtally.store.imap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import mailtally.store.server.Spill;

/// What a server sends, with limits, before anything else looks at it.
///
/// A literal (RFC 9051 section 4.3) that is too large for memory goes to a file, and a small one
/// that only this connection can make takes its place; [#takeSpill] tells it from a message and has
/// the bytes. So a parser that holds each answer in memory can be used, and a message of a gigabyte
/// takes no more memory than a small one. A line without an end and a literal of absurd length end
/// the connection.
final class GuardedInput extends InputStream {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MOST_LINE_BYTES = 16 << 20;

    /// `{4294967295+}` and its CRLF.
    private static final int MOST_ANNOUNCEMENT_BYTES = 14;

    private final long mostLiteralBytes;
    private final Path spillFolder;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Map<String, Spill> spills = new HashMap<>();
    private final String secret = UUID.randomUUID().toString();
    private InputStream in;
    private int from;
    private int to;
    private long literalLeft;
    private long lineBytes;
    private long memoryLeft;
    private byte[] announcement = new byte[0];
    private int announced;
    private long spilled;

    /// @param mostLiteralBytes a longer literal is no message
    GuardedInput(InputStream in, long mostLiteralBytes, Path spillFolder) {
        this.in = in;
        this.mostLiteralBytes = mostLiteralBytes;
        this.spillFolder = spillFolder;
    }

    /// How many bytes of literals may stay in memory from now on, until this is said again. Larger
    /// ones, and those that come when this is used up, go to files.
    void allowInMemory(long bytes) {
        memoryLeft = bytes;
    }

    /// The file that these bytes of a literal stand for, if they stand for one. The caller closes
    /// it.
    Optional<Spill> takeSpill(byte[] bytes, int offset, int length) {
        if (spills.isEmpty() || length < secret.length() || length > 2 * secret.length()) {
            return Optional.empty();
        }
        String token = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        return Optional.ofNullable(spills.remove(token));
    }

    /// Lets go of what went to files and was not asked for.
    void forgetSpills() {
        spills.values().forEach(Spill::close);
        spills.clear();
    }

    /// Puts another layer between the server and this (COMPRESS, RFC 4978). Nothing may be in
    /// between.
    ///
    /// @throws IOException if the server sent something already
    void layer(InputStream layered) throws IOException {
        if (from < to) {
            throw new IOException("the server sent something before compression began");
        }
        in = layered;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (announced < announcement.length) {
            return takeAnnouncement(bytes, offset, length);
        }
        if (literalLeft > 0) {
            return readLiteral(bytes, offset, length);
        }
        if (from == to && !fill()) {
            return -1;
        }
        if (buffer[from] == '{') {
            look();
            return read(bytes, offset, length);
        }
        int end = from;
        int most = Math.min(to, from + length);
        while (end < most && buffer[end] != '{') {
            lineBytes = buffer[end] == '\n' ? 0 : lineBytes + 1;
            end++;
        }
        if (lineBytes > MOST_LINE_BYTES) {
            throw new IOException("the server sends a line without an end");
        }
        int length0 = end - from;
        System.arraycopy(buffer, from, bytes, offset, length0);
        from = end;
        return length0;
    }

    @Override
    public int available() throws IOException {
        return announcement.length - announced + (to - from);
    }

    /// A brace begins an announcement or stands for itself; either way what follows it on its line
    /// is on its way already.
    private void look() throws IOException {
        while (undecided() && fillMore()) {
            // until it is clear
        }
        int close = from + 1;
        while (close < to && isDigit(buffer[close])) {
            close++;
        }
        int digits = close - from - 1;
        if (close < to && buffer[close] == '+') {
            close++;
        }
        boolean literal =
                digits > 0
                        && close + 2 < to
                        && buffer[close] == '}'
                        && buffer[close + 1] == '\r'
                        && buffer[close + 2] == '\n';
        if (!literal) {
            announce(new byte[] {'{'});
            lineBytes++;
            from++;
            return;
        }
        long size = Long.parseLong(new String(buffer, from + 1, digits, StandardCharsets.US_ASCII));
        if (size > mostLiteralBytes) {
            throw new IOException("the server announces " + size + " bytes in one piece");
        }
        int end = close + 3;
        lineBytes = 0;
        if (size <= memoryLeft) {
            memoryLeft -= size;
            byte[] as = new byte[end - from];
            System.arraycopy(buffer, from, as, 0, as.length);
            announce(as);
            from = end;
            literalLeft = size;
        } else {
            from = end;
            String token = secret + " " + spilled++;
            spills.put(token, spill(size));
            announce(("{" + token.length() + "}\r\n" + token).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// True while what is in the buffer may be the beginning of an announcement.
    private boolean undecided() {
        int at = from + 1;
        while (at < to && isDigit(buffer[at])) {
            at++;
        }
        for (char expected : "+}\r\n".toCharArray()) {
            if (at == to) {
                return to - from < MOST_ANNOUNCEMENT_BYTES + 4;
            }
            if (buffer[at] == expected) {
                at++;
            } else if (expected != '+') {
                return false;
            }
        }
        return false;
    }

    private void announce(byte[] bytes) {
        announcement = bytes;
        announced = 0;
    }

    private int takeAnnouncement(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, announcement.length - announced);
        System.arraycopy(announcement, announced, bytes, offset, taken);
        announced += taken;
        return taken;
    }

    private int readLiteral(byte[] bytes, int offset, int length) throws IOException {
        int want = (int) Math.min(length, literalLeft);
        int got;
        if (from < to) {
            got = Math.min(want, to - from);
            System.arraycopy(buffer, from, bytes, offset, got);
            from += got;
        } else {
            got = in.read(bytes, offset, want);
            if (got < 0) {
                throw new EOFException("the server hung up in the middle of a message");
            }
        }
        literalLeft -= got;
        return got;
    }

    private Spill spill(long size) throws IOException {
        Spill spill = Spill.create(spillFolder);
        try (OutputStream out = spill.writer()) {
            long left = size;
            while (left > 0) {
                if (from == to && !fill()) {
                    throw new EOFException("the server hung up in the middle of a message");
                }
                int piece = (int) Math.min(left, to - from);
                out.write(buffer, from, piece);
                from += piece;
                left -= piece;
            }
        } catch (IOException e) {
            spill.close();
            throw e;
        }
        return spill;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
        return to > 0;
    }

    private boolean fillMore() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int got = in.read(buffer, to, buffer.length - to);
        to += Math.max(0, got);
        return got > 0;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    @Override
    public void close() throws IOException {
        forgetSpills();
        in.close();
    }
}
