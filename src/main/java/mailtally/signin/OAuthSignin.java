package mailtally.signin;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mailtally.store.server.Scheme;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// OAuth for the mailboxes of one side. Used by one thread at a time.
final class OAuthSignin {
    private final OAuth choice;
    private final ServerOptions options;
    private final Path kept;
    private final Map<Of, OAuthClient> clients = new HashMap<>();

    private record Of(Scheme scheme, String user, String host) {}

    OAuthSignin(OAuth choice, ServerOptions options, Path kept) {
        this.choice = choice;
        this.options = options;
        this.kept = kept;
    }

    /// Whether this mailbox's host may be shown the token. An address of Microsoft Graph names no
    /// host: the token goes to where the service is.
    boolean serves(ServerAddress address) {
        return address.scheme() == Scheme.GRAPH
                || choice.host().filter(host -> !host.equals(address.host())).isEmpty();
    }

    /// The one for this mailbox.
    OAuthClient client(ServerAddress address, Terminal terminal, InputStream standardInput) {
        return clients.computeIfAbsent(
                new Of(address.scheme(), address.user(), address.host()),
                of -> make(address, terminal, standardInput));
    }

    private OAuthClient make(ServerAddress address, Terminal terminal, InputStream standardInput) {
        String what = choice.base() + "\n" + choice.client() + "\n" + address.mailbox();
        return new OAuthClient(
                choice,
                address,
                options,
                new TokenCache(new TokenPlace(kept, what, terminal)),
                terminal,
                standardInput);
    }
}
