package mailtally.store.server;

import java.util.Optional;
import mailtally.store.StoreUnavailableException;

/// Where secrets come from. Called by one thread at a time.
public interface Secrets {
    /// The secret for this mailbox. Asked at each new connection, so whoever answers keeps what a
    /// person typed; a token that is about to end is renewed unasked.
    ///
    /// @throws StoreUnavailableException if there is none: no file, no Keychain entry, and nobody
    ///     to ask
    Secret ask(ServerAddress address) throws StoreUnavailableException;

    /// Another secret in place of one that the server accepted before and refuses now: tokens end.
    ///
    /// @return nothing where there is no other
    /// @throws StoreUnavailableException if there should be one and it is not to be had
    default Optional<Secret> renew(ServerAddress address, Secret refused)
            throws StoreUnavailableException {
        return Optional.empty();
    }
}
