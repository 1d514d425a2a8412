package mailtally.store.ews;

import java.io.IOException;
import java.io.InputStream;
import mailtally.message.Bytes;

/// The bytes of an answer before a parser sees them. Ends with an exception where they are no
/// answer of EWS or would fill memory: a document type (which SOAP 1.1 section 3 forbids, and
/// without which there are no entities to expand), a comment, a processing instruction, a tag of
/// absurd length, or more bytes than were expected.
final class AnswerGuard extends InputStream {
    private static final int MOST_TAG_BYTES = 64 << 10;

    private final InputStream in;
    private final long mostBytes;
    private long seenBytes;

    /// How much of a tag was seen, or -1 outside of one.
    private int tagBytes = -1;

    private byte quote;
    private boolean anyTag;

    /// @param mostBytes a longer answer is not read to its end
    AnswerGuard(InputStream in, long mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got > 0) {
            seenBytes += got;
            if (seenBytes > mostBytes) {
                throw new HostileAnswerException(
                        "it has more than the " + mostBytes + " bytes that were expected");
            }
            look(into, offset, offset + got);
        }
        return got;
    }

    private void look(byte[] bytes, int from, int to) throws HostileAnswerException {
        int at = from;
        while (at < to) {
            if (tagBytes < 0) {
                at = Bytes.indexOf(bytes, at, to, (byte) '<');
                if (at < to) {
                    tagBytes = 0;
                    at++;
                }
            } else {
                inTag(bytes[at++]);
            }
        }
    }

    private void inTag(byte now) throws HostileAnswerException {
        if (tagBytes == 0) {
            if (now == '!' || (now == '?' && anyTag)) {
                throw new HostileAnswerException(
                        "it has a document type, a comment or an instruction in it, and answers of"
                                + " EWS have none");
            }
            anyTag = true;
        }
        if (++tagBytes > MOST_TAG_BYTES) {
            throw new HostileAnswerException(
                    "it has a tag of more than " + MOST_TAG_BYTES + " bytes");
        }
        if (quote != 0) {
            quote = now == quote ? 0 : quote;
        } else if (now == '"' || now == '\'') {
            quote = now;
        } else if (now == '>') {
            tagBytes = -1;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
