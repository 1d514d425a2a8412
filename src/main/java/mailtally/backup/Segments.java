package mailtally.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import mailtally.message.Sha256;

/// What stands in parts of an mbox file, told by separator lines alone: in mboxrd, every line that
/// begins with `From ` is one. For the diagnosis only.
final class Segments {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final int BUFFER_BYTES = 64 << 10;

    private final LongRows rows = new LongRows(5);
    private final LongRows digests = new LongRows(4);

    /// Adds what stands in `[from, to)` of the file. What stands before the first separator line
    /// counts as a segment without one.
    void scan(FileChannel channel, long from, long to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long separator = from;
        long content = -1; // behind the separator line, once it has ended
        int inFrom = 0; // how much of FROM stands at this line's start; -1: it is another line
        boolean isSeparator = false;
        long lineStart = from;
        long position = from;
        while (position < to) {
            int wanted = (int) Math.min(buffer.length, to - position);
            int n = channel.read(ByteBuffer.wrap(buffer, 0, wanted), position);
            if (n <= 0) {
                break;
            }
            for (int i = 0; i < n; i++) {
                byte b = buffer[i];
                if (b == '\n') {
                    if (isSeparator) {
                        content = position + i + 1;
                    }
                    isSeparator = false;
                    inFrom = 0;
                    lineStart = position + i + 1;
                } else if (inFrom >= 0) {
                    inFrom = b == FROM[inFrom] ? inFrom + 1 : -1;
                    if (inFrom == FROM.length) {
                        if (lineStart > separator) {
                            add(channel, separator, content, lineStart);
                        }
                        separator = lineStart;
                        content = -1;
                        isSeparator = true;
                        inFrom = -1;
                    }
                }
            }
            position += n;
        }
        if (position > separator) {
            add(channel, separator, content, position);
        }
    }

    /// Digests each segment as a message.
    void digest(PackageBytes mbox) throws IOException {
        for (int i = digests.size(); i < size(); i++) {
            mbox.seek(start(i));
            Sha256 digest = mbox.message(end(i) - start(i));
            digests.add(digest.a(), digest.b(), digest.c(), digest.d());
        }
    }

    int size() {
        return rows.size();
    }

    /// The separator line's first byte.
    long separator(int i) {
        return rows.get(i, 0);
    }

    /// The message's first byte.
    long start(int i) {
        return rows.get(i, 1);
    }

    /// Behind the message's last byte; the empty line follows.
    long end(int i) {
        return rows.get(i, 2);
    }

    /// True where an empty line ends the segment.
    boolean hasEmptyLine(int i) {
        return rows.get(i, 3) != 0;
    }

    /// Tells one separator line from another.
    long separatorCheck(int i) {
        return rows.get(i, 4);
    }

    static long checkOf(byte[] separatorLine) {
        CRC32C check = new CRC32C();
        check.update(separatorLine);
        return check.getValue();
    }

    Sha256 digest(int i) {
        return new Sha256(
                digests.get(i, 0), digests.get(i, 1), digests.get(i, 2), digests.get(i, 3));
    }

    /// A segment that ends in two line ends is a message and the empty line behind it.
    private void add(FileChannel channel, long separator, long content, long end)
            throws IOException {
        long start = content < 0 ? separator : content;
        ByteBuffer tail = ByteBuffer.allocate(2);
        boolean emptyLine =
                end - start >= 2
                        && channel.read(tail, end - 2) == 2
                        && tail.get(0) == '\n'
                        && tail.get(1) == '\n';
        ByteBuffer line = ByteBuffer.allocate((int) Math.min(start - separator, BUFFER_BYTES));
        while (line.hasRemaining() && channel.read(line, separator + line.position()) > 0) {
            // until all is read
        }
        rows.add(
                separator,
                start,
                emptyLine ? end - 1 : end,
                emptyLine ? 1 : 0,
                checkOf(line.array()));
    }
}
