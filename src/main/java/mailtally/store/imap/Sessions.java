package mailtally.store.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Dialer;
import mailtally.store.server.Secret;
import mailtally.store.server.SecretInUse;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerConnection;
import mailtally.store.server.ServerOptions;

/// The connections to one host: few as the host allows, many as the user does. When the host
/// refuses another one, there are fewer from then on, and one more is tried after a while. When it
/// asks to be left alone, all wait. May be used by several threads.
final class Sessions implements AutoCloseable {
    private static final long GROW_AFTER_MS = 30_000;
    private static final long[] DIAL_PAUSES_MS = {200, 1_000, 4_000};
    private static final long LONG_ASKED_MS = 10_000;

    /// How many secrets are shown for one connection, besides the first.
    private static final int MOST_SECRETS = 3;

    private final ServerAddress address;
    private final ServerOptions options;
    private final SecretInUse secret;
    private final Dialer dialer;
    private final SendingPace pace = new SendingPace();
    private final Deque<Session> idle = new ArrayDeque<>();
    private int open;
    private int limit;
    private long growAtMs;
    private long quietUntilMs;
    private boolean everOpened;
    private volatile boolean exchange;
    private boolean closed;
    private Optional<StoreUnavailableException> end = Optional.empty();

    Sessions(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException {
        this.address = address;
        this.options = options;
        this.secret = new SecretInUse(address, secrets);
        this.dialer = new Dialer(options);
        this.limit = options.connections();
    }

    ServerAddress address() {
        return address;
    }

    ServerOptions options() {
        return options;
    }

    /// How many connections there may be at a time, at most.
    int most() {
        return options.connections();
    }

    /// How quickly messages may come.
    SendingPace pace() {
        return pace;
    }

    /// True where the server that answered is Exchange.
    boolean exchange() {
        return exchange;
    }

    /// What is done with a session.
    interface Work<T> {
        T on(Session session) throws IOException, CommandRefusedException;
    }

    /// Lends a session to a piece of work. A session on which the work met an [IOException] is not
    /// used again.
    ///
    /// @throws CommandRefusedException what the server refused
    /// @throws IOException if the connection broke; another try may succeed
    /// @throws StoreUnavailableException if there is no connection to be had
    <T> T lend(Work<T> work)
            throws IOException, CommandRefusedException, StoreUnavailableException {
        return lend(new MailboxName(""), work);
    }

    /// As [#lend], with a session that has this folder open if there is one.
    <T> T lend(MailboxName preferred, Work<T> work)
            throws IOException, CommandRefusedException, StoreUnavailableException {
        Session session = take(preferred);
        boolean sound = false;
        boolean hungUp = false;
        try {
            T result = work.on(session);
            sound = true;
            return result;
        } catch (CommandRefusedException e) {
            sound = true;
            // Exchange hangs up after that.
            hungUp = exchange && e.backOff().isPresent();
            e.backOff().ifPresent(this::quiet);
            throw e;
        } finally {
            if (hungUp) {
                end(session);
            } else {
                giveBack(session, sound);
            }
        }
    }

    private synchronized void end(Session session) {
        open--;
        session.close();
        notifyAll();
    }

    /// As [#lend], tried again a few times where the connection broke or the server asked to wait.
    <T> T lendPatiently(Work<T> work) throws CommandRefusedException, StoreUnavailableException {
        for (int tries = 0; ; tries++) {
            try {
                return lend(work);
            } catch (CommandRefusedException e) {
                if (!e.passing() || tries == DIAL_PAUSES_MS.length) {
                    throw e;
                }
                checkBackOff(e);
            } catch (IOException e) {
                if (tries == DIAL_PAUSES_MS.length) {
                    throw broke(e);
                }
            }
            pause(DIAL_PAUSES_MS[tries]);
        }
    }

    /// @throws StoreUnavailableException if the server asks for a longer wait than the user allows
    void checkBackOff(CommandRefusedException refused) throws StoreUnavailableException {
        Optional<Duration> asked = refused.backOff().filter(this::tooLong);
        if (asked.isPresent()) {
            throw leftAlone(asked.get());
        }
    }

    private boolean tooLong(Duration asked) {
        return asked.compareTo(options.backOffLimit()) > 0;
    }

    private StoreUnavailableException leftAlone(Duration asked) {
        return new StoreUnavailableException(
                address.hostAndPort()
                        + " asks to be left alone for "
                        + asked.toSeconds()
                        + " seconds. What was done so far is kept. Run this again after that.");
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

    /// A session of the caller's own, to be ended with [#giveBack].
    Session take(MailboxName preferred) throws StoreUnavailableException {
        int failures = 0;
        while (true) {
            Optional<Session> ready = waitForPlace(preferred);
            if (ready.isPresent()) {
                return ready.get();
            }
            try {
                Session session = connect();
                synchronized (this) {
                    everOpened = true;
                }
                return session;
            } catch (StoreUnavailableException e) {
                if (!fewer(e, failures)) {
                    throw e;
                }
            } catch (Error | RuntimeException e) {
                synchronized (this) {
                    open--;
                    notifyAll();
                }
                throw e;
            }
            pause(DIAL_PAUSES_MS[failures++]);
        }
    }

    /// Ends what [#take] began.
    ///
    /// @param sound false if the session must not be used again
    synchronized void giveBack(Session session, boolean sound) {
        if (sound && !closed) {
            idle.push(session);
        } else {
            open--;
            session.close();
            // What broke one connection may have broken the others that were at rest.
            open -= idle.size();
            idle.forEach(Session::close);
            idle.clear();
        }
        notifyAll();
    }

    @Override
    public void close() {
        Deque<Session> leaving;
        synchronized (this) {
            closed = true;
            leaving = new ArrayDeque<>(idle);
            idle.clear();
            notifyAll();
        }
        leaving.forEach(Session::leave);
        dialer.close();
    }

    /// An idle session, or nothing if one may be opened: then its place is taken.
    private synchronized Optional<Session> waitForPlace(MailboxName preferred)
            throws StoreUnavailableException {
        try {
            while (true) {
                if (end.isPresent()) {
                    throw end.get();
                }
                if (closed) {
                    throw new StoreUnavailableException("The mailbox was closed.");
                }
                long now = now();
                if (now < quietUntilMs) {
                    wait(quietUntilMs - now);
                    continue;
                }
                if (!idle.isEmpty()) {
                    return Optional.of(idle(preferred));
                }
                if (limit < options.connections() && now >= growAtMs) {
                    limit++;
                    growAtMs = now + GROW_AFTER_MS;
                }
                if (open < limit) {
                    open++;
                    return Optional.empty();
                }
                wait(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    private Session idle(MailboxName preferred) {
        for (Session session : idle) {
            if (session.hasOpen(preferred)) {
                idle.remove(session);
                return session;
            }
        }
        return idle.pop();
    }

    /// A connection was not to be had.
    ///
    /// @return true if it is worth another try
    private synchronized boolean fewer(StoreUnavailableException failure, int failures) {
        open--;
        notifyAll();
        if (end.isPresent()) {
            return false;
        }
        if (open > 0) {
            limit = Math.min(limit, open);
            growAtMs = now() + GROW_AFTER_MS;
            return failures < DIAL_PAUSES_MS.length;
        }
        if (!everOpened) {
            end = Optional.of(failure);
        }
        return everOpened && failures < DIAL_PAUSES_MS.length;
    }

    /// A token that let us in before and does so no longer has ended, and is renewed once.
    private Session connect() throws StoreUnavailableException {
        Optional<Secret> with = Optional.empty();
        for (int tries = 0; ; tries++) {
            try {
                return connect(with, tries < MOST_SECRETS);
            } catch (OtherSecretException e) {
                with = Optional.of(e.secret());
            }
        }
    }

    private Session connect(Optional<Secret> with, boolean mayAsk)
            throws StoreUnavailableException, OtherSecretException {
        ServerConnection connection = dialer.dial(address);
        try {
            Session session = Session.on(connection, options.spill());
            if (!session.greeted()) {
                session.learnCapabilities();
                login(session, with, mayAsk);
            }
            session.learnCapabilities();
            session.compressed();
            exchange |= session.exchange();
            return session;
        } catch (IOException e) {
            connection.close();
            throw new StoreUnavailableException(
                    "Cannot read mail at "
                            + address.hostAndPort()
                            + " for "
                            + address.user()
                            + ": "
                            + e.getMessage()
                            + ". Nothing was changed. Look at the host's name and the port.",
                    e);
        } catch (CommandRefusedException e) {
            connection.close();
            throw new StoreUnavailableException(
                    address.hostAndPort()
                            + " does not go on after the login: "
                            + e.getMessage()
                            + ". Nothing was changed.",
                    e);
        } catch (StoreUnavailableException | OtherSecretException e) {
            connection.close();
            throw e;
        }
    }

    private void login(Session session, Optional<Secret> given, boolean mayAsk)
            throws IOException, StoreUnavailableException, OtherSecretException {
        Secret with = given.isPresent() ? given.get() : asked();
        try {
            new Login(session, address.user()).with(with);
            secret.accepted(with);
        } catch (CommandRefusedException e) {
            Optional<Secret> other =
                    e.passing() || !mayAsk ? Optional.<Secret>empty() : secret.after(with);
            if (other.isPresent()) {
                throw new OtherSecretException(other.get());
            }
            StoreUnavailableException refused = refused(e, session, with);
            synchronized (this) {
                // A server that let us in before has too many of us now; else it knows us not, and
                // asking again could lock the account.
                if (!everOpened) {
                    end = Optional.of(refused);
                }
            }
            throw refused;
        }
    }

    /// A person who signs in may take minutes, and no server waits so long for a login.
    private Secret asked() throws StoreUnavailableException, OtherSecretException {
        long began = now();
        Secret answer = secret.now();
        if (now() - began > LONG_ASKED_MS) {
            throw new OtherSecretException(answer);
        }
        return answer;
    }

    private StoreUnavailableException refused(
            CommandRefusedException e, Session session, Secret shown) {
        return new StoreUnavailableException(
                address.hostAndPort()
                        + " did not let "
                        + address.user()
                        + " in. It answered: "
                        + e.getMessage()
                        + ". Nothing was changed. "
                        + RefusedLogin.advice(e, session.hasCapability("AUTH=XOAUTH2"), shown),
                e.passing() ? e : new NotLetInException(address.text(), e));
    }

    /// Waits as the server asks, or so long where it does not say.
    void waitAsTold(CommandRefusedException refused, long otherwiseMs)
            throws StoreUnavailableException {
        checkBackOff(refused);
        refused.backOff().ifPresent(this::quiet);
        pause(refused.backOff().map(Duration::toMillis).orElse(otherwiseMs));
    }

    /// Nobody asks the host anything for so long. Where that is longer than the user allows, nobody
    /// does any more: whoever waited would wait in vain.
    synchronized void quiet(Duration asked) {
        if (tooLong(asked)) {
            end = end.or(() -> Optional.of(leftAlone(asked)));
        } else {
            quietUntilMs = Math.max(quietUntilMs, now() + asked.toMillis());
        }
        notifyAll();
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    static void pause(long ms) throws StoreUnavailableException {
        pause(Duration.ofMillis(ms));
    }

    static void pause(Duration wait) throws StoreUnavailableException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    /// Another connection is needed, with this secret.
    private static final class OtherSecretException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Secret secret;

        OtherSecretException(Secret secret) {
            super("another secret is at hand");
            this.secret = secret;
        }

        Secret secret() {
            return secret;
        }
    }
}
