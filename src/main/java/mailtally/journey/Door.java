package mailtally.journey;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import mailtally.mac.Host;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;

/// What a journey needs of the door that it is entered by. May be used by several threads.
public interface Door {
    /// Apple Mail's library.
    Path library();

    /// The Mac's accounts database.
    Path accounts();

    /// A folder in our own state folder, made if it is not there.
    Path state(String name) throws StoreUnavailableException;

    /// This computer.
    Host host();

    /// The time.
    Clock clock();

    /// The person's time zone.
    ZoneId zone();

    /// The name of who uses this computer: offered where an approval asks for one.
    String user();

    /// This program's version.
    String version();

    /// How many folders are read at once on this computer.
    int connections();

    /// How many connections a server may be asked for.
    int serverConnections();

    /// Opens a mailbox on a server, or any other place, for reading.
    ///
    /// @param password what the person typed for it; without it, the usual ways but the prompt
    Store open(String address, Optional<String> password)
            throws AddressException, StoreUnavailableException;

    /// Opens a place for adding messages.
    WritableStore openWritable(String address, Optional<String> password)
            throws AddressException, StoreUnavailableException;

    /// The mailbox that an account is probably on, where the door knows better than by its host.
    ///
    /// @param account the account's mail address
    default Optional<String> serverOf(String account) {
        return Optional.empty();
    }

    /// The new mailbox, where the door knows it.
    default Optional<String> newMailboxOf(String account) {
        return Optional.empty();
    }

    /// Where backups go unless the person says otherwise; empty: a folder in the person's home.
    default Optional<Path> backups() {
        return Optional.empty();
    }

    /// A report of the move, kept as files.
    ///
    /// @param into a folder that is there
    /// @return where it is
    Path saveReport(MoveRecord move, Path into) throws java.io.IOException;
}
