package mailtally.store.completed;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mailtally.message.UnreadableException;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Locator;

/// Where the bytes of completed holdings lie, so that they can be opened again. Used by several
/// threads.
final class Remembered {
    /// An entry takes some 300 bytes.
    private static final int MOST = 20_000;

    private final Map<Key, Place> places = new HashMap<>();
    private boolean forgot;

    private record Key(FolderPath folder, Locator locator) {}

    /// A message on the server.
    record Place(Folder folder, Locator locator) {}

    synchronized void add(Folder folder, Locator here, Place there) {
        Key key = new Key(folder.path(), here);
        if (places.size() < MOST || places.containsKey(key)) {
            places.put(key, there);
        } else {
            forgot = true;
        }
    }

    /// Where the holding's bytes are on the server; nothing if they are the store's own.
    ///
    /// @throws UnreadableException if that is no longer known
    synchronized Optional<Place> place(Folder folder, Locator here) throws UnreadableException {
        Place there = places.get(new Key(folder.path(), here));
        if (there == null && forgot) {
            throw new UnreadableException(
                    "So many messages were completed that it is no longer known whether this one"
                            + " was.");
        }
        return Optional.ofNullable(there);
    }
}
