package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;

/// The stand-in for Exchange, as a server among the others: its users are known when they are first
/// named. Their token is [#TOKEN] and their name.
public final class StandInServer implements MailServer {
    /// What each user's token begins with.
    public static final String TOKEN = "token-of-";

    private final ExchangeStandIn server;
    private final Set<String> users = ConcurrentHashMap.newKeySet();

    private StandInServer(ExchangeStandIn server) {
        this.server = server;
    }

    /// A stand-in without TLS.
    public static StandInServer start(ExchangeSettings settings) {
        try {
            return new StandInServer(ExchangeStandIn.start(settings, Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The stand-in itself.
    public ExchangeStandIn standIn() {
        return server;
    }

    private void know(String user) {
        if (users.add(user)) {
            server.user(user, PASSWORD, TOKEN + user);
        }
    }

    @Override
    public int port() {
        return server.imapPort();
    }

    @Override
    public String address(String user) {
        know(user);
        return "imap://" + user + "@127.0.0.1:" + port();
    }

    @Override
    public void deliver(
            String user, String folder, byte[] message, Set<String> flags, Instant internalDate) {
        know(user);
        new ImapReader(port(), user).deliver("", "/", folder, message, flags, internalDate);
    }

    @Override
    public List<StoredMessage> messages(String user) {
        know(user);
        return new ImapReader(port(), user).messages();
    }

    @Override
    public void close() {
        server.close();
    }
}
