package mailtally.store.server;

import java.util.Optional;
import mailtally.store.StoreUnavailableException;

/// The secret of one mailbox while it is in use. A password stays what it was; a token ends after
/// an hour or so, in the middle of a run, and is then renewed once. May be used by several threads;
/// while a secret is asked for or renewed, the others wait.
///
/// - A secret that the server never accepted is not renewed: the next one would not help either.
/// - After a renewal nothing is renewed again before the server accepted what came of it.
public final class SecretInUse {
    private final ServerAddress address;
    private final Secrets secrets;
    private Optional<Secret> password = Optional.empty();
    private Optional<Secret> accepted = Optional.empty();
    private Optional<StoreUnavailableException> over = Optional.empty();

    /// @param secrets asked at most by one thread at a time
    public SecretInUse(ServerAddress address, Secrets secrets) {
        this.address = address;
        this.secrets = secrets;
    }

    /// What to show the server now.
    ///
    /// @throws StoreUnavailableException as [Secrets#ask]
    public synchronized Secret now() throws StoreUnavailableException {
        if (password.isPresent()) {
            return password.get();
        }
        Secret secret = secrets.ask(address);
        if (secret instanceof Secret.Password) {
            password = Optional.of(secret);
        }
        return secret;
    }

    /// The server let us in with it.
    public synchronized void accepted(Secret secret) {
        accepted = Optional.of(secret);
    }

    /// The server refused it.
    ///
    /// @return another to try, or nothing: then the refusal is meant
    /// @throws StoreUnavailableException if the token cannot be renewed, with the reason
    public synchronized Optional<Secret> after(Secret refused) throws StoreUnavailableException {
        if (refused instanceof Secret.Password) {
            return Optional.empty();
        }
        Secret now = now();
        if (!now.equals(refused)) {
            return Optional.of(now); // another thread renewed it meanwhile
        }
        if (over.isPresent()) {
            throw over.get();
        }
        if (accepted.filter(refused::equals).isEmpty()) {
            return Optional.empty();
        }
        accepted = Optional.empty();
        try {
            return secrets.renew(address, refused);
        } catch (StoreUnavailableException e) {
            // Whoever meets the refusal next is told the same, and nobody is asked again.
            over = Optional.of(e);
            throw e;
        }
    }
}
