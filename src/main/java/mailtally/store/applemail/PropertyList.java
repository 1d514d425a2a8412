package mailtally.store.applemail;

import com.dd.plist.NSArray;
import com.dd.plist.NSData;
import com.dd.plist.NSDate;
import com.dd.plist.NSDictionary;
import com.dd.plist.NSNumber;
import com.dd.plist.NSObject;
import com.dd.plist.NSString;
import com.dd.plist.XMLPropertyListParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// Property lists as plain Java values: `Map<String, Object>`, `List<Object>`, `String`, `Long`,
/// `Double`, `Boolean`, `Instant`, `byte[]`, and [BinaryPropertyList.Uid] in an archive.
///
/// The two usual forms are read by our own strict, bounded readers: one plist stands in every
/// message's file, so this is on the path of every message, and hostile binary lists can make a
/// general reader build objects without end. What is XML but unusual (comments, CDATA, another
/// encoding) goes to dd-plist.
public final class PropertyList {
    /// The longest list that is read. Apple's are under 2 KiB in a message's file.
    static final int LIMIT_BYTES = 1 << 20;

    /// The deepest nesting that is read.
    static final int LIMIT_DEPTH = 64;

    private static final byte[] BINARY_MAGIC = "bplist0".getBytes(StandardCharsets.US_ASCII);

    private PropertyList() {}

    /// The dictionary that these bytes hold.
    static Optional<Map<String, Object>> dictionary(byte[] bytes, int from, int to) {
        return value(bytes, from, to).flatMap(PropertyList::asDictionary);
    }

    /// The dictionary that these bytes hold.
    public static Optional<Map<String, Object>> dictionary(byte[] bytes) {
        return dictionary(bytes, 0, bytes.length);
    }

    /// The value at the root of the list, or nothing where it cannot be read to its end.
    static Optional<Object> value(byte[] bytes, int from, int to) {
        if (to - from > LIMIT_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    startsWith(bytes, from, to, BINARY_MAGIC)
                            ? new BinaryPropertyList(bytes, from, to).root()
                            : new XmlPropertyList(bytes, from, to).root());
        } catch (UnusualListException e) {
            return throughLibrary(bytes, from, to);
        } catch (BrokenListException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // only the readers make maps, always with such keys
    static Optional<Map<String, Object>> asDictionary(Object value) {
        return value instanceof Map<?, ?>
                ? Optional.of((Map<String, Object>) value)
                : Optional.empty();
    }

    /// The text of a string or number, without blanks around it.
    static Optional<String> text(Object value) {
        return switch (value) {
            case String s -> Optional.of(s.strip());
            case Long n -> Optional.of(Long.toString(n));
            case null, default -> Optional.empty();
        };
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static Optional<Object> throughLibrary(byte[] bytes, int from, int to) {
        try {
            NSObject root = XMLPropertyListParser.parse(document(bytes, from, to));
            return Optional.ofNullable(root == null ? null : plain(root, 0));
        } catch (Exception | StackOverflowError e) {
            // Hostile XML can make a DOM parser fail in any way; all of them mean: no list here.
            return Optional.empty();
        }
    }

    /// The DOM is made here and not by dd-plist, so that nothing outside the list is ever fetched
    /// and the parser does not print its complaints on the terminal.
    private static Document document(byte[] bytes, int from, int to)
            throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setIgnoringComments(true);
        factory.setCoalescing(true);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        builder.setEntityResolver((_, _) -> new InputSource(new StringReader("")));
        return builder.parse(new ByteArrayInputStream(bytes, from, to - from));
    }

    private static Object plain(NSObject object, int depth) throws BrokenListException {
        if (depth > LIMIT_DEPTH) {
            throw new BrokenListException(false);
        }
        return switch (object) {
            case NSDictionary dictionary -> {
                Map<String, Object> map = new HashMap<>();
                for (Map.Entry<String, NSObject> entry : dictionary.entrySet()) {
                    map.put(entry.getKey(), plain(entry.getValue(), depth + 1));
                }
                yield map;
            }
            case NSArray array -> {
                List<Object> list = new ArrayList<>();
                for (NSObject element : array.getArray()) {
                    list.add(plain(element, depth + 1));
                }
                yield list;
            }
            case NSNumber number when number.isBoolean() -> number.boolValue();
            case NSNumber number when number.isInteger() -> number.longValue();
            case NSNumber number -> number.doubleValue();
            case NSDate date -> date.getDate().toInstant();
            case NSData data -> data.bytes();
            case NSString string -> string.getContent();
            default -> object.toString();
        };
    }

    /// These bytes are no property list.
    static sealed class BrokenListException extends Exception permits UnusualListException {
        private static final long serialVersionUID = 1L;

        /// True where the bytes are the beginning of a list that was cut short.
        final boolean cut;

        BrokenListException(boolean cut) {
            super("no property list", null, false, false); // one per odd file: keep it cheap
            this.cut = cut;
        }
    }

    /// These bytes may well be a property list, but in a form that our reader leaves to dd-plist.
    static final class UnusualListException extends BrokenListException {
        private static final long serialVersionUID = 1L;

        UnusualListException() {
            super(false);
        }
    }
}
