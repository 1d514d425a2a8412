package mailtally.demo.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A folder that a request names.
///
/// @param folder nothing for the one that holds all others
record EwsPlace(ExchangeMailbox mailbox, Optional<ExchangeFolder> folder) {
    private static final Map<String, String> DISTINGUISHED =
            Map.of(
                    "Inbox", "inbox",
                    "Sent", "sentitems",
                    "Drafts", "drafts",
                    "Trash", "deleteditems",
                    "Junk", "junkemail");

    /// The folder that an element names.
    static EwsPlace of(EwsCaller caller, EwsElement named) throws EwsFault {
        String id = named.required("Id");
        if (named.name().equals("FolderId")) {
            return EwsIds.folder(caller, id);
        }
        if (!named.name().equals("DistinguishedFolderId")) {
            throw EwsFault.schema("'" + named.name() + "' names no folder.");
        }
        Optional<EwsElement> owner = named.only("Mailbox").child("Mailbox");
        ExchangeMailbox mailbox =
                caller.mailbox(
                        owner.isPresent()
                                ? owner.get().requiredChild("EmailAddress").text()
                                : caller.user());
        if (id.equals("msgfolderroot")) {
            return new EwsPlace(mailbox, Optional.empty());
        }
        return new EwsPlace(
                mailbox,
                Optional.of(
                        mailbox.folders().stream()
                                .filter(f -> id.equals(distinguished(f)))
                                .findFirst()
                                .orElseThrow(() -> EwsFault.notFound("folder"))));
    }

    private static String distinguished(ExchangeFolder folder) {
        return folder.use()
                .map(DISTINGUISHED::get)
                .orElse(folder.path().getFirst().toLowerCase(Locale.ROOT));
    }

    /// The folder, where one is meant that can hold items.
    ExchangeFolder holder() throws EwsFault {
        return folder.orElseThrow(() -> EwsFault.notFound("folder"));
    }

    String id() {
        return EwsIds.of(mailbox, folder);
    }

    /// The id of the folder above.
    String parent() {
        List<String> path = folder.orElseThrow().path();
        return EwsIds.of(
                mailbox,
                path.size() == 1
                        ? Optional.<ExchangeFolder>empty()
                        : mailbox.folder(path.subList(0, path.size() - 1)));
    }
}
