package mailtally.store.completed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;

/// Where whole messages may be. Used by all threads that read folders; each server folder is asked
/// by one of them at a time.
final class Server {
    private final Store store;
    private final List<Folder> folders;
    private final Map<FolderPath, Lock> locks = new ConcurrentHashMap<>();
    private volatile Optional<String> gone = Optional.empty();

    private Server(Store store, List<Folder> folders) {
        this.store = store;
        this.folders = List.copyOf(folders);
    }

    static Server of(Store store) throws StoreUnavailableException {
        return new Server(store, store.folders());
    }

    Store store() {
        return store;
    }

    /// The folder of the same name, else the only one of the same use: Apple Mail's `Sent Messages`
    /// is `Sent` on many servers.
    Optional<Folder> counterpart(Folder folder) {
        for (Folder one : folders) {
            if (one.path().key().equals(folder.path().key())) {
                return Optional.of(one);
            }
        }
        if (folder.specialUse().isEmpty()) {
            return Optional.empty();
        }
        List<Folder> same =
                folders.stream().filter(f -> f.specialUse().equals(folder.specialUse())).toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    Lock lock(Folder there) {
        return locks.computeIfAbsent(there.path(), _ -> new ReentrantLock());
    }

    /// Why the server is no longer asked. It is not asked again: many attempts to sign in can lock
    /// an account.
    Optional<String> gone() {
        return gone;
    }

    void gone(StoreUnavailableException e) {
        gone =
                Optional.of(
                        "The server could not be asked to the end, so what it was still wanted for"
                                + " is not completed. "
                                + e.getMessage());
    }
}
