package mailtally.store.ews;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Sets flags of an item that is there (UpdateItem). Nobody is told that it was read.
final class FlagChange {
    private FlagChange() {}

    /// The changes that set these flags; `\Draft` cannot be set later.
    static List<String> of(Set<String> flags) {
        List<String> changes = new ArrayList<>();
        if (flags.contains("\\Flagged")) {
            changes.add(
                    set(
                            "<t:FieldURI FieldURI=\"item:Flag\"/>",
                            "<t:Flag><t:FlagStatus>Flagged</t:FlagStatus></t:Flag>"));
        }
        if (flags.contains("\\Seen")) {
            changes.add(
                    set("<t:FieldURI FieldURI=\"message:IsRead\"/>", "<t:IsRead>true</t:IsRead>"));
        }
        if (flags.contains("\\Answered")) {
            changes.add(set(Property.LAST_VERB.uri(), Property.LAST_VERB.with("102")));
        }
        return changes;
    }

    private static String set(String field, String value) {
        return "<t:SetItemField>" + field + "<t:Message>" + value + "</t:Message></t:SetItemField>";
    }

    static String question(String item, List<String> changes) {
        return "<m:UpdateItem MessageDisposition=\"SaveOnly\""
                + " ConflictResolution=\"AlwaysOverwrite\" SuppressReadReceipts=\"true\">"
                + "<m:ItemChanges><t:ItemChange><t:ItemId Id=\""
                + Xml.escaped(item)
                + "\"/><t:Updates>"
                + String.join("", changes)
                + "</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>";
    }
}
