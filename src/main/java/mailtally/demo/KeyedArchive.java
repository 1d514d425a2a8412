package mailtally.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes a text or a number as Apple's NSKeyedArchiver does, in a binary property list: the form
/// of the values in the accounts database.
///
/// The list has a fixed shape, so that it can be written without a library:
/// `{$version: 100000, $archiver: NSKeyedArchiver, $top: {root: UID 1}, $objects: [$null, value]}`.
final class KeyedArchive {
    private static final int MAGIC_BYTES = 8;

    private KeyedArchive() {}

    /// The text, archived.
    static byte[] of(String value) {
        return write(text(value));
    }

    /// The number, archived.
    static byte[] of(int value) {
        return write(number(value));
    }

    /// Objects by number: 0 the top dictionary; 1-4 its keys; 5-8 their values; then what those
    /// hold.
    private static byte[] write(byte[] value) {
        List<byte[]> objects = new ArrayList<>();
        objects.add(new byte[] {(byte) 0xd4, 1, 2, 3, 4, 5, 6, 7, 8});
        objects.add(text("$version"));
        objects.add(text("$archiver"));
        objects.add(text("$top"));
        objects.add(text("$objects"));
        objects.add(number(100_000));
        objects.add(text("NSKeyedArchiver"));
        objects.add(new byte[] {(byte) 0xd1, 9, 10});
        objects.add(new byte[] {(byte) 0xa2, 11, 12});
        objects.add(text("root"));
        objects.add(new byte[] {(byte) 0x80, 1});
        objects.add(text("$null"));
        objects.add(value);
        int size = MAGIC_BYTES + objects.stream().mapToInt(o -> o.length).sum();
        ByteBuffer out = ByteBuffer.allocate(size + 2 * objects.size() + 32);
        out.put("bplist00".getBytes(StandardCharsets.US_ASCII));
        List<Integer> offsets = new ArrayList<>();
        for (byte[] object : objects) {
            offsets.add(out.position());
            out.put(object);
        }
        offsets.forEach(offset -> out.putShort(offset.shortValue()));
        out.put(new byte[6]).put((byte) 2).put((byte) 1);
        out.putLong(objects.size()).putLong(0).putLong(size);
        return out.array();
    }

    /// A text of ASCII, at most 255 characters.
    private static byte[] text(String value) {
        byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(ascii.length + (ascii.length < 15 ? 1 : 3));
        if (ascii.length < 15) {
            out.put((byte) (0x50 | ascii.length));
        } else {
            out.put((byte) 0x5f).put((byte) 0x10).put((byte) ascii.length);
        }
        return out.put(ascii).array();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(5).put((byte) 0x12).putInt(value).array();
    }
}
