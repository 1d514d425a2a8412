package mailtally.demo.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// A look into the stand-in's mailboxes past its doors, and another program's hand in them.
public record Insight(ExchangeStandIn server, String user) {
    /// A message as it lies there.
    ///
    /// @param text one character a byte
    public record Lying(
            String folder, String text, Instant received, Set<String> flags, boolean draft) {}

    /// Makes a folder with those above it.
    public void folder(List<String> path) {
        try {
            for (int level = 1; level <= path.size(); level++) {
                mailbox().create(path.subList(0, level));
            }
        } catch (ExchangeRefusal e) {
            throw new AssertionError(e);
        }
    }

    /// Puts a message into a folder, which is made if need be.
    public void deliver(List<String> path, byte[] message, Set<String> flags, Instant received) {
        folder(path);
        try {
            mailbox().add(mailbox().folder(path).orElseThrow(), message, received, flags, false);
        } catch (ExchangeRefusal e) {
            throw new AssertionError(e);
        }
    }

    /// Takes away the item that EWS calls so.
    public void vanish(String ewsId) {
        try {
            EwsIds.Placed placed =
                    EwsIds.item(new EwsCaller(server, user, Optional.empty()), ewsId);
            mailbox().remove(placed.place().holder(), placed.item().uid());
        } catch (EwsFault e) {
            throw new AssertionError(e);
        }
    }

    /// Everything in the mailbox, folder by folder.
    public List<Lying> all() {
        List<Lying> all = new ArrayList<>();
        for (ExchangeFolder folder : mailbox().folders()) {
            for (ExchangeItem item : mailbox().items(folder)) {
                all.add(
                        new Lying(
                                String.join("/", folder.path()),
                                new String(
                                        item.mime(), java.nio.charset.StandardCharsets.ISO_8859_1),
                                item.received(),
                                item.flags(),
                                item.draft()));
            }
        }
        return all;
    }

    /// The immutable ids of a folder's messages, in the order of their UIDs.
    public List<String> ids(List<String> path) {
        return mailbox().items(mailbox().folder(path).orElseThrow()).stream()
                .map(ExchangeItem::id)
                .toList();
    }

    /// Takes away the item with this immutable id.
    public void take(String id) {
        at(id, (folder, item) -> mailbox().remove(folder, item.uid()));
    }

    /// Sets flags of the item with this immutable id.
    public void flag(String id, Set<String> flags) {
        at(id, (folder, item) -> mailbox().flags(folder, item.uid(), flags, Set.of()));
    }

    private void at(String id, BiConsumer<ExchangeFolder, ExchangeItem> what) {
        for (ExchangeFolder folder : mailbox().folders()) {
            for (ExchangeItem item : mailbox().items(folder)) {
                if (item.id().equals(id)) {
                    what.accept(folder, item);
                }
            }
        }
    }

    private ExchangeMailbox mailbox() {
        return server.mailbox(user);
    }
}
