package mailtally.discovery;

import java.util.Optional;
import mailtally.store.server.Secret;

/// A person's word that a host may be trusted, and the password for it. Called by one thread at a
/// time.
public interface Credentials {
    /// Nobody confirms any host.
    Credentials NONE =
            new Credentials() {
                @Override
                public boolean confirms(String host, int port, String reason) {
                    return false;
                }

                @Override
                public Optional<Secret.Password> password(String user, String host, int port) {
                    return Optional.empty();
                }
            };

    /// Whether the person says that this host is one of theirs, or their provider's.
    ///
    /// @param host the host that would get the password
    /// @param port its port
    /// @param reason how the host came up, one sentence
    boolean confirms(String host, int port, String reason);

    /// The password for this user. Asked only for a host that was confirmed and whose certificate
    /// was verified.
    ///
    /// @param user the mail address
    /// @return nothing where there is none
    Optional<Secret.Password> password(String user, String host, int port);
}
