package mailtally.demo.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What the door calls folders and items. An item's id says where it lies, so it changes when the
/// item moves, as Exchange's does; and whose it is, so no mailbox need be named with it.
final class EwsIds {
    private EwsIds() {}

    /// An item with the folder that it lies in.
    record Placed(EwsPlace place, ExchangeItem item) {
        String id() {
            return EwsIds.of(place, item);
        }
    }

    static String of(ExchangeMailbox mailbox, Optional<ExchangeFolder> folder) {
        return encoded(
                "folder|" + mailbox.user() + "|" + folder.map(ExchangeFolder::id).orElse(""));
    }

    static String of(EwsPlace place, ExchangeItem item) {
        return encoded(
                "an item's id is long and says nothing to anybody but the server|"
                        + place.mailbox().user()
                        + "|"
                        + place.folder().orElseThrow().id()
                        + "|"
                        + item.uid()
                        + "|"
                        + item.id());
    }

    static String changeKey(ExchangeItem item) {
        return encoded("version " + item.change());
    }

    static EwsPlace folder(EwsCaller caller, String id) throws EwsFault {
        String[] parts = decoded(id, 3);
        ExchangeMailbox mailbox = caller.mailbox(parts[1]);
        if (parts[2].isEmpty()) {
            return new EwsPlace(mailbox, Optional.empty());
        }
        Optional<ExchangeFolder> folder = mailbox.folder(parts[2]);
        if (folder.isEmpty()) {
            throw EwsFault.notFound("folder");
        }
        return new EwsPlace(mailbox, folder);
    }

    static Placed item(EwsCaller caller, String id) throws EwsFault {
        String[] parts = decoded(id, 5);
        ExchangeMailbox mailbox = caller.mailbox(parts[1]);
        Optional<ExchangeFolder> folder = mailbox.folder(parts[2]);
        if (folder.isEmpty() || !parts[3].matches("\\d{1,15}")) {
            throw EwsFault.notFound("item");
        }
        ExchangeItem item =
                mailbox.item(folder.get(), Long.parseLong(parts[3]))
                        .filter(i -> i.id().equals(parts[4]))
                        .orElseThrow(() -> EwsFault.notFound("item"));
        return new Placed(new EwsPlace(mailbox, folder), item);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String[] decoded(String id, int parts) throws EwsFault {
        try {
            String text = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
            String[] split = text.split("\\|", -1);
            if (split.length == parts) {
                return split;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new EwsFault("ErrorInvalidIdMalformed", "Id is malformed.");
    }
}
