package mailtally.message;

import java.io.ByteArrayOutputStream;
import org.apache.james.mime4j.stream.FieldBuilder;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.RecycledByteArrayBuffer;

/// Takes each header field's bytes from the parser as they lie there. The parser's own builder
/// drops what is no field; this one keeps it.
final class FieldCapture implements FieldBuilder {
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    /// The bytes of the field at hand, folded, without its last line end.
    byte[] bytes() {
        byte[] all = lines.toByteArray();
        int length = all.length;
        if (length > 0 && all[length - 1] == '\n') {
            length--;
        }
        return java.util.Arrays.copyOf(all, length);
    }

    @Override
    public void reset() {
        lines.reset();
    }

    @Override
    public void append(ByteArrayBuffer line) {
        lines.write(line.buffer(), 0, line.length());
    }

    /// A stand-in: the parser is only asked where fields and parts begin and end.
    @Override
    public RawField build() {
        return lines.size() == 0 ? null : new RawField("x", "");
    }

    @Override
    public RecycledByteArrayBuffer getRaw() {
        return null;
    }

    @Override
    public void release() {
        lines.reset();
    }
}
