package mailtally.demo.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the door does with a request that it understood.
final class EwsOperations {
    private static final int MOST_ENTRIES = 1000;

    private final ExchangeMailbox mailbox;

    EwsOperations(ExchangeMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// Writes an answer; what is wrong with the request is thrown before the first byte.
    interface Writing {
        void to(EwsAnswer answer) throws IOException;
    }

    /// Does what the element asks for.
    ///
    /// @throws EwsFault if the whole request is refused; then nothing was done
    Writing perform(EwsElement operation) throws EwsFault {
        return switch (operation.name()) {
            case "GetFolder" -> getFolder(operation.only("FolderShape", "FolderIds"));
            case "FindFolder" ->
                    findFolder(
                            operation
                                    .onlyAttributes("Traversal")
                                    .only(
                                            "FolderShape",
                                            "IndexedPageFolderView",
                                            "ParentFolderIds"));
            case "CreateFolder" -> createFolder(operation.only("ParentFolderId", "Folders"));
            case "FindItem" ->
                    findItem(
                            operation
                                    .onlyAttributes("Traversal")
                                    .only(
                                            "ItemShape",
                                            "IndexedPageItemView",
                                            "SortOrder",
                                            "ParentFolderIds"));
            case "GetItem" -> getItem(operation.only("ItemShape", "ItemIds"));
            case "CreateItem" ->
                    createItem(
                            operation
                                    .onlyAttributes("MessageDisposition")
                                    .only("SavedItemFolderId", "Items"));
            case "UpdateItem" ->
                    updateItem(
                            operation
                                    .onlyAttributes(
                                            "MessageDisposition",
                                            "ConflictResolution",
                                            "SuppressReadReceipts")
                                    .only("ItemChanges"));
            default -> throw new EwsFault("ErrorInvalidRequest", "The request is invalid.");
        };
    }

    private Writing getFolder(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("FolderShape"));
        List<EwsElement> ids = operation.requiredChild("FolderIds").children();
        return answer -> {
            for (EwsElement id : ids) {
                try {
                    Optional<ExchangeFolder> folder = EwsIds.folder(mailbox, id);
                    answer.success("GetFolder");
                    answer.text("<m:Folders>");
                    if (folder.isPresent()) {
                        shape.write(answer, mailbox, folder.get());
                    } else {
                        answer.text(
                                "<t:Folder><t:FolderId Id=\""
                                        + EwsIds.ROOT
                                        + "\" ChangeKey=\"AQAAAA==\"/></t:Folder>");
                    }
                    answer.text("</m:Folders>");
                    answer.done("GetFolder");
                } catch (EwsFault e) {
                    answer.error("GetFolder", e);
                }
            }
        };
    }

