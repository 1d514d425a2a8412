package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/// Undoes a content-transfer-encoding (RFC 2045 section 6), strictly: what is not exactly that
/// encoding is refused as a whole, since a forgiving decoder makes two different bodies equal.
abstract class TransferDecoder extends OutputStream {
    /// Where the decoded bytes go.
    final OutputStream next;

    private boolean failed;

    TransferDecoder(OutputStream next) {
        this.next = next;
    }

    /// The decoder of that name, or nothing where the encoding is not known.
    ///
    /// @param wholeBody true where the body is all of a message, so that line ends may follow it
    static Optional<TransferDecoder> of(String encoding, OutputStream next, boolean wholeBody) {
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "", "7bit", "8bit", "binary" -> Optional.of(new AsItIs(next));
            case "base64" -> Optional.of(new Base64Decoder(next));
            case "quoted-printable" -> Optional.of(new QuotedDecoder(next, wholeBody));
            default -> Optional.empty();
        };
    }

    /// True for an encoding that stands between the bytes and the line ends of the transport.
    static boolean encoded(String encoding) {
        return encoding.equalsIgnoreCase("base64") || encoding.equalsIgnoreCase("quoted-printable");
    }

    /// Takes encoded bytes; after a failure they are ignored.
    abstract void decode(byte[] bytes, int offset, int length) throws IOException;

    /// The encoded bytes are at their end.
    abstract void finish() throws IOException;

    /// True where the bytes were not strictly of this encoding; what went on to `next` is
    /// worthless.
    final boolean failed() {
        return failed;
    }

    final void fail() {
        failed = true;
    }

    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        if (!failed) {
            decode(bytes, offset, length);
        }
    }

    private static final class AsItIs extends TransferDecoder {
        AsItIs(OutputStream next) {
            super(next);
        }

        @Override
        void decode(byte[] bytes, int offset, int length) throws IOException {
            next.write(bytes, offset, length);
        }

        @Override
        void finish() {}
    }
}
