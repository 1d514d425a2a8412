package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the XML of one answer, within limits. Messages do not stay in it: their base64 goes to a
/// shelf as it comes, and the element's text is then its number there. Used by one thread, once.
final class AnswerReader {
    private static final int MOST_DEPTH = 40;
    private static final int MOST_ELEMENTS = 60_000;
    private static final int MOST_ATTRIBUTES = 16;

    /// Of one element, and of all together without the messages.
    private static final int MOST_TEXT = 1 << 20;

    private static final int MOST_TEXT_IN_ALL = 8 << 20;

    private static final XMLInputFactory FACTORY = factory();

    private final Optional<Shelf> shelf;
    private final Deque<Node> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private int elements;
    private long textInAll;

    private AnswerReader(Optional<Shelf> shelf) {
        this.shelf = shelf;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver(
                (_, _, _, _) -> {
                    throw new XMLStreamException("nothing is fetched");
                });
        return factory;
    }

    /// The outermost element.
    ///
    /// @param shelf where messages go; without one there must be none in the answer
    /// @throws HostileAnswerException if it breaks a limit or has in it what EWS never sends
    /// @throws IOException if it is no XML or breaks off, or a message could not be kept
    static Node read(AnswerGuard answer, Optional<Shelf> shelf) throws IOException {
        try {
            XMLStreamReader xml;
            synchronized (FACTORY) {
                xml = FACTORY.createXMLStreamReader(answer, "UTF-8");
            }
            return new AnswerReader(shelf).read(xml);
        } catch (XMLStreamException e) {
            throw cause(e);
        } catch (RuntimeException e) {
            // The JDK's parser meets some broken input so.
            throw new BadAnswerException("the answer is no XML", e);
        }
    }

    /// The parser wraps what its input threw.
    private static IOException cause(XMLStreamException failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof IOException io) {
                return io;
            }
            if (one instanceof XMLStreamException xml
                    && xml.getNestedException() instanceof IOException io) {
                return io;
            }
        }
        return new BadAnswerException("the answer is no XML, or breaks off", failure);
    }

    private Node read(XMLStreamReader xml) throws XMLStreamException, IOException {
        Node top = new Node("");
        open.push(top);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> add(xml);
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.END_DOCUMENT -> {}
                default ->
                        throw new HostileAnswerException(
                                "it has something in it that answers of EWS never have");
            }
        }
        return top.children().getFirst();
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException, IOException {
        if (open.size() > MOST_DEPTH) {
            throw new HostileAnswerException("its elements are nested deeper than " + MOST_DEPTH);
        }
        if (++elements > MOST_ELEMENTS || xml.getAttributeCount() > MOST_ATTRIBUTES) {
            throw new HostileAnswerException("it has too many elements or attributes");
        }
        Node node = new Node(xml.getLocalName());
        count(node.name().length());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            count(xml.getAttributeLocalName(i).length() + xml.getAttributeValue(i).length());
            node.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        open.getFirst().add(node);
        text.setLength(0);
        if (shelf.isPresent() && node.name().equals("MimeContent")) {
            node.setText(Integer.toString(message(xml, shelf.get())));
        } else {
            open.push(node);
        }
    }

    /// Takes a message's base64 to its end.
    private static int message(XMLStreamReader xml, Shelf shelf)
            throws XMLStreamException, IOException {
        try (Mime mime = shelf.begin()) {
            while (true) {
                switch (xml.next()) {
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE ->
                            mime.take(
                                    xml.getTextCharacters(),
                                    xml.getTextStart(),
                                    xml.getTextLength());
                    case XMLStreamConstants.END_ELEMENT -> {
                        return shelf.keep(mime);
                    }
                    default ->
                            throw new HostileAnswerException(
                                    "it has a message in it that is no base64");
                }
            }
        }
    }

    private void add(XMLStreamReader xml) throws HostileAnswerException {
        int length = xml.getTextLength();
        count(length);
        if (text.length() + length > MOST_TEXT) {
            throw new HostileAnswerException("it has more than " + MOST_TEXT + " letters in one");
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), length);
    }

    private void count(int letters) throws HostileAnswerException {
        textInAll += letters;
        if (textInAll > MOST_TEXT_IN_ALL) {
            throw new HostileAnswerException("it has more than " + MOST_TEXT_IN_ALL + " letters");
        }
    }

    private void end() {
        Node ended = open.pop();
        if (ended.children().isEmpty()) {
            ended.setText(text.toString());
        }
        text.setLength(0);
    }
}
