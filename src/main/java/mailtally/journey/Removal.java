package mailtally.journey;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;

/// Looks before and after a row is removed.
final class Removal {
    private final Desk desk;

    Removal(Desk desk) {
        this.desk = desk;
    }

    /// What is there now, to be kept before the person is sent to remove the row.
    MoveEvent.Before before() throws StoreUnavailableException, IOException {
        MoveEvent.Begun account = desk.state().begun().orElseThrow();
        List<AccountRow> rows = desk.stores().rows();
        Map<String, String> names = new LinkedHashMap<>();
        rows.forEach(
                row -> names.put(row.id(), row.address().isEmpty() ? row.name() : row.address()));
        return new MoveEvent.Before(
                names,
                counts(account.id()),
                Rows.own(rows, account).map(AccountRow::id).orElse(""));
    }

    /// Looks whether a row is gone, and which.
    ///
    /// @return what was seen, where something is gone; empty where all rows are still there
    Optional<MoveEvent> after(Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        MoveState state = desk.state();
        Optional<MoveEvent.Before> before =
                state.last(MoveEvent.Before.class).map(MoveState.Dated::event);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        List<AccountRow> rows = desk.stores().rows();
        desk.rows(rows);
        List<String> gone = new ArrayList<>(before.get().rows().keySet());
        rows.forEach(row -> gone.remove(row.id()));
        gone.remove(before.get().row());
        boolean mine = rows.stream().noneMatch(row -> row.id().equals(before.get().row()));
        String address = state.begun().orElseThrow().address();
        if (!gone.isEmpty()) {
            String others =
                    String.join(
                            ", ", gone.stream().map(id -> before.get().rows().get(id)).toList());
            return Optional.of(
                    new MoveEvent.WrongRow(
                            others,
                            others
                                    + (gone.size() == 1 ? " is" : " are")
                                    + " gone, "
                                    + address
                                    + (mine ? " is gone too." : " is still here.")
                                    + " Do not open Mail."));
        }
        return mine ? Optional.of(removed(state, before.get(), rows, progress)) : Optional.empty();
    }

    private MoveEvent.Removed removed(
            MoveState state, MoveEvent.Before before, List<AccountRow> rows, Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        MoveEvent.Begun account = state.begun().orElseThrow();
        boolean cleared = inTime(state);
        StringBuilder seen = new StringBuilder();
        seen.append("Gone: ").append(account.address()).append(" (").append(account.kind());
        seen.append("). Untouched: ").append(Words.count(rows.size(), "account"));
        Map<String, Long> now = counts(account.id());
        List<String> less = new ArrayList<>();
        before.counts()
                .forEach(
                        (id, count) -> {
                            long there = now.getOrDefault(id, 0L);
                            if (there < count) {
                                less.add(
                                        Words.number(count - there)
                                                + " messages fewer in "
                                                + name(before, id));
                            } else if (id.equals(MailAccount.ON_MY_MAC)) {
                                seen.append(", On My Mac ").append(Words.number(there));
                            }
                        });
        seen.append('.');
        less.forEach(what -> seen.append(' ').append(what).append('.'));
        seen.append(stillOnServer(progress));
        if (!cleared) {
            seen.append(" It was removed without a clearance, or after its hour.");
        }
        return new MoveEvent.Removed(desk.now(), cleared, seen.toString());
    }

    /// True where the account was cleared, the clearance did not end, and its hour is not over.
    private boolean inTime(MoveState state) {
        return !state.newer(MoveEvent.Voided.class, MoveEvent.Cleared.class)
                && state.last(MoveEvent.Cleared.class)
                        .filter(c -> desk.now().isBefore(c.event().until()))
                        .isPresent();
    }

    /// True where a row that was there before is gone, as far as the last look tells.
    static boolean anyGone(Desk desk) {
        Optional<MoveEvent.Before> before =
                desk.state().last(MoveEvent.Before.class).map(MoveState.Dated::event);
        Optional<Desk.RowsSeen> now = desk.rows();
        return before.isPresent()
                && now.isPresent()
                && !now.get().rows().stream()
                        .map(AccountRow::id)
                        .toList()
                        .containsAll(before.get().rows().keySet());
    }

    private static String name(MoveEvent.Before before, String id) {
        return before.rows().getOrDefault(id, id);
    }

    /// The server still lists every message that it had.
    private String stillOnServer(Progress progress)
            throws AddressException, StoreUnavailableException, IOException {
        Optional<Counted> counted = desk.counted();
        String address = desk.state().readied().map(MoveEvent.Readied::server).orElse("");
        if (counted.isEmpty() || address.isEmpty()) {
            return " The server was not looked at.";
        }
        try (Store server = desk.stores().open(address)) {
            progress.stage("Looking at the server");
            Inventory inside =
                    new InventoryTaker(
                                    desk.move().ledger(), desk.door().serverConnections(), progress)
                            .again(server, LastCount.SERVER_ROLE);
            MoveEvent.Compared now =
                    Comparison.of(
                                    desk.move().ledger(),
                                    counted.get().source(),
                                    counted.get().mac(),
                                    inside,
                                    server,
                                    progress)
                            .event(Place.SERVER, address);
            Approvals.Standing then =
                    desk.standings().of(Place.SERVER, counted.get().server().tally());
            Approvals.Standing standing = desk.standings().of(Place.SERVER, now.tally());
            return " Server still lists "
                    + Words.number(standing.proven())
                    + " of "
                    + Words.number(then.proven())
                    + ".";
        }
    }

    /// How many messages every other account has, as Mail's index tells; On My Mac by its name.
    private Map<String, Long> counts(String but) throws StoreUnavailableException, IOException {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (AppleMailLibrary library = desk.stores().openLibrary()) {
            for (MailAccount account : library.accounts()) {
                if (account.id().equals(but)) {
                    continue;
                }
                long messages = 0;
                try (Store store = library.store(account)) {
                    for (Folder folder : store.folders()) {
                        messages +=
                                folder.witnesses().stream()
                                        .mapToLong(Witness::count)
                                        .max()
                                        .orElse(0);
                    }
                }
                counts.put(
                        account.kind() == MailAccount.Kind.LOCAL
                                ? MailAccount.ON_MY_MAC
                                : account.id(),
                        messages);
            }
        } catch (StoreUnavailableException e) {
            if (counts.isEmpty()) {
                return counts; // the library may hold no other account
            }
            throw e;
        }
        return counts;
    }

    /// When the Mac was started, if that was after the removal.
    static Optional<Instant> restarted(Desk desk) {
        Optional<Instant> removed =
                desk.state().last(MoveEvent.Removed.class).map(r -> r.event().at());
        return desk.door().host().bootTime().filter(at -> removed.filter(at::isAfter).isPresent());
    }
}
