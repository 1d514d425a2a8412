package mailtally.journey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.message.ReadableText;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;

/// What a person looks at and approves.
final class Approving {
    private static final int TEXT_CHARS = 100_000;
    private final Desk desk;

    Approving(Desk desk) {
        this.desk = desk;
    }

    /// A cause of a place, as its id names it.
    private record Named(MoveEvent.Compared compared, Approvals.Cause cause) {}

    private Optional<Named> named(String id) {
        for (String place : Place.ALL) {
            Optional<MoveEvent.Compared> compared = Screens.latest(desk, desk.state(), place);
            for (Approvals.Cause cause : Approvals.Cause.values()) {
                if (compared.isPresent() && id.startsWith(Causes.prefix(place, cause))) {
                    return Optional.of(new Named(compared.get(), cause));
                }
            }
        }
        return Optional.empty();
    }

    /// True where the list is still the one that the person saw.
    private boolean asSeen(String id, Named named) {
        return new Causes(desk)
                .of(named.compared()).stream().anyMatch(cause -> cause.id().equals(id));
    }

    /// Approves a cause as it is now, or one message that cannot be read.
    Optional<String> approve(Map<String, String> fields) {
        String by = fields.getOrDefault("name", "").strip();
        String reason = fields.getOrDefault("reason", "").strip();
        if (by.isEmpty() || reason.isEmpty()) {
            return Optional.of(
                    "An approval needs a name and a reason. Nothing was approved. Type both.");
        }
        String id = fields.getOrDefault("cause", "");
        if (id.equals(Approved.DOUBTS)) {
            return doubts(by, reason);
        }
        Optional<Named> named = named(id);
        if (named.isEmpty()) {
            return Optional.of("Nothing is left for that cause. Nothing was approved.");
        }
        MoveEvent.Compared compared = named.get().compared();
        Approvals.Cause cause = named.get().cause();
        Optional<Approvals.CauseStanding> standing =
                desk.standings().of(compared.place(), compared.tally()).causes().stream()
                        .filter(c -> c.cause() == cause)
                        .findFirst();
        if (standing.isEmpty()) {
            return Optional.of("Nothing is left for that cause. Nothing was approved.");
        }
        String whyNot = new Causes(desk).whyNot(compared, standing.get());
        if (!whyNot.isEmpty()) {
            return Optional.of("Nothing was approved. " + whyNot);
        }
        String message = fields.getOrDefault("message", "");
        if (!asSeen(id, named.get())) {
            return Optional.of(
                    "The list changed since it was shown. Nothing was approved. Look at it again.");
        }
        boolean one = cause == Approvals.Cause.CANNOT_BE_READ;
        if (one && !message.matches("[0-9]{1,18}")) {
            return Optional.of(
                    "A message that cannot be read is approved by itself: open it, then approve it."
                            + " Nothing was approved.");
        }
        Approvals.Frozen frozen =
                desk.standings().freeze(compared.place(), compared.tally(), cause);
        // The event comes first: what is approved always has a name and a reason.
        desk.add(
                new MoveEvent.Approved(
                        compared.place(),
                        cause.id(),
                        one ? 1 : frozen.messages(),
                        frozen.digest(),
                        by,
                        reason));
        if (one) {
            desk.standings()
                    .approvals()
                    .approveOne(compared.tally(), compared.place(), cause, Long.parseLong(message));
        } else {
            desk.standings().approvals().approve(compared.tally(), compared.place(), cause);
        }
        desk.standings().approvalsChanged();
        desk.changed();
        return Optional.empty();
    }

    private Optional<String> doubts(String by, String reason) {
        List<String> doubts = currentDoubts(desk);
        if (doubts.isEmpty()) {
            return Optional.of("Nothing is in doubt. Nothing was approved.");
        }
        desk.add(
                new MoveEvent.Approved(
                        Approved.THIS_MAC,
                        Approved.DOUBTS,
                        doubts.size(),
                        Approved.digest(doubts),
                        by,
                        reason));
        return Optional.empty();
    }

    /// What is in doubt now.
    static List<String> currentDoubts(Desk desk) {
        return desk.counted()
                .map(Counted::doubts)
                .or(() -> desk.state().compared(Place.SERVER).map(c -> c.event().doubts()))
                .orElse(List.of());
    }

