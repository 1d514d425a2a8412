package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// One message or part on its way to the parser. Sees where its header ends, keeps the header
/// within bounds (the parser holds a field in memory whole), makes its line ends LF, and counts
/// what is body, so that afterwards it can be told whether the parser handed out everything.
final class EntityStream extends InputStream {
    private final InputStream in;
    private final byte[] portion = new byte[8192];
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final InkDigest headerInk = new InkDigest();
    private byte[] ready = new byte[0];
    private int at;
    private boolean inHeader = true;
    private boolean lineIsEmpty = true;
    private int returns;
    private long headerBytes;
    private long bodyBytes;

    EntityStream(InputStream in) {
        this.in = in;
    }

    /// The digest of the header's bytes, without blanks; asked for once, after the header.
    Sha256 headerInk() {
        return headerInk.finish();
    }

    /// How many bytes of body went to the parser so far.
    long bodyBytes() {
        return bodyBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == ready.length) {
            if (!inHeader) {
                int got = in.read(bytes, offset, length);
                bodyBytes += Math.max(0, got);
                return got;
            }
            int got = in.read(portion, 0, portion.length);
            if (got < 0) {
                return -1;
            }
            header(got);
        }
        int given = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, bytes, offset, given);
        at += given;
        return given;
    }

    private void header(int length) throws IOException {
        header.reset();
        int i = 0;
        while (i < length && inHeader) {
            byte b = portion[i++];
            if (b == '\r') {
                returns++;
            } else {
                for (; returns > 0; returns--) {
                    if (b != '\n') {
                        header.write('\r');
                    }
                }
                header.write(b);
                inHeader = b != '\n' || !lineIsEmpty;
                lineIsEmpty = b == '\n';
            }
        }
        headerBytes += i;
        if (headerBytes > HeadScan.LIMIT_BYTES) {
            throw new UnaccountedException("a header is longer than any mail program's");
        }
        headerInk.write(header.toByteArray(), 0, header.size());
        header.write(portion, i, length - i);
        bodyBytes += length - i;
        ready = header.toByteArray();
        at = 0;
    }
}
