package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.store.applemail.PropertyList.BrokenListException;

/// The property list at the end of a message's file, found from the end backwards, without the
/// length line. Where the length line points at a list's beginning, that settles it.
///
/// @param start where the list starts, or -1 where none was found
/// @param properties its values, where it can be read
record TrailingList(int start, Optional<Map<String, Object>> properties) {
    private static final TrailingList NONE = new TrailingList(-1, Optional.empty());
    private static final byte[] XML = ascii("<?xml");
    private static final byte[] DOCTYPE = ascii("<!DOCTYPE plist");
    private static final byte[] PLIST = ascii("<plist");
    private static final byte[] PLIST_END = ascii("</plist>");
    private static final byte[] BINARY = ascii("bplist00");

    /// Keys that Apple Mail writes and hardly anyone else.
    private static final Set<String> APPLES_KEYS =
            Set.of(
                    "flags",
                    "date-received",
                    "date-sent",
                    "date-last-viewed",
                    "remote-id",
                    "original-mailbox");

    /// Finds the list in `bytes[from..to)`, where `to` is the file's end.
    ///
    /// @param announced where the length line says that the message ends, or -1 if outside
    static TrailingList find(byte[] bytes, int from, int to, int announced) {
        int end = to;
        while (end > from && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        int lowest = Math.max(from, to - PropertyList.LIMIT_BYTES);
        if (endsWith(bytes, lowest, end, PLIST_END)) {
            int start = xmlStart(bytes, lowest, end);
            if (start >= 0) {
                return new TrailingList(start, PropertyList.dictionary(bytes, start, end));
            }
        }
        if (announced >= from && announced < to && looksLikeList(bytes, announced, to)) {
            return new TrailingList(announced, PropertyList.dictionary(bytes, announced, to));
        }
        int binary = lastIndexOf(bytes, lowest, to, BINARY);
        if (binary >= 0) {
            Optional<Map<String, Object>> values = PropertyList.dictionary(bytes, binary, to);
            if (values.isPresent()) {
                return new TrailingList(binary, values);
            }
        }
        int cut = xmlStart(bytes, lowest, end);
        return cut >= 0 && isCutList(bytes, cut, end)
                ? new TrailingList(cut, Optional.empty())
                : NONE;
    }

    /// True where the list has a key of Apple Mail's: then it is the file's own, and not the text
    /// of a message that happens to be a list.
    boolean ofApples() {
        return properties.isPresent()
                && properties.get().keySet().stream().anyMatch(APPLES_KEYS::contains);
    }

    static int lastIndexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int i = to - wanted.length; i >= from; i--) {
            if (PropertyList.startsWith(bytes, i, to, wanted)) {
                return i;
            }
        }
        return -1;
    }

    /// Where the last `<plist` starts, with the declarations that stand directly before it.
    private static int xmlStart(byte[] bytes, int from, int end) {
        int start = lastIndexOf(bytes, from, end, PLIST);
        if (start < 0) {
            return -1;
        }
        start = declarationBefore(bytes, from, start, DOCTYPE);
        return declarationBefore(bytes, from, start, XML);
    }

    private static int declarationBefore(byte[] bytes, int from, int start, byte[] wanted) {
        int i = start;
        while (i > from && bytes[i - 1] >= 0 && bytes[i - 1] <= ' ') {
            i--;
        }
        if (i == from || bytes[i - 1] != '>') {
            return start;
        }
        int opening = lastIndexOf(bytes, Math.max(from, i - 512), i, wanted);
        for (int k = opening; k >= 0 && k < i - 1; k++) {
            if (bytes[k] == '>') {
                return start; // another tag stands in between
            }
        }
        return opening < 0 ? start : opening;
    }

    /// A list's beginning, as far as the file goes.
    private static boolean looksLikeList(byte[] bytes, int from, int to) {
        return beginsAlike(bytes, from, to, XML)
                || beginsAlike(bytes, from, to, DOCTYPE)
                || beginsAlike(bytes, from, to, PLIST)
                || beginsAlike(bytes, from, to, BINARY);
    }

    private static boolean beginsAlike(byte[] bytes, int from, int to, byte[] prefix) {
        int length = Math.min(prefix.length, to - from);
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return length > 0;
    }

    private static boolean isCutList(byte[] bytes, int from, int to) {
        try {
            var _ = new XmlPropertyList(bytes, from, to).root();
            return false;
        } catch (BrokenListException e) {
            return e.cut;
        }
    }

    private static boolean endsWith(byte[] bytes, int from, int end, byte[] suffix) {
        return end - suffix.length >= from
                && PropertyList.startsWith(bytes, end - suffix.length, end, suffix);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
