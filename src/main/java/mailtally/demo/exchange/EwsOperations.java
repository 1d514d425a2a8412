package mailtally.demo.exchange;

import java.io.IOException;

/// What the door does with a request that it understood.
final class EwsOperations {
    private final EwsFolders folders;
    private final EwsItems items;

    EwsOperations(EwsCaller caller) {
        this.folders = new EwsFolders(caller);
        this.items = new EwsItems(caller);
    }

    /// Does what was asked and writes the answer; what is wrong with the request as a whole is
    /// thrown before the first byte.
    interface Writing {
        void to(EwsAnswer answer) throws IOException;
    }

    /// What is to be done.
    ///
    /// @throws EwsFault if the whole request is refused; then nothing was done
    Writing perform(EwsElement operation) throws EwsFault {
        return switch (operation.name()) {
            case "GetFolder" -> folders.get(operation.only("FolderShape", "FolderIds"));
            case "FindFolder" ->
                    folders.find(
                            operation
                                    .onlyAttributes("Traversal")
                                    .only(
                                            "FolderShape",
                                            "IndexedPageFolderView",
                                            "ParentFolderIds"));
            case "CreateFolder" -> folders.create(operation.only("ParentFolderId", "Folders"));
            case "DeleteFolder" ->
                    folders.delete(operation.onlyAttributes("DeleteType").only("FolderIds"));
            case "FindItem" ->
                    items.find(
                            operation
                                    .onlyAttributes("Traversal")
                                    .only(
                                            "ItemShape",
                                            "IndexedPageItemView",
                                            "SortOrder",
                                            "ParentFolderIds"));
            case "GetItem" -> items.get(operation.only("ItemShape", "ItemIds"));
            case "CreateItem" ->
                    items.create(
                            operation
                                    .onlyAttributes("MessageDisposition")
                                    .only("SavedItemFolderId", "Items"));
            case "UpdateItem" ->
                    items.update(
                            operation
                                    .onlyAttributes(
                                            "MessageDisposition",
                                            "ConflictResolution",
                                            "SuppressReadReceipts")
                                    .only("ItemChanges"));
            default -> throw new EwsFault("ErrorInvalidRequest", "The request is invalid.");
        };
    }
}
