package mailtally.store.ews;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import mailtally.message.Bytes;

/// The bytes of an answer before a parser sees them. Ends with an exception where they are no
/// answer of EWS or would fill memory: a document type (which SOAP 1.1 section 3 forbids, and
/// without which there are no entities to expand), a comment, a processing instruction, a tag of
/// absurd length, or more bytes than were expected.
final class AnswerGuard extends InputStream {
    private static final int MOST_TAG_BYTES = 64 << 10;
    private static final int MOST_DECLARATION_BYTES = 256;
    private static final byte[] XML_1_1 =
            "<?xml version=\"1.1\" encoding=\"utf-8\"?>".getBytes(StandardCharsets.US_ASCII);

    /// U+FEFF in UTF-8, a letter a byte.
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final InputStream in;
    private final long mostBytes;
    private long seenBytes;

    /// How much of a tag was seen, or -1 outside of one.
    private int tagBytes = -1;

    private byte quote;
    private boolean anyTag;

    /// @param mostBytes a longer answer is not read to its end
    /// @param asXml11 reads it as XML 1.1, whatever it says that it is
    AnswerGuard(InputStream in, long mostBytes, boolean asXml11) {
        this.in = asXml11 ? declared(in) : in;
        this.mostBytes = mostBytes;
    }

    /// The answer with another declaration: without its own, if it begins with one.
    private static InputStream declared(InputStream in) {
        PushbackInputStream rest = new PushbackInputStream(in, MOST_DECLARATION_BYTES);
        return new InputStream() {
            private InputStream now = InputStream.nullInputStream();
            private boolean begun;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (!begun) {
                    begun = true;
                    skipDeclaration(rest);
                    now = new SequenceInputStream(new ByteArrayInputStream(XML_1_1), rest);
                }
                return now.read(into, offset, length);
            }
        };
    }

    private static void skipDeclaration(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(MOST_DECLARATION_BYTES);
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int begin = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        int end = text.startsWith("<?xml ", begin) ? text.indexOf("?>") + 2 : begin;
        int from = end < 2 ? begin : end;
        in.unread(head, from, head.length - from);
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
