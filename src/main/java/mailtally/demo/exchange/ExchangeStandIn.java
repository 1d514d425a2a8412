package mailtally.demo.exchange;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A server that behaves like Exchange, on ports that only this computer reaches. Gone when it is
/// closed.
public final class ExchangeStandIn implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final ExchangeSettings settings;
    private final HttpServer web;
    private final Optional<SSLContext> tls;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final TokenDoor tokens = new TokenDoor();
    private final ExchangeAbuses abuses = new ExchangeAbuses();
    private final ImapDoor imap;
    private final EwsDoor ews = new EwsDoor(this);
    private final GraphDoor graph = new GraphDoor(this);

    /// A user of the stand-in.
    ///
    /// @param password what lets in by Basic and LOGIN, where that is allowed
    /// @param token what lets in by Bearer and XOAUTH2
    record Account(ExchangeMailbox mailbox, String password, String token) {
        @Override
        public String toString() {
            return "a user";
        }
    }

    private ExchangeStandIn(ExchangeSettings settings, HttpServer web, Optional<SSLContext> tls)
            throws IOException {
        this.settings = settings;
        this.web = web;
        this.tls = tls;
        this.imap = ImapDoor.open(tls, this);
    }

    /// Starts it.
    ///
    /// @param tls with which it shows who it is, or nothing: then it speaks without TLS
    public static ExchangeStandIn start(ExchangeSettings settings, Optional<SSLContext> tls)
            throws IOException {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer web;
        if (tls.isPresent()) {
            HttpsServer secure = HttpsServer.create(here, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            web = secure;
        } else {
            web = HttpServer.create(here, 0);
        }
        ExchangeStandIn started = new ExchangeStandIn(settings, web, tls);
        started.answer(EwsDoor.PATH, started.ews);
        web.setExecutor(started.workers);
        started.answer("/", started.tokens);
        started.answer(GraphDoor.PATH + "/", started.graph);
        web.start();
        started.imap.listen(started.workers);
        return started;
    }

    /// Adds a user with an empty mailbox.
    public void user(String address, String password, String token) {
        accounts.put(address, new Account(new ExchangeMailbox(address, settings), password, token));
    }

    /// The user gets another token, and the one from before is refused from now on. Connections
    /// that it let in are cut ([ExchangeQuirk#TOKENS_EXPIRE]); without that quirk they last.
    public void renew(String address, String token) {
        accounts.computeIfPresent(
                address, (_, old) -> new Account(old.mailbox(), old.password(), token));
    }

    /// What a server would hold against its clients so far: commands during a back-off, more
    /// connections than allowed, ten errors and commands after them. Empty is good.
    public List<String> abuses() {
        return abuses.all();
    }

    /// What EWS was asked so far, such as `GetItem`, in order.
    public List<String> ewsOperations() {
        return ews.operations();
    }

    void abuse(String what) {
        abuses.add(what);
    }

    /// True where a password opens nothing.
    public boolean takesTokensOnly() {
        return settings.has(ExchangeQuirk.TOKENS_ONLY);
    }

    ExchangeSettings settings() {
        return settings;
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    /// The user's mailbox.
    ExchangeMailbox mailbox(String address) {
        return accounts.get(address).mailbox();
    }

    Optional<Account> account(String address) {
        return Optional.ofNullable(accounts.get(address));
    }

    /// Where one signs in, at [#webAddress] and below a directory's name.
    public TokenDoor tokens() {
        return tokens;
    }

    /// Microsoft Graph, at [#webAddress] and behind [GraphDoor#PATH].
    public GraphDoor graph() {
        return graph;
    }

    /// What a token opens of a user's mailbox: the one that never ends, or one that was given out.
    TokenAccess opens(String address, String token) {
        Optional<Account> account = account(address);
        if (account.isPresent() && account.get().token().equals(token)) {
            return TokenAccess.OPEN;
        }
        Optional<TokenBook.Bearer> bearer = tokens.book().bearer(token);
        if (bearer.isEmpty()) {
            return TokenAccess.REFUSED;
        }
        return account.isPresent() && tokens.rules().mayOpen(bearer.get(), address)
                ? TokenAccess.OPEN
                : TokenAccess.NO_RIGHT;
    }

    /// Whether a token that let somebody in still would: looking is no use of it.
    boolean lasts(String token) {
        return accounts.values().stream().anyMatch(a -> a.token().equals(token))
                || tokens.book().lasts(token);
    }

    Optional<SSLContext> tls() {
        return tls;
    }

    /// Answers HTTP below this path.
    void answer(String path, HttpHandler door) {
        web.createContext(path, door);
    }

    /// Where it answers HTTP: `https://127.0.0.1:port`, without a slash at its end.
    public String webAddress() {
        return (tls.isPresent() ? "https" : "http") + "://" + HOST + ":" + webPort();
    }

    /// The port of IMAP: with TLS from the first byte where the server has it, else without.
    public int imapPort() {
        return imap.port();
    }

    /// The port of HTTP.
    public int webPort() {
        return web.getAddress().getPort();
    }

    @Override
    public void close() {
        imap.close();
        web.stop(0);
        workers.shutdownNow();
        accounts.values().forEach(a -> a.mailbox().close());
    }
}
