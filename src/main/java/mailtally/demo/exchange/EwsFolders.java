package mailtally.demo.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the door does with folders.
final class EwsFolders {
    private final EwsCaller caller;

    EwsFolders(EwsCaller caller) {
        this.caller = caller;
    }

    EwsOperations.Writing get(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("FolderShape"));
        List<EwsElement> ids = operation.requiredChild("FolderIds").children();
        return answer -> {
            for (EwsElement id : ids) {
                try {
                    EwsPlace place = EwsPlace.of(caller, id);
                    answer.success("GetFolder");
                    answer.text("<m:Folders>");
                    shape.write(answer, place);
                    answer.text("</m:Folders>");
                    answer.done("GetFolder");
                } catch (EwsFault e) {
                    answer.error("GetFolder", e);
                }
            }
        };
    }

    EwsOperations.Writing find(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("FolderShape"));
        EwsPaging paging = EwsPaging.of(operation.requiredChild("IndexedPageFolderView"));
        if (!operation.required("Traversal").equals("Deep")) {
            throw EwsFault.schema("this door knows deep traversals alone.");
        }
        EwsElement below = operation.requiredChild("ParentFolderIds").children().getFirst();
        return answer -> {
            try {
                ExchangeMailbox mailbox = EwsPlace.of(caller, below).mailbox();
                List<ExchangeFolder> all = mailbox.folders();
                answer.success("FindFolder");
                answer.text(paging.root(all.size()) + "<t:Folders>");
                for (ExchangeFolder folder : paging.some(all)) {
                    shape.write(answer, new EwsPlace(mailbox, Optional.of(folder)));
                }
                answer.text("</t:Folders></m:RootFolder>");
                answer.done("FindFolder");
            } catch (EwsFault e) {
                answer.error("FindFolder", e);
            }
        };
    }

    EwsOperations.Writing create(EwsElement operation) throws EwsFault {
        EwsElement into = operation.requiredChild("ParentFolderId").children().getFirst();
        List<EwsElement> wanted = operation.requiredChild("Folders").children();
        for (EwsElement one : wanted) {
            one.only("FolderClass", "DisplayName").requiredChild("DisplayName");
        }
        return answer -> {
            for (EwsElement one : wanted) {
                try {
                    EwsPlace made = create(into, one);
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

    /// Removes folders for good; another way of deleting it does not know.
    EwsOperations.Writing delete(EwsElement operation) throws EwsFault {
        if (!operation.required("DeleteType").equals("HardDelete")) {
            throw EwsFault.schema("this door knows HardDelete alone.");
        }
        List<EwsElement> ids = operation.requiredChild("FolderIds").children();
        return answer -> {
            for (EwsElement id : ids) {
                try {
                    EwsPlace place = EwsPlace.of(caller, id);
                    ExchangeFolder folder = place.holder();
                    if (folder.use().isPresent()) {
                        throw new EwsFault(
                                "ErrorDeleteDistinguishedFolder",
                                "Distinguished folders cannot be deleted.");
                    }
                    place.mailbox().remove(folder);
                    answer.success("DeleteFolder");
                    answer.done("DeleteFolder");
                } catch (EwsFault e) {
                    answer.error("DeleteFolder", e);
                }
            }
        };
    }

    private EwsPlace create(EwsElement into, EwsElement wanted) throws EwsFault {
        EwsPlace parent = EwsPlace.of(caller, into);
        List<String> path = new ArrayList<>();
        parent.folder().ifPresent(folder -> path.addAll(folder.path()));
        path.add(wanted.requiredChild("DisplayName").text());
        if (parent.mailbox().folder(path).isPresent()) {
            throw new EwsFault("ErrorFolderExists", "A folder with the specified name exists.");
        }
        try {
            return new EwsPlace(parent.mailbox(), Optional.of(parent.mailbox().create(path)));
        } catch (ExchangeRefusal e) {
            throw EwsFault.of(e);
        }
    }
}
