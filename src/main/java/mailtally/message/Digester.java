package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.List;

/// Makes a message's [Digests] in one pass while its bytes go elsewhere. Keeps buffers between
/// messages; used by one thread at a time.
///
/// Most messages on disk are already in raw form: then the bytes are hashed once, and all four
/// digests are that one.
public final class Digester {
    private final MessageDigest exact = Sha256.newDigest();
    private final WireLane rawLane = new WireLane();
    private final WireLane coreLane = new WireLane();
    private final RawForm raw = new RawForm(rawLane);
    private final RawForm core = new RawForm(coreLane);

    /// Reads the message and tells what it is.
    ///
    /// @throws UnreadableException if the message cannot be read to its end
    public Digests digest(MessageBytes message) throws IOException {
        return digest(message, OutputStream.nullOutputStream());
    }

    /// Reads the message once, hands every byte to `elsewhere` in order, and tells what it is.
    ///
    /// @throws UnreadableException if the message cannot be read to its end; `elsewhere` may have
    ///     got some of it
    /// @throws IOException what `elsewhere` throws
    public Digests digest(MessageBytes message, OutputStream elsewhere) throws IOException {
        Pass pass = new Pass(message, elsewhere);
        exact.reset();
        raw.reset();
        core.reset();
        rawLane.reset();
        coreLane.reset();
        message.writeTo(pass);
        return pass.finish();
    }

    /// One message on its way.
    private final class Pass extends OutputStream {
        private final MessageBytes message;
        private final OutputStream elsewhere;
        private HeadScan head;
        private long seen;
        private boolean allAlike;

        Pass(MessageBytes message, OutputStream elsewhere) {
            this.message = message;
            this.elsewhere = elsewhere;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (head == null) {
                start(bytes, offset, length);
            }
            exact.update(bytes, offset, length);
            if (!allAlike) {
                raw.write(bytes, offset, length);
                writeCore(bytes, offset, length);
            }
            seen += length;
            elsewhere.write(bytes, offset, length);
        }

        /// Already in raw form, and without NUL: every reading of it is the same.
        private static boolean inWireForm(byte[] bytes, int offset, int length) {
            int end = offset + length;
            return length > 1
                    && bytes[end - 1] == '\n'
                    && bytes[end - 2] != '\n'
                    && Bytes.indexOf(bytes, offset, end, (byte) '\r') == end
                    && Bytes.indexOf(bytes, offset, end, (byte) 0) == end;
        }

        private void start(byte[] bytes, int offset, int length) throws IOException {
            if (length == message.sizeBytes()) {
                head = new HeadScan(bytes, offset, length);
                allAlike = head.storeHeaders().isEmpty() && inWireForm(bytes, offset, length);
            } else {
                byte[] first = message.head(HeadScan.LIMIT_BYTES);
                head = new HeadScan(first, 0, first.length);
            }
        }

        /// The same bytes, without the stretches that are store headers.
        private void writeCore(byte[] bytes, int offset, int length) throws IOException {
            List<HeadScan.Range> dropped = head.storeHeaders();
            if (dropped.isEmpty()) {
                return;
            }
            long at = seen;
            long end = seen + length;
            for (HeadScan.Range range : dropped) {
                if (range.from() > at) {
                    long to = Math.min(range.from(), end);
                    if (to > at) {
                        core.write(bytes, (int) (offset + at - seen), (int) (to - at));
                    }
                }
                at = Math.max(at, Math.min(range.to(), end));
            }
            if (at < end) {
                core.write(bytes, (int) (offset + at - seen), (int) (end - at));
            }
        }

        Digests finish() throws IOException {
            if (head == null) {
                head = new HeadScan(new byte[0], 0, 0);
            }
            Sha256 exactDigest = Sha256.finish(exact);
            if (allAlike) {
                return digests(exactDigest, exactDigest, exactDigest, exactDigest, LineEnds.LF, 1);
            }
            raw.finish();
            LineEnds lineEnds = raw.takeLineEnds();
            WireLane.Sums sums = rawLane.take();
            Sha256 rawSum = sums.plain();
            if (!head.storeHeaders().isEmpty()) {
                core.finish();
                core.takeLineEnds();
                sums = coreLane.take();
            }
            return digests(
                    exactDigest, rawSum, sums.plain(), sums.wire(), lineEnds, raw.finalNewlines());
        }

        private Digests digests(
                Sha256 exactDigest,
                Sha256 rawSum,
                Sha256 coreSum,
                Sha256 wireSum,
                LineEnds lineEnds,
                long finalNewlines) {
            return new Digests(
                    exactDigest,
                    rawSum,
                    coreSum,
                    wireSum,
                    seen,
                    lineEnds,
                    finalNewlines,
                    head.hasHeader(),
                    head.envelope());
        }
    }
}
