package mailtally.message;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sheet as bytes: `MTSH`, version, number of components (four bytes each, big-endian), then a
/// component after the other: kind (one byte), digest (32), size and encoded length (eight each),
/// path, media type and label (two bytes of length each, then UTF-8).
///
/// There is one form for each sheet: whatever is not exactly that is refused.
final class SheetForm {
    private static final byte[] MAGIC = {'M', 'T', 'S', 'H'};
    private static final int HEAD_BYTES = 12;

    private SheetForm() {}

    static byte[] write(Sheet sheet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(
                ByteBuffer.allocate(8)
                        .putInt(sheet.version())
                        .putInt(sheet.components().size())
                        .array());
        for (Component c : sheet.components()) {
            out.write(c.kind().code());
            out.writeBytes(c.digest().bytes());
            out.writeBytes(
                    ByteBuffer.allocate(16)
                            .putLong(c.sizeBytes())
                            .putLong(c.encodedBytes())
                            .array());
            writeText(out, c.path());
            writeText(out, c.mediaType());
            writeText(out, c.label());
        }
        return out.toByteArray();
    }

    private static void writeText(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length >>> 8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    static Sheet read(byte[] stored) {
        try {
            Sheet sheet = read(ByteBuffer.wrap(stored));
            if (!Arrays.equals(write(sheet), stored)) {
                throw new IllegalArgumentException("not the stored form of a sheet");
            }
            return sheet;
        } catch (BufferUnderflowException | CharacterCodingException e) {
            throw new IllegalArgumentException("the stored form of a sheet is damaged", e);
        }
    }

    private static Sheet read(ByteBuffer in) throws CharacterCodingException {
        byte[] magic = new byte[MAGIC.length];
        in.get(magic);
        int version = in.getInt();
        int count = in.getInt();
        if (!Arrays.equals(magic, MAGIC) || version != Sheet.VERSION) {
            throw new IllegalArgumentException("not a sheet of version " + Sheet.VERSION);
        }
        if (count < 1 || count > Sheet.COMPONENTS_LIMIT || in.limit() <= HEAD_BYTES) {
            throw new IllegalArgumentException("a sheet has no such number of components");
        }
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(readComponent(in));
        }
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("something follows a sheet");
        }
        return new Sheet(version, components);
    }

    private static Component readComponent(ByteBuffer in) throws CharacterCodingException {
        Component.Kind kind = Component.Kind.ofCode(in.get());
        byte[] digest = new byte[Sha256.BYTES];
        in.get(digest);
        long sizeBytes = in.getLong();
        long encodedBytes = in.getLong();
        String path = readText(in);
        String mediaType = readText(in);
        String label = readText(in);
        return new Component(
                kind, path, Sha256.ofBytes(digest), sizeBytes, label, mediaType, encodedBytes);
    }

    private static String readText(ByteBuffer in) throws CharacterCodingException {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
