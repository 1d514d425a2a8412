package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// A message's bytes on their way to the parser: without a leading `From ` line, with LF line ends
/// where all of them are CRLF. Remembers a failure of the source, so that it is never taken for
/// the parser's.
final class SourceStream extends InputStream {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private final InputStream in;
    private final byte[] portion = new byte[32 << 10];
    private final ByteArrayOutputStream converted = new ByteArrayOutputStream();
    private final LfForm lfForm = new LfForm(converted);
    private final boolean crLf;
    private byte[] ready = new byte[0];
    private int at;
    private int limit;
    private boolean ended;
    private IOException failure;

    SourceStream(InputStream in, LineEnds lineEnds) throws IOException {
        this.in = in;
        this.crLf = lineEnds == LineEnds.CRLF;
        skipFromLine();
    }

    /// Throws what the source threw, if it did.
    void check() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void skipFromLine() throws IOException {
        int first = in.readNBytes(portion, 0, FROM.length);
        ready = portion;
        limit = first;
        if (!java.util.Arrays.equals(portion, 0, first, FROM, 0, FROM.length)) {
            if (crLf) {
                convert(first);
            }
            return;
        }
        limit = 0;
        while (!ended) {
            fill();
            int lf = Bytes.indexOf(ready, 0, limit, (byte) '\n');
            if (lf < limit) {
                at = lf + 1;
                return;
            }
        }
        at = limit;
    }

    private void fill() throws IOException {
        at = 0;
        limit = 0;
        int got;
        try {
            got = in.read(portion, 0, portion.length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        ended = got < 0;
        if (!crLf) {
            ready = portion;
            limit = Math.max(0, got);
        } else {
            convert(Math.max(0, got));
        }
    }

    private void convert(int length) throws IOException {
        converted.reset();
        lfForm.write(portion, 0, length);
        if (ended) {
            lfForm.finish();
        }
        ready = converted.toByteArray();
        at = 0;
        limit = ready.length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == limit) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int given = Math.min(length, limit - at);
        System.arraycopy(ready, at, bytes, offset, given);
        at += given;
        return given;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
