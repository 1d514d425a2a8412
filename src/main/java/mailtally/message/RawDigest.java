package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// Digests bytes that nobody understood: in raw form (see [RawForm]); or exactly, where that is
/// asked for and the bytes have an LF after a CR.
///
/// Exactly is asked for in messages with mixed line ends: made alike, a damaged PNG equals a whole
/// one.
final class RawDigest extends OutputStream {
    private final DigestSink alike = new DigestSink();
    private final RawForm form = new RawForm(alike);
    private final InkDigest ink = new InkDigest();
    private final DigestSink exact = new DigestSink();
    private final boolean exactly;
    private boolean endsInCr;
    private boolean sawCrLf;

    RawDigest(boolean exactly) {
        this.exactly = exactly;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (exactly) {
            exact.write(bytes, offset, length);
            lookForCrLf(bytes, offset, length);
        }
        ink.write(bytes, offset, length);
        form.write(bytes, offset, length);
    }

    private void lookForCrLf(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length && !sawCrLf; i++) {
            sawCrLf = endsInCr && bytes[i] == '\n';
            endsInCr = bytes[i] == '\r';
        }
    }

    /// True where nothing but blanks and line ends was seen.
    boolean blank() {
        return ink.blank();
    }

    /// The digest and how many bytes it was made of.
    Sum finish() throws IOException {
        form.finish();
        DigestSink chosen = exactly && sawCrLf ? exact : alike;
        return new Sum(chosen.finish(), chosen.sizeBytes());
    }

    /// A digest and how many bytes it was made of.
    record Sum(Sha256 digest, long sizeBytes) {}
}
