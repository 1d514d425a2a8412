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
    /// @param login what the person typed; without it, the usual ways but the prompt
    Store open(String address, Login login) throws AddressException, StoreUnavailableException;

    /// Opens a place for adding messages.
    WritableStore openWritable(String address, Login login)
            throws AddressException, StoreUnavailableException;

    /// Why nobody could sign in to a mailbox, as far as that can be told before any connection.
    ///
    /// @param application what the person typed
    /// @return a sentence; empty where nothing is in the way
    default Optional<String> obstacle(String address, Optional<Application> application) {
        return Optional.empty();
    }

    /// False where another password would be of no use for a mailbox.
    default boolean takesPassword(String address, Optional<Application> application) {
        return true;
    }

    /// True where it was said already which application a person signs in with.
    default boolean knowsApplication() {
        return false;
    }

    /// From now on this person can be asked to do something while work waits.
    default void meets(Person person) {
        // a door that asks nobody anything
    }

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
