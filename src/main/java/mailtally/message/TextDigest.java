package mailtally.message;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Digests text as Unicode: blanks and CRs before a line end go, so do empty lines and blanks at
/// the end; nothing else changes. Streams; the text may have any length.
final class TextDigest extends OutputStream {
    /// A longer run of blanks is refused: it would have to be kept until the line goes on.
    private static final int BLANKS_LIMIT = 64 << 10;

    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder =
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytesIn = ByteBuffer.allocate(8192);
    private final CharBuffer decoded = CharBuffer.allocate(8192);
    private final CharBuffer normal = CharBuffer.allocate(8192);
    private final ByteBuffer bytesOut = ByteBuffer.allocate(8192);
    private final DigestSink digest = new DigestSink();
    private final StringBuilder blanks = new StringBuilder();
    private long newlines;
    private boolean failed;

    TextDigest(Charset charset) {
        this.decoder = MailCharset.strictDecoder(charset);
    }

    /// True where the bytes are no text of the charset, or have a NUL.
    boolean failed() {
        return failed;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        while (at < offset + length && !failed) {
            int portion = Math.min(bytesIn.remaining(), offset + length - at);
            bytesIn.put(bytes, at, portion);
            at += portion;
            decode(false);
        }
    }

    private void decode(boolean last) {
        bytesIn.flip();
        CoderResult result;
        do {
            result = decoder.decode(bytesIn, decoded, last);
            if (last && result.isUnderflow()) {
                result = decoder.flush(decoded);
            }
            failed |= result.isError();
            take();
        } while (result.isOverflow() && !failed);
        bytesIn.compact();
    }

    private void take() {
        char[] text = decoded.array();
        int end = decoded.position();
        int at = 0;
        while (at < end && !failed) {
            int word = at;
            while (at < end && text[at] > ' ') {
                at++;
            }
            if (at > word) {
                emitPending();
                emit(text, word, at);
            } else {
                take(text[at++]);
            }
        }
        decoded.clear();
    }

    private void take(char control) {
        switch (control) {
            case '\n' -> {
                blanks.setLength(0);
                newlines++;
            }
            case ' ', '\t', '\r' -> {
                blanks.append(control);
                failed |= blanks.length() > BLANKS_LIMIT;
            }
            case 0 -> failed = true;
            default -> {
                emitPending();
                emit(control);
            }
        }
    }

    private void emitPending() {
        for (; newlines > 0; newlines--) {
            emit('\n');
        }
        for (int i = 0; i < blanks.length(); i++) {
            emit(blanks.charAt(i));
        }
        blanks.setLength(0);
    }

    private void emit(char[] text, int from, int to) {
        int at = from;
        while (at < to) {
            if (!normal.hasRemaining()) {
                encode(false);
            }
            int portion = Math.min(normal.remaining(), to - at);
            normal.put(text, at, portion);
            at += portion;
        }
    }

    private void emit(char c) {
        if (!normal.hasRemaining()) {
            encode(false);
        }
        normal.put(c);
    }

    private void encode(boolean last) {
        normal.flip();
        CoderResult result;
        do {
            result = encoder.encode(normal, bytesOut, last);
            failed |= result.isError();
            digest.write(bytesOut.array(), 0, bytesOut.position());
            bytesOut.clear();
        } while (result.isOverflow());
        normal.compact();
    }

    /// The digest, worthless where this failed.
    RawDigest.Sum finish() {
        decode(true);
        encode(true);
        return new RawDigest.Sum(digest.finish(), digest.sizeBytes());
    }
}
