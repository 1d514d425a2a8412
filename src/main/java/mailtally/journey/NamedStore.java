package mailtally.journey;

import java.io.IOException;
import java.util.List;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// A store under a name of its own in the ledger: the copy of an account is another store than the
/// account, though all else is alike.
record NamedStore(Store store, String count) implements Store {
    @Override
    public String address() {
        return store.address() + ", last count of " + count;
    }

    @Override
    public List<Folder> folders() throws StoreUnavailableException {
        return store.folders();
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        store.read(folder, visitor);
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        return store.reopen(folder, locator);
    }

    @Override
    public void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        store.reopen(folder, locators, visitor);
    }

    @Override
    public List<Finding> findings() {
        return store.findings();
    }

    @Override
    public Profile profile() {
        return store.profile();
    }

    @Override
    public boolean keepsForever() {
        return store.keepsForever();
    }

    @Override
    public void close() {
        store.close();
    }
}
