package mailtally.message;

import java.io.OutputStream;
import java.security.MessageDigest;

/// Digests every byte that is no CR, LF, blank or tab. Two of these tell whether what a parser
/// handed out, in its order, is what it was given: parsers may lose blank lines, nothing else.
final class InkDigest extends OutputStream {
    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] ink = new byte[4096];
    private long count;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int kept = 0;
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            ink[kept] = b;
            kept += b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t') ? 1 : 0;
            if (kept == ink.length) {
                digest.update(ink, 0, kept);
                count += kept;
                kept = 0;
            }
        }
        digest.update(ink, 0, kept);
        count += kept;
    }

    /// True where nothing but blanks and line ends was seen.
    boolean blank() {
        return count == 0;
    }

    Sha256 finish() {
        return Sha256.finish(digest);
    }
}