    /// Takes an approval back.
    Optional<String> takeBack(Map<String, String> fields) {
        String id = fields.getOrDefault("cause", "");
        String by = desk.door().user();
        if (id.equals(Approved.DOUBTS)) {
            desk.add(new MoveEvent.TakenBack(Approved.THIS_MAC, Approved.DOUBTS, by));
            return Optional.empty();
        }
        Optional<Named> named = named(id);
        if (named.isEmpty()) {
            return Optional.of("Nothing was approved for that cause.");
        }
        String place = named.get().compared().place();
        desk.standings().approvals().takeBack(place, named.get().cause());
        desk.add(new MoveEvent.TakenBack(place, named.get().cause().id(), by));
        desk.standings().approvalsChanged();
        desk.changed();
        return Optional.empty();
    }

    /// What is left, for a person to look at.
    Exceptions exceptions() {
        return new Exceptions() {
            @Override
            public List<View.Cause> causes() {
                List<View.Cause> all = new ArrayList<>();
                if (desk.file().isEmpty()) {
                    return all;
                }
                doubtful(desk, currentDoubts(desk)).ifPresent(all::add);
                for (String place : Place.ALL) {
                    Screens.latest(desk, desk.state(), place)
                            .ifPresent(compared -> all.addAll(new Causes(desk).of(compared)));
                }
                return all;
            }

            @Override
            public Page page(String cause, String search, String sort, int page) {
                Optional<Named> named = named(cause);
                return named.isEmpty()
                        ? new Page(List.of(), 0)
                        : new LeftMessages(desk.move().ledger())
                                .page(
                                        named.get().compared().tally(),
                                        named.get().compared().place(),
                                        named.get().cause().id(),
                                        search,
                                        sort,
                                        page);
            }

            @Override
            public Optional<Beside> message(String id) {
                return beside(id);
            }
        };
    }

    /// What is in doubt, as something that can be approved.
    static Optional<View.Cause> doubtful(Desk desk, List<String> doubts) {
        if (doubts.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> by = Approved.doubtsBy(desk.state(), doubts);
        return Optional.of(
                new View.Cause(
                        Approved.DOUBTS,
                        "in doubt: was this Mac's mail read whole?",
                        doubts.size(),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        "In Mail, choose the mailbox, then Mailbox, Rebuild; then check again. "
                                + String.join(" ", doubts.subList(0, Math.min(3, doubts.size()))),
                        by.map(who -> "by " + who).orElse(""),
                        by.isEmpty(),
                        "",
                        false));
    }

    private Optional<Exceptions.Beside> beside(String id) {
        if (!id.matches("[0-9]{1,18}") || desk.file().isEmpty()) {
            return Optional.empty();
        }
        LeftMessages left = new LeftMessages(desk.move().ledger());
        for (String place : Place.ALL) {
            Optional<MoveEvent.Compared> compared = Screens.latest(desk, desk.state(), place);
            if (compared.isEmpty()) {
                continue;
            }
            Optional<LeftMessages.Known> known =
                    left.one(compared.get().tally(), place, Long.parseLong(id));
            if (known.isPresent()) {
                LeftMessages.Known one = known.get();
                return Optional.of(
                        new Exceptions.Beside(
                                one.left(),
                                List.of(one.left().reason()),
                                here(one),
                                one.target().map(t -> there(compared.get().address(), left, t))));
            }
        }
        return Optional.empty();
    }

    private String here(LeftMessages.Known one) {
        try (AppleMailLibrary library = desk.stores().openLibrary();
                Store store =
                        library.store(
                                Stores.account(library, desk.state().begun().orElseThrow().id()))) {
            return text(store, one.left().folder(), one.locator());
        } catch (StoreUnavailableException | IOException e) {
            return "It cannot be shown: " + Troubles.sentence(e);
        }
    }

    private String there(String address, LeftMessages left, long target) {
        Optional<String[]> where = left.whereabouts(target);
        if (where.isEmpty()) {
            return "It cannot be shown.";
        }
        try (Store store = desk.stores().open(address)) {
            return text(store, where.get()[0], where.get()[1]);
        } catch (AddressException | StoreUnavailableException | IOException e) {
            return "It cannot be shown: " + Troubles.sentence(e);
        }
    }

    private static String text(Store store, String folder, String locator)
            throws StoreUnavailableException, IOException {
        FolderPath wanted = FolderPath.parse(folder);
        String key = wanted.key().toLowerCase(Locale.ROOT);
        for (Folder one : store.folders()) {
            if (one.path().key().toLowerCase(Locale.ROOT).equals(key)) {
                return ReadableText.of(store.reopen(one, new Locator(locator)), TEXT_CHARS).whole();
            }
        }
        return "Its folder is no longer there.";
    }
}
