package mailtally.store.pop3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Dialer;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerConnection;
import mailtally.store.server.ServerOptions;

/// One mailbox on a POP3 server, with the one session that such a server allows at a time, made
/// again when it breaks. What is in the mailbox is what the first session listed: mail that comes
/// later is for another run. Used by one thread at a time.
final class Mailbox implements AutoCloseable {
    static final long[] PAUSES_MS = {200, 1_000, 4_000};
    private static final long[] IN_USE_PAUSES_MS = {1_000, 2_000, 4_000, 8_000, 15_000, 30_000};

    private final ServerAddress address;
    private final ServerOptions options;
    private final Secrets secrets;
    private final Dialer dialer;
    private Optional<Secret> secret = Optional.empty();
    private Optional<Session> session = Optional.empty();
    private Optional<Listing> first = Optional.empty();
    private Optional<StoreUnavailableException> end = Optional.empty();
    private Numbers numbers = Numbers.SAME;
    private Retention retention = new Retention.Unknown();
    private long waitedMs;
    private long made;
    private boolean renumbered;

    private Mailbox(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException {
        this.address = address;
        this.options = options;
        this.secrets = secrets;
        this.dialer = new Dialer(options);
    }

    /// Logs in and asks what is there.
    ///
    /// @throws StoreUnavailableException if the mailbox is not to be had; a login is tried once
    static Mailbox open(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException {
        Mailbox mailbox = new Mailbox(address, options, secrets);
        try {
            mailbox.connect();
            return mailbox;
        } catch (BrokenException e) {
            throw mailbox.unreadable(e);
        } finally {
            if (mailbox.session.isEmpty()) {
                mailbox.close();
            }
        }
    }

    ServerAddress address() {
        return address;
    }

    Path spillFolder() {
        return options.spill();
    }

    /// What the first session listed.
    Listing listing() {
        return first.orElseThrow();
    }

    Retention retention() {
        return retention;
    }

    /// How often a broken session was made again.
    long remade() {
        return Math.max(0, made - 1);
    }

    /// How long another program's session was waited for.
    long waitedMs() {
        return waitedMs;
    }

    /// True if a later session listed none of the first one's UIDLs, though there is mail.
    boolean renumbered() {
        return renumbered;
    }

    /// The session, made anew where it broke.
    ///
    /// @throws StoreUnavailableException if the server is not to be had any more
    Session session() throws StoreUnavailableException {
        for (int tries = 0; session.isEmpty(); tries++) {
            if (end.isPresent()) {
                throw end.get();
            }
            try {
                connect();
            } catch (BrokenException e) {
                if (tries == PAUSES_MS.length) {
                    throw broke(e);
                }
                pause(PAUSES_MS[tries]);
            } catch (StoreUnavailableException e) {
                if (end.isPresent() || tries == PAUSES_MS.length) {
                    throw e;
                }
                pause(PAUSES_MS[tries]);
            }
        }
        return session.get();
    }

    /// Which numbers the messages have in the session.
    Numbers numbers() {
        return numbers;
    }

    /// Hangs up. The next [#session] is a new one.
    void drop() {
        session.ifPresent(Session::close);
        session = Optional.empty();
    }

    StoreUnavailableException broke(IOException failure) {
        return new StoreUnavailableException(
                "The connection to "
                        + address.hostAndPort()
                        + " broke again and again ("
                        + failure.getMessage()
                        + "). Nothing was changed by that. Look at the network, and run this again.",
                failure);
    }

    static void pause(long ms) throws StoreUnavailableException {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    @Override
    public void close() {
        drop();
        end = Optional.of(new StoreUnavailableException("The mailbox was closed."));
        dialer.close();
    }

    /// A new session, in which the mailbox was listed. Another program that has the mailbox is
    /// waited for: that is no refusal of user and password.
    private void connect() throws BrokenException, StoreUnavailableException {
        for (int tries = 0; ; tries++) {
            try {
                connectOnce();
                return;
            } catch (RefusedException e) {
                drop();
                long waitMs = tries < IN_USE_PAUSES_MS.length ? IN_USE_PAUSES_MS[tries] : 0;
                boolean patient = waitedMs + waitMs <= options.backOffLimit().toMillis();
                if (!e.inUse() || waitMs == 0 || !patient) {
                    end = Optional.of(refused(e));
                    throw end.get();
                }
                pause(waitMs);
                waitedMs += waitMs;
            } catch (BrokenException e) {
                drop();
                throw e;
            }
        }
    }

    private void connectOnce() throws BrokenException, RefusedException, StoreUnavailableException {
        ServerConnection connection = dialer.dial(address);
        boolean done = false;
        try {
            Session opened = Session.on(connection);
            opened.learnCapabilities();
            new Login(opened, address.user()).with(secret());
            opened.learnCapabilities();
            Listing listing = listing(opened);
            if (first.isEmpty()) {
                first = Optional.of(listing);
                retention = Retention.of(opened);
            } else {
                numbers = Numbers.of(listing(), listing);
                renumbered |= foreign(listing);
            }
            session = Optional.of(opened);
            made++;
            done = true;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private static Listing listing(Session opened) throws BrokenException {
        try {
            return Listing.take(opened);
        } catch (RefusedException e) {
            throw new BrokenException("it does not tell what is there (" + e.getMessage() + ")");
        }
    }

    private boolean foreign(Listing now) {
        return !now.byUidl().isEmpty()
                && !listing().byUidl().isEmpty()
                && now.byUidl().stream().noneMatch(e -> listing().named(e.uidl()).isPresent());
    }

    private Secret secret() throws StoreUnavailableException {
        if (secret.isEmpty()) {
            secret = Optional.of(secrets.ask(address));
        }
        return secret.get();
    }

    private StoreUnavailableException unreadable(BrokenException e) {
        return new StoreUnavailableException(
                "Cannot read mail at "
                        + address.hostAndPort()
                        + " for "
                        + address.user()
                        + " by POP3: "
                        + e.getMessage()
                        + ". Nothing was changed. Look at the host's name and the port.",
                e);
    }

    private StoreUnavailableException refused(RefusedException e) {
        String advice;
        if (e.inUse()) {
            advice =
                    (waitedMs == 0 ? "" : "Mailtally waited " + waitedMs / 1000 + " seconds. ")
                            + "Another program has the mailbox. Close mail programs that fetch from"
                            + " it, wait a while and run this again.";
        } else if (e.passing()) {
            advice = "The server is busy. Wait a while and run this again.";
        } else {
            advice =
                    "Look at the user's name and the password; where two-step login is on, an app"
                            + " password may be needed, and some hosts want POP3 switched on first."
                            + " The login was tried once, so that the account is not locked.";
        }
        return new StoreUnavailableException(
                address.hostAndPort()
                        + " did not let "
                        + address.user()
                        + " in. It answered: "
                        + e.getMessage()
                        + ". Nothing was changed. "
                        + advice,
                e.inUse() || e.passing() ? e : new NotLetInException(address.text(), e));
    }
}
