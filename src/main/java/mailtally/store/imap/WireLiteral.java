package mailtally.store.imap;

import java.io.IOException;
import java.io.OutputStream;
import mailtally.message.MessageBytes;
import org.eclipse.angus.mail.iap.Literal;

/// A message on its way to a server: an LF without CR gets its CR, nothing else changes.
final class WireLiteral implements Literal {
    private final MessageBytes bytes;
    private final int sizeBytes;

    private WireLiteral(MessageBytes bytes, int sizeBytes) {
        this.bytes = bytes;
        this.sizeBytes = sizeBytes;
    }

    /// Counts what will be sent.
    ///
    /// @throws IOException what reading the bytes threw
    /// @throws ArithmeticException if it has 2 GiB or more, which this protocol layer cannot send
    static WireLiteral of(MessageBytes bytes) throws IOException {
        Counter counter = new Counter();
        Converter converter = new Converter(counter);
        bytes.writeTo(converter);
        return new WireLiteral(bytes, Math.toIntExact(counter.count));
    }

    @Override
    public int size() {
        return sizeBytes;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        bytes.writeTo(new Converter(out));
    }

    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            count += length;
        }
    }

    /// Puts a CR before each LF that has none.
    private static final class Converter extends OutputStream {
        private static final byte[] CR = {'\r'};

        private final OutputStream out;
        private byte last;

        Converter(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            int from = offset;
            int end = offset + length;
            for (int i = offset; i < end; i++) {
                byte now = b[i];
                if (now == '\n' && last != '\r') {
                    out.write(b, from, i - from);
                    out.write(CR, 0, 1);
                    from = i;
                }
                last = now;
            }
            out.write(b, from, end - from);
        }
    }
}
