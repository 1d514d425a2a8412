package mailtally.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import mailtally.message.LineEnds;
import mailtally.message.UnreadableException;

/// A message as it was before it was put into a package: unquoted, with the line ends and the
/// number of final line ends that its line in messages.jsonl tells.
final class RestoredStream extends InputStream {
    private final PackageBytes mbox;
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
    private final LineEndRestorer restorer;
    private byte[] piece = {};
    private int at;
    private long left;

    private RestoredStream(PackageBytes mbox, Stored stored) {
        this.mbox = mbox;
        this.left = stored.lengthBytes();
        this.restorer = new LineEndRestorer(stored.lineEnds(), stored.finalNewlines(), ready);
    }

    /// Where a message lies in a package, and how it was.
    record Stored(long offset, long lengthBytes, LineEnds lineEnds, long finalNewlines) {
        static Stored of(BagLine.Message line) {
            return new Stored(
                    line.offset(), line.lengthBytes(), line.lineEnds(), line.finalNewlines());
        }
    }

    /// @throws UnreadableException if the package cannot be opened or is too short
    static RestoredStream open(Path file, Stored stored) throws UnreadableException {
        try {
            PackageBytes mbox = PackageBytes.open(file, stored.lengthBytes());
            try {
                if (stored.offset() + stored.lengthBytes() > mbox.sizeBytes()) {
                    throw new UnreadableException("The backup's package is cut short before it.");
                }
                mbox.seek(stored.offset());
                mbox.beginMessage();
                return new RestoredStream(mbox, stored);
            } catch (IOException e) {
                mbox.close();
                throw e;
            }
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException("The backup's package cannot be read.", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (at == piece.length) {
            if (!fill()) {
                return -1;
            }
        }
        int n = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, n);
        at += n;
        return n;
    }

    @Override
    public void close() throws IOException {
        mbox.close();
    }

    private boolean fill() throws UnreadableException {
        ready.reset();
        try {
            if (left > 0) {
                long taken = mbox.piece(left, restorer::take);
                if (taken == 0) {
                    throw new UnreadableException("The backup's package is cut short within it.");
                }
                left -= taken;
            } else if (!restorer.finish()) {
                return false;
            }
        } catch (UnreadableException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableException("The backup's package cannot be read.", e);
        }
        piece = ready.toByteArray();
        at = 0;
        return true;
    }
}
