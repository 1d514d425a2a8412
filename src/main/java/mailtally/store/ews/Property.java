package mailtally.store.ews;

import java.util.Optional;

/// Properties of MAPI that EWS has no word of its own for (MS-OXPROPS).
enum Property {
    /// PidTagMessageFlags: read is 1, unsent (a draft) is 8. Can be set while an item is made.
    MESSAGE_FLAGS("0x0E07", "Integer"),
    /// PidTagMessageDeliveryTime: IMAP's internal date.
    DELIVERY_TIME("0x0E06", "SystemTime"),
    /// PidTagMessageStatus: what IMAP marked. Deleted is 8, answered is 0x200.
    STATUS("0x0E17", "Integer"),
    /// PidTagLastVerbExecuted: 102 is replied to the sender, 103 to all.
    LAST_VERB("0x1081", "Integer"),
    /// PidTagIconIndex: 261 shows the arrow of an answered message.
    ICON("0x1080", "Integer"),
    /// PidTagTransportMessageHeaders.
    HEADERS("0x007D", "String");

    private final String tag;
    private final String type;

    Property(String tag, String type) {
        this.tag = tag;
        this.type = type;
    }

    /// As it stands in a question.
    String uri() {
        return "<t:ExtendedFieldURI PropertyTag=\"" + tag + "\" PropertyType=\"" + type + "\"/>";
    }

    /// Its value in an item that is made or changed.
    String with(String value) {
        return "<t:ExtendedProperty>"
                + uri()
                + "<t:Value>"
                + Xml.escaped(value)
                + "</t:Value></t:ExtendedProperty>";
    }

    /// Its value in an item of an answer.
    Optional<String> in(Node item) {
        return item.children().stream()
                .filter(c -> c.name().equals("ExtendedProperty") && is(c))
                .flatMap(c -> c.textAt("Value").stream())
                .findFirst();
    }

    /// True where an answer's `ExtendedProperty` is this one. Servers write `0xe07` for `0x0E07`.
    private boolean is(Node extended) {
        return extended.child("ExtendedFieldURI")
                .flatMap(uri -> uri.attribute("PropertyTag"))
                .filter(this::sameTag)
                .isPresent();
    }

    private boolean sameTag(String other) {
        return other.matches("0[xX][0-9a-fA-F]{1,4}")
                && Integer.parseInt(other.substring(2), 16)
                        == Integer.parseInt(tag.substring(2), 16);
    }
}
