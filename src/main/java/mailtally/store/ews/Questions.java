package mailtally.store.ews;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The words of requests: SOAP 1.1 with the schema of Exchange 2013 SP1, which 2016, 2019 and SE
/// take. The order of elements is the schema's; Exchange refuses another one.
final class Questions {
    private static final String HEAD =
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope"
                    + " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\""
                    + " xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\">"
                    + "<soap:Header><t:RequestServerVersion Version=\"Exchange2013_SP1\"/>"
                    + "</soap:Header><soap:Body>";
    private static final String FOOT = "</soap:Body></soap:Envelope>";

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
                    + field("message:IsRead")
                    + Property.LAST_VERB.uri()
                    + Property.STATUS.uri()
                    + "</t:AdditionalProperties>";

    private Questions() {}

    private static String field(String uri) {
        return "<t:FieldURI FieldURI=\"" + uri + "\"/>";
    }

    static String head() {
        return HEAD;
    }

    static String foot() {
        return FOOT;
    }

    /// Folders that Exchange knows by name, such as `inbox`.
    static String distinguishedFolders(Collection<String> names) {
        return folders(
                names.stream()
                        .map(n -> "<t:DistinguishedFolderId Id=\"" + Xml.escaped(n) + "\"/>")
                        .collect(Collectors.joining()));
    }

    static String folder(String id) {
        return folders(folderId(id));
    }

    private static String folders(String ids) {
        return HEAD
                + "<m:GetFolder>"
                + FOLDER_SHAPE
                + "<m:FolderIds>"
                + ids
                + "</m:FolderIds></m:GetFolder>"
                + FOOT;
    }

    /// All folders of the mailbox, so many from the offset on.
    static String allFolders(int offset, int most) {
        return HEAD
                + "<m:FindFolder Traversal=\"Deep\">"
                + FOLDER_SHAPE
                + "<m:IndexedPageFolderView MaxEntriesReturned=\""
                + most
                + "\" Offset=\""
                + offset
                + "\" BasePoint=\"Beginning\"/><m:ParentFolderIds><t:DistinguishedFolderId"
                + " Id=\"msgfolderroot\"/></m:ParentFolderIds></m:FindFolder>"
                + FOOT;
    }

    static String createFolder(String parent, String name) {
        return HEAD
                + "<m:CreateFolder><m:ParentFolderId>"
                + folderId(parent)
                + "</m:ParentFolderId><m:Folders><t:Folder><t:FolderClass>IPF.Note</t:FolderClass>"
                + "<t:DisplayName>"
                + Xml.escaped(name)
                + "</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>"
                + FOOT;
    }

    /// The folder's items in the order in which they were made, so that what comes meanwhile stands
    /// at the end.
    static String items(String folder, long offset, int most) {
        return HEAD
                + "<m:FindItem Traversal=\"Shallow\"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + ITEM_FIELDS
                + "</m:ItemShape><m:IndexedPageItemView MaxEntriesReturned=\""
                + most
                + "\" Offset=\""
                + offset
                + "\" BasePoint=\"Beginning\"/><m:SortOrder><t:FieldOrder Order=\"Ascending\">"
                + field("item:DateTimeCreated")
                + "</t:FieldOrder></m:SortOrder><m:ParentFolderIds>"
                + folderId(folder)
                + "</m:ParentFolderIds></m:FindItem>"
                + FOOT;
    }

    /// What is known of items, without their messages.
    static String look(List<String> ids) {
        return HEAD
                + "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + ITEM_FIELDS
                + "</m:ItemShape>"
                + itemIds(ids)
                + "</m:GetItem>"
                + FOOT;
    }

    /// Items with their messages.
    static String messages(List<String> ids) {
        return HEAD
                + "<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>"
                + "<t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape>"
                + itemIds(ids)
                + "</m:GetItem>"
                + FOOT;
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
