package mailtally.journey;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;

/// Looks whether the new account works on this Mac: it has a row of its own, and Mail has fetched
/// mail for it.
final class NewAccount {
    private NewAccount() {}

    static MoveEvent.Looked look(Desk desk) throws StoreUnavailableException, IOException {
        MoveEvent.Begun old = desk.state().begun().orElseThrow();
        List<AccountRow> rows = desk.stores().rows();
        desk.rows(rows);
        try (AppleMailLibrary library = desk.stores().openLibrary()) {
            for (AccountRow row : rows) {
                Optional<MailAccount> account =
                        library.accounts().stream()
                                .filter(a -> row.family().contains(a.id()))
                                .filter(a -> !a.id().equals(old.id()))
                                .filter(a -> isNew(desk, row, old))
                                .findFirst();
                if (account.isPresent()) {
                    long messages = messages(library, account.get());
                    if (messages > 0) {
                        return new MoveEvent.Looked(Rows.detail(row), messages, true);
                    }
                }
            }
        }
        return new MoveEvent.Looked("", 0, false);
    }

    /// Another row of the same person: Exchange, or on the new mailbox's server.
    private static boolean isNew(Desk desk, AccountRow row, MoveEvent.Begun old) {
        String mailbox = desk.state().readied().map(MoveEvent.Readied::newMailbox).orElse("");
        boolean exchange = row.kind().equals("EXCHANGE");
        boolean named = !row.host().isEmpty() && mailbox.contains(row.host());
        boolean person =
                row.address().equalsIgnoreCase(old.address())
                        || row.user().equalsIgnoreCase(old.address())
                        || named;
        return person && (exchange || (named && !row.host().equalsIgnoreCase(old.host())));
    }

    private static long messages(AppleMailLibrary library, MailAccount account)
            throws StoreUnavailableException {
        long messages = 0;
        try (Store store = library.store(account)) {
            for (Folder folder : store.folders()) {
                messages += folder.witnesses().stream().mapToLong(Witness::count).max().orElse(0);
            }
        }
        return messages;
    }
}
