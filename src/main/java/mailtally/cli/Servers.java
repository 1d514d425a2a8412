package mailtally.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import mailtally.signin.OAuth;
import mailtally.signin.SecretSources;
import mailtally.signin.Signin;
import mailtally.store.AddressException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.store.ews.EwsStore;
import mailtally.store.graph.GraphStore;
import mailtally.store.imap.ImapStore;
import mailtally.store.pop3.Pop3Store;
import mailtally.store.server.Scheme;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// Opens mailboxes on servers for one run: each side with its own secret, all with one folder for
/// what is too large for memory. Nothing of it is loaded or made where no server is named.
final class Servers implements AutoCloseable {
    /// The longest wait that Exchange asks for is five minutes.
    private static final Duration BACK_OFF_LIMIT = Duration.ofMinutes(10);

    private final CommonOptions options;
    private final boolean headersOnly;
    private final Map<Side, Secrets> secrets = new EnumMap<>(Side.class);
    private Optional<Signin> signin = Optional.empty();
    private Optional<SpillFolder> spill = Optional.empty();

    /// @param headersOnly reads headers and sizes alone
    Servers(CommonOptions options, boolean headersOnly) {
        this.options = options;
        this.headersOnly = headersOnly;
    }

    /// True if the address is a server's, of whatever kind; it is no path then.
    static boolean recognises(String address) {
        return ServerAddress.recognises(address);
    }

    /// What a person calls the mailbox.
    static String name(String address) throws AddressException {
        ServerAddress server = ServerAddress.parse(address);
        return server.user()
                + "@"
                + server.host()
                + server.folder().map(folder -> " " + folder.text()).orElse("");
    }

    /// @throws AddressException if the address names no mailbox
    /// @throws StoreUnavailableException if it cannot be reached, or nobody may read it
    Store open(Side side, String address) throws AddressException, StoreUnavailableException {
        return open(secrets(side), address);
    }

    /// The same, with secrets of the caller's.
    Store open(Secrets from, String address) throws AddressException, StoreUnavailableException {
        ServerAddress server = ServerAddress.parse(address);
        if (server.scheme().ews()) {
            return EwsStore.open(server, settings(), from);
        }
        if (server.scheme() == Scheme.GRAPH) {
            return GraphStore.open(server, settings(), from, options.servers().graph());
        }
        return server.scheme().pop()
                ? Pop3Store.open(server, settings(), from)
                : ImapStore.open(server, settings(), from);
    }

    /// The target of a copy.
    WritableStore openWritable(String address) throws AddressException, StoreUnavailableException {
        return openWritable(secrets(Side.TARGET), address);
    }

    /// The same, with secrets of the caller's.
    WritableStore openWritable(Secrets from, String address)
            throws AddressException, StoreUnavailableException {
        ServerAddress server = ServerAddress.parse(address);
        if (server.scheme() == Scheme.GRAPH) {
            throw new AddressException(
                    "Microsoft Graph is for reading here: it cannot take messages as they are."
                            + " Name the mailbox by imaps://. Nothing was changed.");
        }
        if (server.scheme().pop()) {
            throw new AddressException(
                    "POP3 cannot take messages. Name the mailbox by imaps://, or an Exchange"
                            + " Server's by ews://. Nothing was changed.");
        }
        if (server.scheme().ews()) {
            return EwsStore.open(server, settings(), from);
        }
        return ImapStore.open(server, settings(), from);
    }

    @Override
    public synchronized void close() {
        spill.ifPresent(SpillFolder::close);
        spill = Optional.empty();
    }

    synchronized ServerOptions settings() throws StoreUnavailableException {
        if (spill.isEmpty()) {
            spill = Optional.of(SpillFolder.make(options.state()));
        }
        return new ServerOptions(
                options.serverConnections(),
                options.servers().patience(),
                BACK_OFF_LIMIT,
                options.servers().authorities(),
                spill.get().path(),
                headersOnly);
    }

    synchronized Secrets secrets(Side side) throws StoreUnavailableException {
        if (signin.isEmpty()) {
            signin = Optional.of(new Signin(new UserTerminal(), System.in));
        }
        Secrets known = secrets.get(side);
        if (known == null) {
            known = made(options.servers().secrets(side));
            secrets.put(side, known);
        }
        return known;
    }

    private Secrets made(SecretSources sources) throws StoreUnavailableException {
        Optional<OAuth> oauth = options.servers().oauth();
        return oauth.isPresent()
                ? signin.get()
                        .secrets(sources, oauth.get(), settings(), options.state().make("tokens"))
                : signin.get().secrets(sources);
    }
}
