package mailtally.demo.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the door does with items.
final class EwsItems {
    private final EwsCaller caller;

    EwsItems(EwsCaller caller) {
        this.caller = caller;
    }

    EwsOperations.Writing find(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("ItemShape"));
        EwsPaging paging = EwsPaging.of(operation.requiredChild("IndexedPageItemView"));
        Comparator<ExchangeItem> order = order(operation);
        EwsElement parent = operation.requiredChild("ParentFolderIds").children().getFirst();
        return answer -> {
            try {
                EwsPlace place = EwsPlace.of(caller, parent);
                List<ExchangeItem> all = new ArrayList<>(place.mailbox().items(place.holder()));
                all.sort(order);
                answer.success("FindItem");
                answer.text(paging.root(all.size()) + "<t:Items>");
                for (ExchangeItem item : paging.some(all)) {
                    shape.write(answer, new EwsIds.Placed(place, item));
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

    EwsOperations.Writing get(EwsElement operation) throws EwsFault {
        EwsShape shape = EwsShape.of(operation.requiredChild("ItemShape"));
        List<EwsElement> ids = operation.requiredChild("ItemIds").children();
        return answer -> {
            for (EwsElement id : ids) {
                try {
                    EwsIds.Placed placed = EwsIds.item(caller, id.required("Id"));
                    answer.success("GetItem");
                    answer.text("<m:Items>");
                    shape.write(answer, placed);
                    answer.text("</m:Items>");
                    answer.done("GetItem");
                } catch (EwsFault e) {
                    answer.error("GetItem", e);
                }
            }
        };
    }

    /// Each message is taken or refused on its own. Whether the connection breaks before the answer
    /// is the settings' business.
    EwsOperations.Writing create(EwsElement operation) throws EwsFault {
        if (!operation.required("MessageDisposition").equals("SaveOnly")) {
            throw EwsFault.schema("this door sends no mail.");
        }
        EwsPlace place =
                EwsPlace.of(
                        caller, operation.requiredChild("SavedItemFolderId").children().getFirst());
        place.holder();
        List<EwsNewItem> wanted = new ArrayList<>();
        for (EwsElement one : operation.requiredChild("Items").children()) {
            wanted.add(new EwsNewItem(one));
        }
        return answer -> {
            for (EwsNewItem one : wanted) {
                try {
                    EwsIds.Placed placed = put(place, one);
                    answer.success("CreateItem");
                    answer.text("<m:Items>" + message(placed) + "</m:Items>");
                    answer.done("CreateItem");
                } catch (EwsFault e) {
                    answer.error("CreateItem", e);
                }
            }
        };
    }

    private static EwsIds.Placed put(EwsPlace place, EwsNewItem one) throws EwsFault, IOException {
        ExchangeMailbox mailbox = place.mailbox();
        Optional<Duration> wait = mailbox.throttle().take(one.bytes());
        if (wait.isPresent()) {
            throw EwsFault.busy(wait.get());
        }
        EwsIds.Placed placed = new EwsIds.Placed(place, one.put(mailbox, place.holder()));
        ExchangeSettings settings = mailbox.settings();
        if (settings.has(ExchangeQuirk.CUT_AFTER_STORING)
                && mailbox.stored() % settings.cuts().everyMessages() == 0) {
            throw new IOException("the connection is cut, as the settings say");
        }
        return placed;
    }

    private static String message(EwsIds.Placed placed) {
        return "<t:Message>" + EwsShape.itemId(placed) + "</t:Message>";
    }

    EwsOperations.Writing update(EwsElement operation) throws EwsFault {
        List<EwsElement> changes = operation.requiredChild("ItemChanges").children();
        for (EwsElement change : changes) {
            change.only("ItemId", "Updates");
        }
        return answer -> {
            for (EwsElement change : changes) {
                try {
                    EwsIds.Placed placed =
                            EwsIds.item(caller, change.requiredChild("ItemId").required("Id"));
                    placed.place()
                            .mailbox()
                            .flags(
                                    placed.place().holder(),
                                    placed.item().uid(),
                                    flags(change),
                                    Set.of());
                    answer.success("UpdateItem");
                    answer.text("<m:Items>" + message(placed) + "</m:Items>");
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
}
