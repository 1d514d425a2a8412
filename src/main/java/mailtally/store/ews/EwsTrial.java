package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.message.Digester;
import mailtally.message.MessageBytes;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.TrialMark;
import mailtally.store.TrialStore.Ended;

/// The folder of a trial: made by CreateFolder, removed by DeleteFolder, which takes its items with
/// it. Before that each item's header is read, and the list of items must be the same twice.
final class EwsTrial {
    /// A late commit can leave a message twice.
    private static final int MOST_MESSAGES = 3 * TrialMark.MOST_MESSAGES;

    private final Service service;
    private final FolderTree tree;
    private final Reading reading;
    private final TrialMark mark;
    private final String name;

    EwsTrial(Service service, FolderTree tree, Reading reading, TrialMark mark) {
        this.service = service;
        this.tree = tree;
        this.reading = reading;
        this.mark = mark;
        this.name = mark.folder().names().getFirst();
    }

    /// Makes the folder.
    RemoteFolder make() throws RefusedException, StoreUnavailableException {
        try {
            if (there(all()).isPresent()) {
                throw new RefusedException(
                        "There is a folder " + mark.folder() + " already. It was left as it is.");
            }
        } catch (RefusedByServerException e) {
            throw new RefusedException(
                    "The server does not list its folders. It answered: " + e.getMessage());
        }
        return tree.create(mark.folder());
    }

    Ended remove() throws StoreUnavailableException {
        try {
            List<FolderLine> all = all();
            Optional<FolderLine> there = there(all);
            if (there.isEmpty()) {
                return new Ended.NotThere();
            }
            String id = there.get().id();
            if (all.stream().anyMatch(l -> l.parent().equals(id))) {
                return new Ended.Kept("It has folders in it that are not the trial's.");
            }
            Items before = items(id);
            if (before.foreign.isPresent()) {
                return new Ended.Kept(before.foreign.get());
            }
            if (!listed(id).equals(before.ids)) {
                return new Ended.Kept("It changed while it was looked at.");
            }
            return removed(id, before.ids.size());
        } catch (RefusedByServerException e) {
            return new Ended.Kept(
                    "The server does not list or remove it. It answered: " + e.getMessage());
        } catch (IOException e) {
            return new Ended.Kept("It could not be read: " + e.getMessage());
        }
    }

    private Ended removed(String id, int messages)
            throws RefusedByServerException, StoreUnavailableException {
        try {
            Optional<Refusal> refusal =
                    service.patiently(Questions.deleteFolder(id)).only().refusal();
            List<FolderLine> after = all();
            if (after.stream().anyMatch(l -> l.id().equals(id))) {
                return new Ended.Kept(
                        "The server does not remove it. It answered: "
                                + refusal.map(Refusal::text).orElse("that it did"));
            }
            return new Ended.Removed(
                    messages,
                    after.stream()
                            .filter(l -> l.name().contains(name))
                            .map(l -> FolderPath.of(l.name()))
                            .findFirst());
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private List<FolderLine> all() throws RefusedByServerException, StoreUnavailableException {
        try {
            return new FolderListing(service, tree.root()).all();
        } catch (HostileAnswerException e) {
            throw service.noExchange(e);
        }
    }

    private Optional<FolderLine> there(List<FolderLine> all) {
        return all.stream()
                .filter(l -> l.parent().equals(tree.root()) && l.name().equals(name))
                .findFirst();
    }

    private List<String> listed(String id)
            throws RefusedByServerException, StoreUnavailableException {
        List<String> ids = new ArrayList<>();
        Listing listing = new Listing(service, id, MOST_MESSAGES + 1L);
        for (List<Line> some = listing.next(); !some.isEmpty(); some = listing.next()) {
            some.forEach(line -> ids.add(line.id()));
        }
        return ids.stream().sorted().toList();
    }

    private Items items(String id)
            throws RefusedByServerException, StoreUnavailableException, IOException {
        Items items = new Items();
        items.ids = listed(id);
        if (items.ids.size() > MOST_MESSAGES) {
            items.foreign = Optional.of("It holds more messages than a trial puts.");
            return items;
        }
        Listing listing = new Listing(service, id, MOST_MESSAGES + 1L);
        reading.visit(listing::next, items, false);
        if (items.ours != items.ids.size() && items.foreign.isEmpty()) {
            items.foreign = Optional.of("It holds something that is no message.");
        }
        return items;
    }

    /// What is in the folder.
    private final class Items implements HoldingVisitor {
        private List<String> ids = List.of();
        private int ours;
        private Optional<String> foreign = Optional.empty();

        @Override
        public void message(Holding holding, MessageBytes bytes) throws IOException {
            if (mark.marks(new Digester().digest(bytes).envelope())) {
                ours++;
            } else {
                foreign = Optional.of("It holds a message that is not the trial's.");
            }
        }

        @Override
        public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile) {
            foreign = Optional.of("It holds a message that cannot be read. " + reason);
        }

        @Override
        public void folderUnreadable(String where, String reason) {
            foreign = Optional.of("It cannot be listed. " + reason);
        }
    }
}
