package mailtally.journey;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.server.ServerAddress;

/// Opens the places of a move. Passwords that a person typed live here, in memory alone. May be
/// used by several threads.
final class Stores {
    private final Door door;
    private final Supplier<Optional<Application>> application;
    private final Map<String, String> typed = new ConcurrentHashMap<>();
    private volatile Path library;

    /// @param application what the person typed of one
    Stores(Door door, Supplier<Optional<Application>> application) {
        this.door = door;
        this.application = application;
        this.library = door.library();
    }

    /// The mail library that is meant.
    Path library() {
        return library;
    }

    /// Another mail library is meant.
    void library(Path other) {
        library = other;
    }

    /// A password that the person typed.
    void password(String address, String password) {
        if (!password.isEmpty()) {
            typed.put(name(address), password);
        }
    }

    /// Forgets a password that was refused.
    void forget(String address) {
        typed.remove(name(address));
    }

    /// The library as it is now; the caller closes it.
    AppleMailLibrary openLibrary() throws StoreUnavailableException {
        return openLibrary(library);
    }

    /// A library, or a copy of one.
    AppleMailLibrary openLibrary(Path where) throws StoreUnavailableException {
        return AppleMailLibrary.open(where, door.accounts(), door.state("copies"));
    }

    /// The rows of System Settings as they are now.
    List<AccountRow> rows() throws StoreUnavailableException {
        return AppleMailLibrary.rows(door.accounts(), door.state("copies"));
    }

    /// The account of this id.
    ///
    /// @throws StoreUnavailableException if it is no longer in the library
    static MailAccount account(AppleMailLibrary in, String id) throws StoreUnavailableException {
        return find(in, id)
                .orElseThrow(
                        () ->
                                new StoreUnavailableException(
                                        "The account is no longer in this Mac's mail library. Nothing"
                                                + " was changed. If it was removed, the backup has"
                                                + " its mail."));
    }

    /// The account of this id, if it is there.
    static Optional<MailAccount> find(AppleMailLibrary in, String id) {
        return in.accounts().stream().filter(a -> a.id().equals(id)).findFirst();
    }

    /// Any other place.
    Store open(String address) throws AddressException, StoreUnavailableException {
        return door.open(address, login(address));
    }

    /// Any other place, for adding messages.
    WritableStore openWritable(String address) throws AddressException, StoreUnavailableException {
        return door.openWritable(address, login(address));
    }

    private Login login(String address) {
        return new Login(Optional.ofNullable(typed.get(name(address))), application.get());
    }

    /// One name for all ways to write a server's address.
    private static String name(String address) {
        if (!ServerAddress.recognises(address)) {
            return address;
        }
        try {
            return ServerAddress.parse(address).text();
        } catch (AddressException e) {
            return address;
        }
    }
}
