package mailtally.store.ews;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What requests ask, as it stands in their SOAP body. The order of elements is the schema's;
/// Exchange refuses another one.
final class Questions {
    private static final String FOLDER_SHAPE =
            "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                    + field("folder:FolderClass")
                    + field("folder:DisplayName")
                    + field("folder:ParentFolderId")
                    + field("folder:TotalCount")
                    + "</t:AdditionalProperties></m:FolderShape>";

    private static final String ITEM_FIELDS =
            "<t:AdditionalProperties>"
                    + field("item:ParentFolderId")
                    + field("item:Size")
                    + field("item:DateTimeReceived")
                    + field("item:IsDraft")
                    + field("item:Flag")
                    + field("message:IsRead");

    private static final String EXTENDED_FIELDS = Property.LAST_VERB.uri() + Property.STATUS.uri();

    private Questions() {}

    private static String field(String uri) {
        return "<t:FieldURI FieldURI=\"" + uri + "\"/>";
    }

    /// Folders that Exchange knows by name, such as `inbox`.
    ///
    /// @param owner the mailbox's address; without it, the mailbox of whoever signed in
    static String distinguishedFolders(Collection<String> names, Optional<String> owner) {
        String mailbox =
                owner.map(Xml::escaped)
                        .map(
                                o ->
                                        "<t:Mailbox><t:EmailAddress>"
                                                + o
                                                + "</t:EmailAddress></t:Mailbox>")
                        .orElse("");
        return folders(
                names.stream()
                        .map(
                                n ->
                                        "<t:DistinguishedFolderId Id=\""
                                                + Xml.escaped(n)
                                                + "\">"
                                                + mailbox
                                                + "</t:DistinguishedFolderId>")
                        .collect(Collectors.joining()));
    }

    static String folder(String id) {
        return folders(folderId(id));
    }

    private static String folders(String ids) {
        return "<m:GetFolder>"
                + FOLDER_SHAPE
                + "<m:FolderIds>"
                + ids
                + "</m:FolderIds></m:GetFolder>";
    }

    /// All folders below one, so many from the offset on.
    static String allFolders(String root, int offset, int most) {
        return "<m:FindFolder Traversal=\"Deep\">"
                + FOLDER_SHAPE
                + "<m:IndexedPageFolderView MaxEntriesReturned=\""
                + most
                + "\" Offset=\""
                + offset
                + "\" BasePoint=\"Beginning\"/><m:ParentFolderIds>"
                + folderId(root)
                + "</m:ParentFolderIds></m:FindFolder>";
    }

    static String createFolder(String parent, String name) {
        return "<m:CreateFolder><m:ParentFolderId>"
                + folderId(parent)
                + "</m:ParentFolderId><m:Folders><t:Folder><t:FolderClass>IPF.Note</t:FolderClass>"
                + "<t:DisplayName>"
                + Xml.escaped(name)
                + "</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>";
    }

    /// Removes a folder with all in it. For a trial's own alone.
    static String deleteFolder(String id) {
        return "<m:DeleteFolder DeleteType=\"HardDelete\"><m:FolderIds>"
                + folderId(id)
                + "</m:FolderIds></m:DeleteFolder>";
    }

    /// The folder's items in the order in which they were made, so that what comes meanwhile stands
    /// at the end.
    ///
    /// @param extended also what Exchange has no words of its own for
    static String items(String folder, long offset, int most, boolean extended) {
        return "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + ITEM_FIELDS
                + (extended ? EXTENDED_FIELDS : "")
                + "</t:AdditionalProperties></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned=\""
                + most
                + "\" Offset=\""
                + offset
                + "\" BasePoint=\"Beginning\"/><m:SortOrder><t:FieldOrder Order=\"Ascending\">"
                + field("item:DateTimeCreated")
                + "</t:FieldOrder></m:SortOrder><m:ParentFolderIds>"
                + folderId(folder)
                + "</m:ParentFolderIds></m:FindItem>";
    }

    /// What is known of items, without their messages.
    static String look(List<String> ids) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + ITEM_FIELDS
                + "</t:AdditionalProperties></m:ItemShape>"
                + itemIds(ids)
                + "</m:GetItem>";
    }

    /// Items with their messages.
    static String messages(List<String> ids) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + "<t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape>"
                + itemIds(ids)
                + "</m:GetItem>";
    }

    /// Items with the headers that Exchange kept of them.
    static String headers(List<String> ids) {
        return "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
                + Property.HEADERS.uri()
                + "</t:AdditionalProperties></m:ItemShape>"
                + itemIds(ids)
                + "</m:GetItem>";
    }

    private static String itemIds(List<String> ids) {
        return ids.stream()
                .map(id -> "<t:ItemId Id=\"" + Xml.escaped(id) + "\"/>")
                .collect(Collectors.joining("", "<m:ItemIds>", "</m:ItemIds>"));
    }

    static String folderId(String id) {
        return "<t:FolderId Id=\"" + Xml.escaped(id) + "\"/>";
    }
}
