package mailtally.journey;

import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.transfer.Copy;

/// A place of the move as the target of a copy.
record CopyTarget(Stores stores, String address) implements Copy.Target {
    @Override
    public WritableStore forWriting() throws AddressException, StoreUnavailableException {
        return stores.openWritable(address);
    }

    @Override
    public Store forReading() throws AddressException, StoreUnavailableException {
        return stores.open(address);
    }
}
