package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mailtally.store.applemail.PropertyList.BrokenListException;

/// Apple's binary property list (`bplist00`): objects, a table of their offsets, and a trailer of
/// 32 bytes. An object may be named by many others, so a few hundred bytes can unfold into
/// millions of values: every visit to an object counts against a budget. One thread, one use.
final class BinaryPropertyList {
    private static final int TRAILER_BYTES = 32;
    private static final int VISIT_LIMIT = 100_000;

    /// Seconds between 1970 and 2001, from which Apple counts dates.
    private static final long APPLE_EPOCH_SECONDS = 978_307_200L;

    private final byte[] bytes;
    private final int from;
    private final int trailer;
    private int visits;
    private int offsetBytes;
    private int referenceBytes;
    private long objects;
    private long table;

    /// A reference in an NSKeyedArchiver's list: an index into `$objects`.
    record Uid(long value) {}

    BinaryPropertyList(byte[] bytes, int from, int to) throws BrokenListException {
        this.bytes = bytes;
        this.from = from;
        this.trailer = to - TRAILER_BYTES;
        if (trailer < from + 8) {
            throw new BrokenListException(true);
        }
    }

    /// The value at the root.
    Object root() throws BrokenListException {
        offsetBytes = bytes[trailer + 6];
        referenceBytes = bytes[trailer + 7];
        objects = number(trailer + 8, 8);
        long top = number(trailer + 16, 8);
        table = number(trailer + 24, 8);
        long length = (long) trailer - from;
        require(offsetBytes >= 1 && offsetBytes <= 8);
        require(referenceBytes >= 1 && referenceBytes <= 8);
        require(objects > 0 && objects <= length);
        require(table >= 8 && table <= length);
        require(table + objects * offsetBytes <= length);
        return object(top, 0);
    }

    private Object object(long index, int depth) throws BrokenListException {
        require(index >= 0 && index < objects);
        require(depth <= PropertyList.LIMIT_DEPTH && visits++ < VISIT_LIMIT);
        long offset = number((int) (from + table + index * offsetBytes), offsetBytes);
        require(offset >= 8 && offset < table);
        int at = from + (int) offset;
        int marker = bytes[at] & 0xff;
        int low = marker & 0xf;
        return switch (marker >> 4) {
            case 0x0 -> simple(low);
            case 0x1 -> integer(at + 1, 1 << low);
            case 0x2 -> real(at + 1, 1 << low);
            case 0x3 -> date(at + 1);
            case 0x4 -> data(at, low);
            case 0x5 -> text(at, low, 1);
            case 0x6 -> text(at, low, 2);
            case 0x8 -> new Uid(number(at + 1, low + 1));
            case 0xa, 0xb, 0xc -> array(at, low, depth);
            case 0xd -> dictionary(at, low, depth);
            default -> throw new BrokenListException(false);
        };
    }

    private static Object simple(int low) throws BrokenListException {
        return switch (low) {
            case 0 -> ""; // null
            case 8 -> false;
            case 9 -> true;
            default -> throw new BrokenListException(false);
        };
    }

    private Object integer(int at, int width) throws BrokenListException {
        // 16 bytes are used for unsigned 64-bit numbers: the lower half counts.
        return width == 16 ? number(at + 8, 8) : number(at, width);
    }

    private Object real(int at, int width) throws BrokenListException {
        require(width == 4 || width == 8);
        long bits = number(at, width);
        return width == 4
                ? (double) Float.intBitsToFloat((int) bits)
                : Double.longBitsToDouble(bits);
    }

    private Object date(int at) throws BrokenListException {
        double seconds = Double.longBitsToDouble(number(at, 8));
        require(Math.abs(seconds) < 1e11);
        return Instant.ofEpochMilli(Math.round((seconds + APPLE_EPOCH_SECONDS) * 1000));
    }

    private Object data(int at, int low) throws BrokenListException {
        int count = count(at, low);
        int start = start(at, low);
        require(count <= trailer - start);
        visits += count / 64;
        byte[] copy = new byte[count];
        System.arraycopy(bytes, start, copy, 0, count);
        return copy;
    }

    private Object text(int at, int low, int width) throws BrokenListException {
        int count = count(at, low);
        int start = start(at, low);
        require((long) count * width <= trailer - start);
        // A long text that is named again and again costs as much as so many objects.
        visits += count / 64;
        return new String(
                bytes,
                start,
                count * width,
                width == 1 ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE);
    }

    private List<Object> array(int at, int low, int depth) throws BrokenListException {
        int count = count(at, low);
        int start = start(at, low);
        require((long) count * referenceBytes <= trailer - start);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(object(number(start + i * referenceBytes, referenceBytes), depth + 1));
        }
        return list;
    }

    private Map<String, Object> dictionary(int at, int low, int depth) throws BrokenListException {
        int count = count(at, low);
        int start = start(at, low);
        require(2L * count * referenceBytes <= trailer - start);
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int values = start + count * referenceBytes;
            Object key = object(number(start + i * referenceBytes, referenceBytes), depth + 1);
            Object value = object(number(values + i * referenceBytes, referenceBytes), depth + 1);
            map.put(Objects.toString(key), value);
        }
        return map;
    }

    /// How many elements: in the marker, or in an integer object behind it.
    private int count(int at, int low) throws BrokenListException {
        if (low != 0xf) {
            return low;
        }
        require(at + 1 < trailer && (bytes[at + 1] & 0xf0) == 0x10 && (bytes[at + 1] & 0xf) <= 3);
        long count = number(at + 2, 1 << (bytes[at + 1] & 0xf));
        require(count >= 0 && count <= trailer - from);
        return (int) count;
    }

    private int start(int at, int low) {
        return low != 0xf ? at + 1 : at + 2 + (1 << (bytes[at + 1] & 0xf));
    }

    /// A big-endian number; 8 bytes are signed, fewer are not.
    private long number(int at, int width) throws BrokenListException {
        require(width <= 8 && at >= from && at + width <= trailer + TRAILER_BYTES);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    private static void require(boolean holds) throws BrokenListException {
        if (!holds) {
            throw new BrokenListException(false);
        }
    }
}
