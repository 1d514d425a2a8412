package mailtally.demo.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A message in a CreateItem, and changes to one in an UpdateItem.
final class EwsNewItem {
    private final EwsElement element;
    private final Map<String, String> extended = new HashMap<>();

    /// @throws EwsFault for the whole request, if it is not as the schema has it
    EwsNewItem(EwsElement element) throws EwsFault {
        if (!element.is(EwsElement.TYPES, "Message")) {
            throw EwsFault.schema("'" + element.name() + "' is no message.");
        }
        this.element = element.only("MimeContent", "ExtendedProperty", "Flag", "IsRead");
        element.requiredChild("MimeContent").onlyAttributes("CharacterSet");
        for (EwsElement child : element.children()) {
            if (child.name().equals("ExtendedProperty")) {
                child.only("ExtendedFieldURI", "Value");
                extended.put(
                        EwsShape.property(child.requiredChild("ExtendedFieldURI")),
                        child.requiredChild("Value").text());
            }
        }
    }

    /// Puts it into the folder.
    ///
    /// @throws EwsFault for this message alone
    ExchangeItem put(ExchangeMailbox mailbox, ExchangeFolder folder) throws EwsFault {
        // Without the property whatever is created is a draft.
        int messageFlags = number("0x0E07", 8);
        Set<String> flags = new TreeSet<>();
        if ((messageFlags & 1) != 0) {
            flags.add("\\Seen");
        }
        if ((messageFlags & 8) != 0) {
            flags.add("\\Draft");
        }
        int verb = number("0x1081", 0);
        if (verb == 102 || verb == 103) {
            flags.add("\\Answered");
        }
        if (element.child("Flag")
                .flatMap(f -> f.child("FlagStatus"))
                .filter(s -> s.text().equals("Flagged"))
                .isPresent()) {
            flags.add("\\Flagged");
        }
        try {
            return mailbox.add(folder, mime(), received(), flags, (messageFlags & 8) != 0);
        } catch (ExchangeRefusal e) {
            throw EwsFault.of(e);
        }
    }

    private byte[] mime() throws EwsFault {
        try {
            return Base64.getMimeDecoder().decode(element.requiredChild("MimeContent").text());
        } catch (IllegalArgumentException e) {
            throw new EwsFault(
                    "ErrorMimeContentInvalidBase64String", "The MIME content is no base64.");
        }
    }

    /// How large the message is, about.
    long bytes() throws EwsFault {
        return element.requiredChild("MimeContent").text().length() / 4 * 3L;
    }

    private int number(String tag, int otherwise) throws EwsFault {
        try {
            return extended.containsKey(tag) ? Integer.parseInt(extended.get(tag)) : otherwise;
        } catch (NumberFormatException e) {
            throw invalidValue();
        }
    }

    private Instant received() throws EwsFault {
        try {
            return extended.containsKey("0x0E06")
                    ? OffsetDateTime.parse(extended.get("0x0E06")).toInstant()
                    : Instant.now();
        } catch (DateTimeException e) {
            throw invalidValue();
        }
    }

    private static EwsFault invalidValue() {
        return new EwsFault(
                "ErrorInvalidExtendedPropertyValue",
                "The specified value is invalid for the extended property.");
    }
}