    private Writing findFolder(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("FolderShape"));
        Paging paging = Paging.of(operation.requiredChild("IndexedPageFolderView"));
        if (!operation.required("Traversal").equals("Deep")) {
            throw EwsFault.schema("this door knows deep traversals alone.");
        }
        List<ExchangeFolder> all = mailbox.folders();
        return answer -> {
            answer.success("FindFolder");
            answer.text(paging.root(all.size()) + "<t:Folders>");
            for (ExchangeFolder folder : paging.some(all)) {
                shape.write(answer, mailbox, folder);
            }
            answer.text("</t:Folders></m:RootFolder>");
            answer.done("FindFolder");
        };
    }

    private Writing createFolder(EwsElement operation) throws EwsFault {
        EwsElement into = operation.requiredChild("ParentFolderId").children().getFirst();
        List<EwsElement> wanted = operation.requiredChild("Folders").children();
        for (EwsElement one : wanted) {
            one.only("FolderClass", "DisplayName").requiredChild("DisplayName");
        }
        return answer -> {
            for (EwsElement one : wanted) {
                try {
                    ExchangeFolder made = create(into, one);
                    answer.success("CreateFolder");
                    answer.text(
                            "<m:Folders><t:Folder><t:FolderId Id=\""
                                    + made.id()
                                    + "\" ChangeKey=\"AQAAAA==\"/></t:Folder></m:Folders>");
                    answer.done("CreateFolder");
                } catch (EwsFault e) {
                    answer.error("CreateFolder", e);
                }
            }
        };
    }

    private ExchangeFolder create(EwsElement into, EwsElement wanted) throws EwsFault {
        List<String> path = new ArrayList<>();
        EwsIds.folder(mailbox, into).ifPresent(parent -> path.addAll(parent.path()));
        path.add(wanted.requiredChild("DisplayName").text());
        if (mailbox.folder(path).isPresent()) {
            throw new EwsFault("ErrorFolderExists", "A folder with the specified name exists.");
        }
        try {
            return mailbox.create(path);
        } catch (ExchangeRefusal e) {
            throw EwsFault.of(e);
        }
    }

    private Writing findItem(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("ItemShape"));
        Paging paging = Paging.of(operation.requiredChild("IndexedPageItemView"));
        Comparator<ExchangeItem> order = order(operation);
        EwsElement parent = operation.requiredChild("ParentFolderIds").children().getFirst();
        return answer -> {
            try {
                ExchangeFolder folder =
                        EwsIds.folder(mailbox, parent)
                                .orElseThrow(() -> EwsFault.notFound("folder"));
                List<ExchangeItem> all = new ArrayList<>(mailbox.items(folder));
                all.sort(order);
                answer.success("FindItem");
                answer.text(paging.root(all.size()) + "<t:Items>");
                for (ExchangeItem item : paging.some(all)) {
                    shape.write(answer, folder, item);
                }
                answer.text("</t:Items></m:RootFolder>");
                answer.done("FindItem");
            } catch (EwsFault e) {
                answer.error("FindItem", e);
            }
        };
    }

    private static Comparator<ExchangeItem> order(EwsElement operation) throws EwsFault {
        Comparator<ExchangeItem> order = Comparator.comparingLong(ExchangeItem::uid);
        Optional<EwsElement> asked =
                operation.child("SortOrder").flatMap(s -> s.child("FieldOrder"));
        if (asked.isPresent()
                && EwsShape.property(asked.get().requiredChild("FieldURI"))
                        .equals("item:DateTimeReceived")) {
            order = Comparator.comparing(ExchangeItem::received).thenComparing(order);
        }
        return order;
    }

    private Writing getItem(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("ItemShape"));
        List<EwsElement> ids = operation.requiredChild("ItemIds").children();
        return answer -> {
            for (EwsElement id : ids) {
                try {
                    EwsIds.Placed placed = EwsIds.find(mailbox, id.required("Id"));
                    answer.success("GetItem");
                    answer.text("<m:Items>");
                    shape.write(answer, placed.folder(), placed.item());
                    answer.text("</m:Items>");
                    answer.done("GetItem");
                } catch (EwsFault e) {
                    answer.error("GetItem", e);
                }
            }
        };
    }

    private Writing createItem(EwsElement operation) throws EwsFault {
        if (!operation.required("MessageDisposition").equals("SaveOnly")) {
            throw EwsFault.schema("this door sends no mail.");
        }
        EwsElement into = operation.requiredChild("SavedItemFolderId").children().getFirst();
        ExchangeFolder folder =
                EwsIds.folder(mailbox, into).orElseThrow(() -> EwsFault.notFound("folder"));
        List<EwsNewItem> wanted = new ArrayList<>();
        for (EwsElement one : operation.requiredChild("Items").children()) {
            wanted.add(new EwsNewItem(one));
        }
        return answer -> {
            for (EwsNewItem one : wanted) {
                try {
                    ExchangeItem item = one.put(mailbox, folder);
                    answer.success("CreateItem");
                    answer.text(
                            "<m:Items><t:Message>"
                                    + EwsShape.itemId(folder, item)
                                    + "</t:Message></m:Items>");
                    answer.done("CreateItem");
                } catch (EwsFault e) {
                    answer.error("CreateItem", e);
                }
            }
        };
    }

    private Writing updateItem(EwsElement operation) throws EwsFault {
        List<EwsElement> changes = operation.requiredChild("ItemChanges").children();
        for (EwsElement change : changes) {
            change.only("ItemId", "Updates");
        }
        return answer -> {
            for (EwsElement change : changes) {
                try {
                    EwsIds.Placed placed =
                            EwsIds.find(mailbox, change.requiredChild("ItemId").required("Id"));
                    mailbox.flags(placed.folder(), placed.item().uid(), flags(change), Set.of());
                    answer.success("UpdateItem");
                    answer.text(
                            "<m:Items><t:Message>"
                                    + EwsShape.itemId(placed.folder(), placed.item())
                                    + "</t:Message></m:Items>");
                    answer.done("UpdateItem");
                } catch (EwsFault e) {
                    answer.error("UpdateItem", e);
                }
            }
        };
    }

    private static Set<String> flags(EwsElement change) throws EwsFault {
        Set<String> flags = new TreeSet<>();
        for (EwsElement update : change.requiredChild("Updates").children()) {
            if (!update.name().equals("SetItemField")) {
                throw new EwsFault("ErrorInvalidRequest", "The request is invalid.");
            }
            switch (EwsShape.property(update.children().getFirst())) {
                case "item:Flag" -> flags.add("\\Flagged");
                case "message:IsRead" -> flags.add("\\Seen");
                case "0x1081" -> flags.add("\\Answered");
                default -> throw new EwsFault("ErrorInvalidPropertySet", "It cannot be set.");
            }
        }
        return flags;
    }

    /// @param most so many entries at most
    private record Paging(int offset, int most) {
        static Paging of(EwsElement view) throws EwsFault {
            view.onlyAttributes("MaxEntriesReturned", "Offset", "BasePoint");
            if (!view.required("BasePoint").equals("Beginning")) {
                throw EwsFault.schema("this door counts from the beginning alone.");
            }
            try {
                return new Paging(
                        Integer.parseInt(view.required("Offset")),
                        Math.min(
                                MOST_ENTRIES,
                                Integer.parseInt(
                                        view.attribute("MaxEntriesReturned").orElse("1000"))));
            } catch (NumberFormatException e) {
                throw EwsFault.schema("an offset is no number.");
            }
        }

        <T> List<T> some(List<T> all) {
            int from = Math.min(offset, all.size());
            return all.subList(from, Math.min(all.size(), from + most));
        }

        String root(int total) {
            int to = Math.min(total, offset + most);
            return "<m:RootFolder IndexedPagingOffset=\""
                    + to
                    + "\" TotalItemsInView=\""
                    + total
                    + "\" IncludesLastItemInRange=\""
                    + (to >= total)
                    + "\">";
        }
    }
}
