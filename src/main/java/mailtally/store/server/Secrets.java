package mailtally.store.server;

import mailtally.store.StoreUnavailableException;

/// Where secrets come from. Called by one thread at a time.
public interface Secrets {
    /// The secret for this mailbox. Asked once a run; the same answer serves all connections.
    ///
    /// @throws StoreUnavailableException if there is none: no file, no Keychain entry, and nobody
    ///     to ask
    Secret ask(ServerAddress address) throws StoreUnavailableException;
}
