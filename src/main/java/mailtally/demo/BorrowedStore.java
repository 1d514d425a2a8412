package mailtally.demo;

import java.io.IOException;
import java.util.List;
import mailtally.message.MessageBytes;
import mailtally.message.Profile;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.applemail.AppleMailLibrary;

/// An account of a library that is closed with it.
record BorrowedStore(AppleMailLibrary library, Store store) implements Store {
    @Override
    public String address() {
        return store.address();
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
        library.close();
    }
}
