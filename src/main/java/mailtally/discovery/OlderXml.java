package mailtally.discovery;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The XML of the older Autodiscover: the question, and reading the answer. A document type
/// definition ends the reading, so that nothing is expanded or fetched.
final class OlderXml {
    private static final int MOST_DEPTH = 20;
    private static final int MOST_TEXT = 4_000;
    private static final int MOST_ELEMENTS = 5_000;

    private static final String QUESTION =
            "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";
    private static final String ANSWER =
            "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    /// Elements whose text is wanted; of others nothing is kept.
    private static final Set<String> WANTED =
            Set.of(
                    "RedirectAddr",
                    "RedirectUrl",
                    "ErrorCode",
                    "AccountType",
                    "Action",
                    "Type",
                    "Server",
                    "Port",
                    "SSL",
                    "EwsUrl",
                    "ASUrl");

    private OlderXml() {}

    /// MS-OXDSCLI section 2.2.3.
    static String question(String address) {
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                + "<Autodiscover xmlns=\""
                + QUESTION
                + "\"><Request><EMailAddress>"
                + escaped(address)
                + "</EMailAddress><AcceptableResponseSchema>"
                + ANSWER
                + "</AcceptableResponseSchema></Request></Autodiscover>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Reads an answer.
    static OlderAnswer read(String text) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            try {
                return read(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's reader throws both for text that is no XML.
            return new OlderAnswer.Other("no XML that can be read");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static OlderAnswer read(XMLStreamReader xml) throws XMLStreamException {
        OlderAnswer.Reading reading = new OlderAnswer.Reading();
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        boolean autodiscover = false;
        int elements = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return new OlderAnswer.Other("XML with definitions of its own, not read");
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    String name = xml.getLocalName();
                    open.push(name);
                    text.setLength(0);
                    autodiscover |= name.equals("Autodiscover");
                    if (open.size() > MOST_DEPTH || ++elements > MOST_ELEMENTS) {
                        return new OlderAnswer.Other("XML that is too deep or too long");
                    }
                    if (name.equals("Protocol")) {
                        String type = xml.getAttributeValue(null, "Type");
                        reading.protocol(type == null ? "" : type);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < MOST_TEXT) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = open.pop();
                    if (autodiscover && WANTED.contains(name) && text.length() < MOST_TEXT) {
                        reading.text(name, text.toString().strip());
                    }
                    text.setLength(0);
                }
                default -> {}
            }
        }
        return autodiscover
                ? reading.answer()
                : new OlderAnswer.Other("XML that is no Autodiscover answer");
    }
}
