package mailtally.journey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mailtally.backup.BagStore;
import mailtally.inventory.Progress;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.server.ServerAddress;
import mailtally.transfer.Copied;
import mailtally.transfer.Copy;
import mailtally.transfer.Plan;

/// What the buttons do that read, compare, put and back up.
final class Comparing {
    private final Desk desk;

    Comparing(Desk desk) {
        this.desk = desk;
    }

    /// Is every message on the server?
    void check() {
        String server = desk.state().readied().orElseThrow().server();
        desk.plan(Optional.empty());
        desk.work("Reading both sides", progress -> compare(Place.SERVER, server, progress));
    }

    /// What would go onto the server?
    void plan() {
        copy(Place.SERVER, desk.state().readied().orElseThrow().server(), false);
    }

    /// Puts it there.
    void put() {
        copy(Place.SERVER, desk.state().readied().orElseThrow().server(), true);
    }

    /// Moves the messages to the new mailbox.
    Optional<String> moveThere(Map<String, String> fields) {
        Optional<String> wrong = newMailbox(fields);
        if (wrong.isEmpty()) {
            copy(Place.NEW_MAILBOX, desk.state().readied().orElseThrow().newMailbox(), true);
        }
        return wrong;
    }

    private void copy(String place, String address, boolean act) {
        desk.work(
                act ? "Putting messages there" : "Looking what can be put there",
                progress -> {
                    try (AppleMailLibrary library = desk.stores().openLibrary();
                            Store mac = source(place, library)) {
                        Plan[] made = new Plan[1];
                        Copied copied =
                                new Copy(
                                                desk.move().ledger(),
                                                desk.door().serverConnections(),
                                                desk.door().state("outgoing"),
                                                progress)
                                        .run(
                                                mac,
                                                new CopyTarget(desk.stores(), address),
                                                (plan, _) -> {
                                                    made[0] = plan;
                                                    return act;
                                                });
                        if (copied.outcome() == Copied.Outcome.PUT) {
                            desk.add(
                                    new MoveEvent.Put(
                                            place,
                                            address,
                                            copied.plan().messages(),
                                            copied.copied()));
                            desk.plan(Optional.empty());
                        } else {
                            desk.plan(Optional.of(copied.plan()));
                        }
                        desk.add(
                                new Comparison(
                                                copied.tally(),
                                                Doubts.of(
                                                        desk.move().ledger(),
                                                        copied.tally().source()))
                                        .event(place, address));
                    }
                });
    }

    /// Makes the backup.
    void backup(boolean others) {
        MoveEvent.Readied said = desk.state().readied().orElseThrow();
        desk.work(
                "Backing up",
                progress ->
                        new BackingUp(desk.door(), desk.stores(), desk.move())
                                .run(Path.of(said.backups()), said.server(), others, progress));
    }

    /// Has everything arrived in the new mailbox?
    Optional<String> arrived(Map<String, String> fields) {
        Optional<String> wrong = newMailbox(fields);
        if (wrong.isPresent()) {
            return wrong;
        }
        String address = desk.state().readied().orElseThrow().newMailbox();
        desk.work(
                "Reading the new mailbox",
                progress -> compare(Place.NEW_MAILBOX, address, progress));
        return Optional.empty();
    }

    /// Compares a place with this Mac. After the removal the backup stands for what was on it.
    private void compare(String place, String address, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        if (desk.state().last(MoveEvent.Removed.class).isPresent()) {
            try (Store backup = BagStore.open(desk.state().bag().orElseThrow());
                    Store there = desk.stores().open(address)) {
                compare(backup, there, place, address, progress);
            }
            return;
        }
        try (AppleMailLibrary library = desk.stores().openLibrary();
                Store mac = library.store(mine(library));
                Store there = desk.stores().open(address)) {
            compare(mac, there, place, address, progress);
        }
    }

    private void compare(Store mac, Store there, String place, String address, Progress progress)
            throws StoreUnavailableException, IOException {
        desk.add(
                Comparison.of(
                                desk.move().ledger(),
                                mac,
                                there,
                                desk.door().serverConnections(),
                                progress)
                        .event(place, address));
    }

    private Optional<String> newMailbox(Map<String, String> fields) {
        String address = fields.getOrDefault("newmailbox", "").strip();
        MoveEvent.Readied said = desk.state().readied().orElseThrow();
        if (address.isEmpty() && said.newMailbox().isEmpty()) {
            return Optional.of("The new mailbox is not named. Type its address.");
        }
        if (address.equalsIgnoreCase(said.server())) {
            return Optional.of(
                    "That is the old mailbox. Nothing was changed. Type the new one's address.");
        }
        Optional<Application> application = NewMailboxBlocks.application(fields, desk.state());
        Optional<String> obstacle =
                desk.door().obstacle(address.isEmpty() ? said.newMailbox() : address, application);
        if (obstacle.isPresent()) {
            if (namesMailbox(address)) {
                name(said, address);
            }
            return obstacle;
        }
        if (!application.equals(desk.state().application())) {
            Application named = application.orElse(new Application("", ""));
            desk.add(new MoveEvent.Registered(named.client(), named.tenant()));
        }
        if (!address.isEmpty()) {
            desk.stores().password(address, fields.getOrDefault("newpassword", ""));
            name(said, address);
        }
        return Optional.empty();
    }

    /// What was typed stays typed, also where it cannot be opened yet.
    private void name(MoveEvent.Readied said, String newMailbox) {
        if (!newMailbox.equals(said.newMailbox())) {
            desk.add(
                    new MoveEvent.Readied(
                            said.sideBySide(),
                            said.server(),
                            newMailbox,
                            said.backups(),
                            said.otherMacs(),
                            said.otherMacsSettled(),
                            said.by()));
        }
    }

    private static boolean namesMailbox(String address) {
        try {
            var _ = ServerAddress.parse(address);
            return true;
        } catch (AddressException e) {
            return false;
        }
    }

    /// Looks whether the new account works on this Mac.
    void lookNew() {
        desk.work("Looking at the new account", _ -> desk.add(NewAccount.look(desk)));
    }

    /// The backup has what never came to this Mac, so the new mailbox is filled from it.
    private Store source(String place, AppleMailLibrary library) throws StoreUnavailableException {
        Optional<Path> bag = desk.state().bag();
        return place.equals(Place.NEW_MAILBOX) && bag.isPresent()
                ? BagStore.open(bag.get())
                : library.store(mine(library));
    }

    private MailAccount mine(AppleMailLibrary library) throws StoreUnavailableException {
        return Stores.account(library, desk.state().begun().orElseThrow().id());
    }
}
