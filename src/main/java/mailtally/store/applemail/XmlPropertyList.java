package mailtally.store.applemail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mailtally.store.applemail.PropertyList.BrokenListException;
import mailtally.store.applemail.PropertyList.UnusualListException;

/// Apple's XML property list as Apple writes it: UTF-8, no comments, no CDATA, no entities but the
/// five of XML. Strict, so that a text that is not quite a list is never taken for one. One thread,
/// one use.
final class XmlPropertyList {
    private static final int LONGEST_TAG_BYTES = 512;

    /// How a byte order mark begins: UTF-8, UTF-16 in either order.
    private static final Set<Integer> MARKS = Set.of(0xefbb, 0xfeff, 0xfffe);

    private final byte[] bytes;
    private final int end;
    private int at;

    XmlPropertyList(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /// The value at the root. After it, only blanks and NUL bytes may follow.
    Object root() throws BrokenListException {
        if (at + 1 < end && MARKS.contains((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff))) {
            throw new UnusualListException();
        }
        String tag = tag();
        if (tag.startsWith("?xml")) {
            if (tag.contains("encoding")
                    && !tag.toUpperCase(java.util.Locale.ROOT).contains("UTF-8")) {
                throw new UnusualListException();
            }
            tag = tag();
        }
        if (tag.startsWith("!DOCTYPE")) {
            tag = tag();
        }
        if (!tag.equals("plist") && !tag.startsWith("plist ")) {
            throw new BrokenListException(false);
        }
        Object value = value(tag(), 0);
        expect("/plist");
        blanks();
        if (at < end) {
            throw new BrokenListException(false);
        }
        return value;
    }

    private Object value(String tag, int depth) throws BrokenListException {
        if (depth > PropertyList.LIMIT_DEPTH) {
            throw new BrokenListException(false);
        }
        return switch (tag) {
            case "dict" -> dictionary(depth);
            case "array" -> array(depth);
            case "dict/" -> new HashMap<String, Object>();
            case "array/" -> new ArrayList<>();
            case "true/" -> true;
            case "false/" -> false;
            case "string/", "data/" -> "";
            case "string" -> text("/string");
            case "integer" -> integer(text("/integer").strip());
            case "real" -> real(text("/real").strip());
            case "date" -> date(text("/date").strip());
            case "data" -> data(text("/data"));
            default -> throw new BrokenListException(false);
        };
    }

    private Map<String, Object> dictionary(int depth) throws BrokenListException {
        Map<String, Object> map = new HashMap<>();
        for (String tag = tag(); !tag.equals("/dict"); tag = tag()) {
            if (!tag.equals("key")) {
                throw new BrokenListException(false);
            }
            String key = text("/key");
            map.put(key, value(tag(), depth + 1));
        }
        return map;
    }

    private List<Object> array(int depth) throws BrokenListException {
        List<Object> list = new ArrayList<>();
        for (String tag = tag(); !tag.equals("/array"); tag = tag()) {
            list.add(value(tag, depth + 1));
        }
        return list;
    }

    private void expect(String wanted) throws BrokenListException {
        if (!tag().equals(wanted)) {
            throw new BrokenListException(false);
        }
    }

    /// The next tag without its brackets. Only blanks may stand before it.
    private String tag() throws BrokenListException {
        blanks();
        if (at >= end) {
            throw new BrokenListException(true);
        }
        if (bytes[at] != '<') {
            throw new BrokenListException(false);
        }
        int start = ++at;
        for (; at < end; at++) {
            if (bytes[at] == '>') {
                String tag = new String(bytes, start, at++ - start, StandardCharsets.ISO_8859_1);
                return tag.strip();
            }
            if (bytes[at] == '[' || (bytes[at] == '-' && bytes[at - 1] == '!')) {
                throw new UnusualListException(); // a DTD of its own, CDATA, a comment
            }
            if (bytes[at] == '<' || at - start > LONGEST_TAG_BYTES) {
                throw new BrokenListException(false);
            }
        }
        throw new BrokenListException(true);
    }

    /// Character data up to the closing tag.
    private String text(String closing) throws BrokenListException {
        int start = at;
        boolean entities = false;
        while (at < end && bytes[at] != '<') {
            entities |= bytes[at++] == '&';
        }
        String text = new String(bytes, start, at - start, StandardCharsets.UTF_8);
        expect(closing);
        return entities ? resolve(text) : text;
    }

    private static String resolve(String text) throws BrokenListException {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int semicolon = c == '&' ? text.indexOf(';', i) : -1;
            if (c != '&') {
                out.append(c);
            } else if (semicolon < 0) {
                throw new BrokenListException(false);
            } else {
                out.appendCodePoint(entity(text.substring(i + 1, semicolon)));
                i = semicolon;
            }
        }
        return out.toString();
    }

    private static int entity(String name) throws BrokenListException {
        try {
            return switch (name) {
                case "amp" -> '&';
                case "lt" -> '<';
                case "gt" -> '>';
                case "quot" -> '"';
                case "apos" -> '\'';
                default -> {
                    if (!name.startsWith("#")) {
                        throw new BrokenListException(false);
                    }
                    int code =
                            name.startsWith("#x")
                                    ? Integer.parseInt(name.substring(2), 16)
                                    : Integer.parseInt(name.substring(1));
                    if (!Character.isValidCodePoint(code)) {
                        throw new BrokenListException(false);
                    }
                    yield code;
                }
            };
        } catch (NumberFormatException e) {
            throw new BrokenListException(false);
        }
    }

    /// A number that does not fit into 64 bits is kept as text: odd, but no reason to lose the
    /// list.
    private static Object integer(String text) {
        try {
            return text.startsWith("0x")
                    ? (Object) Long.parseUnsignedLong(text.substring(2), 16)
                    : (Object) Long.parseLong(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Object real(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Object date(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static Object data(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private void blanks() {
        while (at < end && bytes[at] >= 0 && bytes[at] <= ' ') {
            at++;
        }
    }
}
