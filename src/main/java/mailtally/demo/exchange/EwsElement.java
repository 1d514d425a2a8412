package mailtally.demo.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// An element of a request, read strictly: what the schema does not have there is refused.
final class EwsElement {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String MESSAGES = "http://schemas.microsoft.com/exchange/services/2006/messages";
    static final String TYPES = "http://schemas.microsoft.com/exchange/services/2006/types";

    private final Element element;

    private EwsElement(Element element) {
        this.element = element;
    }

    /// The outermost element.
    static EwsElement parse(InputStream request) throws IOException, EwsFault {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return new EwsElement(builder.parse(request).getDocumentElement());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (SAXException e) {
            throw EwsFault.schema("it is no XML.");
        }
    }

    String name() {
        return element.getLocalName();
    }

    boolean is(String namespace, String name) {
        return name.equals(element.getLocalName()) && namespace.equals(element.getNamespaceURI());
    }

    String text() {
        return element.getTextContent();
    }

    Optional<String> attribute(String name) {
        return element.hasAttribute(name)
                ? Optional.of(element.getAttribute(name))
                : Optional.empty();
    }

    String required(String attribute) throws EwsFault {
        return attribute(attribute)
                .orElseThrow(
                        () ->
                                EwsFault.schema(
                                        "The required attribute '" + attribute + "' is missing."));
    }

    List<EwsElement> children() {
        List<EwsElement> children = new ArrayList<>();
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                children.add(new EwsElement(child));
            }
        }
        return children;
    }

    Optional<EwsElement> child(String name) {
        return children().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    EwsElement requiredChild(String name) throws EwsFault {
        return child(name)
                .orElseThrow(() -> EwsFault.schema("The element '" + name + "' is missing."));
    }

    /// Refuses children that are not among these, or stand in another order.
    EwsElement only(String... inOrder) throws EwsFault {
        List<String> order = List.of(inOrder);
        int last = 0;
        for (EwsElement child : children()) {
            int place = order.indexOf(child.name());
            if (place < last) {
                throw EwsFault.schema(
                        "The element '"
                                + name()
                                + "' has invalid child element '"
                                + child.name()
                                + "'.");
            }
            last = place;
        }
        return this;
    }

    /// Refuses attributes that are not among these.
    EwsElement onlyAttributes(String... names) throws EwsFault {
        Set<String> allowed = Set.of(names);
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String name = element.getAttributes().item(i).getNodeName();
            if (!name.startsWith("xmlns") && !allowed.contains(name)) {
                throw EwsFault.schema("The '" + name + "' attribute is not declared.");
            }
        }
        return this;
    }
}
