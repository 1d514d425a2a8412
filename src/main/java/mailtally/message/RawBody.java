package mailtally.message;

import java.io.IOException;
import java.io.OutputStream;

/// Bytes that may turn out not to be understood.
final class RawBody extends OutputStream {
    private final RawDigest digest;
    private final LfForm lines = new LfForm(OutputStream.nullOutputStream());
    private final InkDigest ink = new InkDigest();

    RawBody(boolean mixedLineEnds) {
        this.digest = new RawDigest(mixedLineEnds);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.write(bytes, offset, length);
        lines.write(bytes, offset, length);
        ink.write(bytes, offset, length);
    }

    Sha256 ink() {
        return ink.finish();
    }

    long encodedBytes() throws IOException {
        lines.finish();
        return lines.count();
    }

    void add(String type, String path, Collector out) throws IOException {
        if (digest.blank()) {
            return; // nothing that could be lost
        }
        RawDigest.Sum sum = digest.finish();
        out.add(
                new Component(
                        Component.Kind.RAW,
                        path,
                        sum.digest(),
                        sum.sizeBytes(),
                        type,
                        type,
                        encodedBytes()));
    }
}
