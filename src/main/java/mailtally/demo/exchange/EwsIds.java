package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the door calls folders and items. An item's id says where it lies, so it changes when the
/// item moves, as Exchange's does.
final class EwsIds {
    static final String ROOT = "AAMkADRoot==";

    private static final Map<String, String> DISTINGUISHED =
            Map.of(
                    "Inbox", "inbox",
                    "Sent", "sentitems",
                    "Drafts", "drafts",
                    "Trash", "deleteditems",
                    "Junk", "junkemail");

    private EwsIds() {}

    /// An item with the folder that it lies in.
    record Placed(ExchangeFolder folder, ExchangeItem item) {}

    static String id(ExchangeFolder folder, ExchangeItem item) {
        String text =
                "An item's id is long and says nothing to anybody: "
                        + folder.id()
                        + "/"
                        + item.uid()
                        + "/"
                        + item.id();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static String changeKey(ExchangeItem item) {
        return Base64.getEncoder()
                .encodeToString(("version " + item.change()).getBytes(StandardCharsets.US_ASCII));
    }

    static Placed find(ExchangeMailbox mailbox, String id) throws EwsFault {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(id), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw new EwsFault("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        String[] parts = text.substring(text.lastIndexOf(' ') + 1).split("/", -1);
        if (parts.length != 3 || !parts[1].matches("\\d{1,15}")) {
            throw new EwsFault("ErrorInvalidIdMalformed", "Id is malformed.");
        }
        Optional<ExchangeFolder> folder = mailbox.folder(parts[0]);
        if (folder.isEmpty()) {
            throw EwsFault.notFound("item");
        }
        ExchangeItem item =
                mailbox.item(folder.get(), Long.parseLong(parts[1]))
                        .filter(i -> i.id().equals(parts[2]))
                        .orElseThrow(() -> EwsFault.notFound("item"));
        return new Placed(folder.get(), item);
    }

    /// The folder that an element names, or nothing for the one that holds all others.
    static Optional<ExchangeFolder> folder(ExchangeMailbox mailbox, EwsElement named)
            throws EwsFault {
        String id = named.required("Id");
        if (named.name().equals("FolderId")) {
            return id.equals(ROOT)
                    ? Optional.empty()
                    : Optional.of(
                            mailbox.folder(id).orElseThrow(() -> EwsFault.notFound("folder")));
        }
        if (!named.name().equals("DistinguishedFolderId")) {
            throw EwsFault.schema("'" + named.name() + "' names no folder.");
        }
        if (id.equals("msgfolderroot")) {
            return Optional.empty();
        }
        return Optional.of(
                mailbox.folders().stream()
                        .filter(f -> id.equals(distinguished(f)))
                        .findFirst()
                        .orElseThrow(() -> EwsFault.notFound("folder")));
    }

    private static String distinguished(ExchangeFolder folder) {
        return folder.use()
                .map(DISTINGUISHED::get)
                .orElse(folder.path().getFirst().toLowerCase(java.util.Locale.ROOT));
    }

    /// The id of the folder above.
    static String parent(ExchangeMailbox mailbox, ExchangeFolder folder) {
        List<String> path = folder.path();
        return path.size() == 1
                ? ROOT
                : mailbox.folder(path.subList(0, path.size() - 1))
                        .map(ExchangeFolder::id)
                        .orElse(ROOT);
    }
}
