package mailtally.signin;

import java.util.Set;
import mailtally.store.server.Scheme;
import mailtally.store.server.ServerAddress;

/// Which mailboxes are Microsoft's own, where a token is wanted and a password opens nothing. Hosts
/// of other clouds are named with `--oauth-host`.
public final class ExchangeOnline {
    /// As Microsoft documents them for IMAP, POP and EWS in the worldwide cloud.
    private static final Set<String> HOSTS = Set.of("outlook.office365.com", "outlook.office.com");

    private ExchangeOnline() {}

    /// True where this mailbox is there.
    public static boolean has(ServerAddress address) {
        return address.scheme() == Scheme.GRAPH || HOSTS.contains(address.host());
    }
}
