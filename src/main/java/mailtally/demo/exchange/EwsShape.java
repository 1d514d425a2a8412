package mailtally.demo.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which properties a request asks for, and how they are written.
///
/// @param mime true if messages are wanted
record EwsShape(Set<String> properties, boolean mime) {
    private static final Set<String> ITEM =
            Set.of(
                    "item:ParentFolderId",
                    "item:Size",
                    "item:DateTimeReceived",
                    "item:IsDraft",
                    "item:Flag",
                    "message:IsRead");

    private static final Set<String> FOLDER =
            Set.of(
                    "folder:FolderClass",
                    "folder:DisplayName",
                    "folder:ParentFolderId",
                    "folder:TotalCount");

    /// Extended properties of whole numbers, by the tag as it is asked for and as it is answered.
    private static final Map<String, String> NUMBERS =
            Map.of("0x0E17", "0xe17", "0x1081", "0x1081", "0x0E07", "0xe07");

    static EwsShape of(EwsElement shape) throws EwsFault {
        shape.only("BaseShape", "IncludeMimeContent", "AdditionalProperties");
        if (!shape.requiredChild("BaseShape").text().equals("IdOnly")) {
            throw EwsFault.schema("this door knows the base shape IdOnly alone.");
        }
        Set<String> properties = new LinkedHashSet<>();
        Optional<EwsElement> more = shape.child("AdditionalProperties");
        for (EwsElement one : more.map(EwsElement::children).orElse(List.of())) {
            properties.add(property(one));
        }
        boolean mime =
                shape.child("IncludeMimeContent").filter(i -> i.text().equals("true")).isPresent();
        return new EwsShape(properties, mime);
    }

    /// The name of a property that a request names.
    static String property(EwsElement uri) throws EwsFault {
        if (uri.name().equals("ExtendedFieldURI")) {
            String tag = uri.onlyAttributes("PropertyTag", "PropertyType").required("PropertyTag");
            uri.required("PropertyType");
            return tag;
        }
        String name = uri.onlyAttributes("FieldURI").required("FieldURI");
        if (!ITEM.contains(name)
                && !FOLDER.contains(name)
                && !name.equals("item:DateTimeCreated")) {
            throw EwsFault.schema("'" + name + "' is no property.");
        }
        return name;
    }

    void write(EwsAnswer answer, EwsIds.Placed placed) throws IOException {
        ExchangeItem item = placed.item();
        answer.text("<t:Message>");
        if (mime) {
            answer.text("<t:MimeContent CharacterSet=\"UTF-8\">");
            answer.base64(item.mime());
            answer.text("</t:MimeContent>");
        }
        answer.text(itemId(placed));
        for (String property : properties) {
            answer.text(value(property, placed));
        }
        answer.text("</t:Message>");
    }

    static String itemId(EwsIds.Placed placed) {
        return "<t:ItemId Id=\""
                + placed.id()
                + "\" ChangeKey=\""
                + EwsIds.changeKey(placed.item())
                + "\"/>";
    }

    private static String value(String property, EwsIds.Placed placed) {
        ExchangeItem item = placed.item();
        return switch (property) {
            case "item:ParentFolderId" -> "<t:ParentFolderId Id=\"" + placed.place().id() + "\"/>";
            case "item:Size" -> "<t:Size>" + item.size() + "</t:Size>";
            case "item:DateTimeReceived" ->
                    "<t:DateTimeReceived>" + seconds(item.received()) + "</t:DateTimeReceived>";
            case "item:IsDraft" -> "<t:IsDraft>" + draft(item) + "</t:IsDraft>";
            case "item:Flag" ->
                    "<t:Flag><t:FlagStatus>"
                            + (item.flags().contains("\\Flagged") ? "Flagged" : "NotFlagged")
                            + "</t:FlagStatus></t:Flag>";
            case "message:IsRead" -> "<t:IsRead>" + item.flags().contains("\\Seen") + "</t:IsRead>";
            case "0x1081" -> item.flags().contains("\\Answered") ? number(property, 102) : "";
            case "0x0E17" -> number(property, status(item));
            case "0x0E07" ->
                    number(
                            property,
                            (item.flags().contains("\\Seen") ? 1 : 0) | (draft(item) ? 8 : 0));
            case "0x007D" -> header(item);
            default -> "";
        };
    }

    /// Exchange keeps the header of what was delivered, and of nothing else.
    private static String header(ExchangeItem item) {
        String text = new String(item.mime(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String header = end < 0 ? text : text.substring(0, end + 4);
        return header.contains("\r\nReceived:") || header.startsWith("Received:")
                ? "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\"0x7d\""
                        + " PropertyType=\"String\"/><t:Value>"
                        + EwsAnswer.escaped(header)
                        + "</t:Value></t:ExtendedProperty>"
                : "";
    }

    private static int status(ExchangeItem item) {
        return (item.flags().contains("\\Deleted") ? 0x8 : 0)
                | (item.flags().contains("\\Answered") ? 0x200 : 0);
    }

    private static boolean draft(ExchangeItem item) {
        return item.draft() || item.flags().contains("\\Draft");
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String number(String tag, int value) {
        return "<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag=\""
                + NUMBERS.get(tag)
                + "\" PropertyType=\"Integer\"/><t:Value>"
                + value
                + "</t:Value></t:ExtendedProperty>";
    }

    void write(EwsAnswer answer, EwsPlace place) throws IOException {
        if (place.folder().isEmpty()) {
            answer.text("<t:Folder>" + folderId(place) + "</t:Folder>");
            return;
        }
        ExchangeFolder folder = place.folder().get();
        String element = element(folder);
        StringBuilder text = new StringBuilder("<t:" + element + ">" + folderId(place));
        if (properties.contains("folder:ParentFolderId")) {
            text.append("<t:ParentFolderId Id=\"").append(place.parent()).append("\"/>");
        }
        if (properties.contains("folder:FolderClass")) {
            text.append("<t:FolderClass>").append(folder.itemClass()).append("</t:FolderClass>");
        }
        if (properties.contains("folder:DisplayName")) {
            text.append("<t:DisplayName>")
                    .append(EwsAnswer.escaped(name(folder)))
                    .append("</t:DisplayName>");
        }
        if (properties.contains("folder:TotalCount")) {
            text.append("<t:TotalCount>")
                    .append(place.mailbox().items(folder).size())
                    .append("</t:TotalCount>");
        }
        answer.text(text + "</t:" + element + ">");
    }

    private static String folderId(EwsPlace place) {
        return "<t:FolderId Id=\"" + place.id() + "\" ChangeKey=\"AQAAAA==\"/>";
    }

    private static String name(ExchangeFolder folder) {
        boolean inbox = folder.use().filter("Inbox"::equals).isPresent();
        return inbox ? "Inbox" : folder.path().getLast();
    }

    private static String element(ExchangeFolder folder) {
        return switch (folder.itemClass().toLowerCase(Locale.ROOT)) {
            case "ipf.appointment" -> "CalendarFolder";
            case "ipf.contact" -> "ContactsFolder";
            case "ipf.task" -> "TasksFolder";
            default -> "Folder";
        };
    }
}
