package mailtally.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.mbox.MboxStore;

/// Opens the places that addresses name, and closes them all together.
final class Places implements AutoCloseable {
    private static final List<String> SERVERS =
            List.of("imaps://", "imap://", "pop3s://", "pop3://", "ews://", "graph://");

    @SuppressWarnings("UnusedVariable")
    private final CommonOptions options;

    private final Deque<Store> open = new ArrayDeque<>();

    Places(CommonOptions options) {
        this.options = options;
    }

    /// Opens the place.
    ///
    /// @throws AddressException if the address names no single place
    /// @throws StoreUnavailableException if it is not there or cannot be read
    Store open(String address) throws AddressException, StoreUnavailableException {
        for (String scheme : SERVERS) {
            if (address.startsWith(scheme)) {
                throw new AddressException(
                        "This version does not read servers yet ("
                                + scheme
                                + "). It reads apple:, backups, mbox, Maildir and .eml.");
            }
        }
        return keep(onDisk(address));
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private Store onDisk(String address) throws AddressException, StoreUnavailableException {
        Path path = path(address);
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreUnavailableException(
                    "There is nothing at " + path + ". Nothing was changed. Look at the name.");
        }
        if (MboxStore.recognises(path)) {
            return MboxStore.open(path, Optional.empty());
        }
        throw new StoreUnavailableException(
                path
                        + " holds no mail that Mailtally knows: it is no backup, no mbox, no Maildir"
                        + " and no folder of .eml files. Nothing was changed.");
    }

    private static Path path(String address) throws AddressException {
        try {
            return Path.of(address);
        } catch (InvalidPathException e) {
            throw new AddressException("'" + address + "' cannot be a path on this computer.");
        }
    }

    private Store keep(Store opened) {
        open.push(opened);
        return opened;
    }
}
