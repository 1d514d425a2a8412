package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Stands between a client and a real server on this computer, passes every byte on as it is, and
/// does to them what [Fault]s say. Writes down every command. COMPRESS and STARTTLS are taken out
/// of what the server says it can do, since nothing could be read after them.
///
/// ```java
/// try (FaultProxy proxy = FaultProxy.imap(server.port())) {
///     proxy.once(new Fault.Cut(new Moment.BeforeAnswer("APPEND")));
///     run("copy", here, proxy.address("jane"));
///     assertThat(proxy.struck()).isEqualTo(1);
///     proxy.heal();
///     run("copy", here, proxy.address("jane"));
///     assertThat(proxy.count("APPEND")).isEqualTo(25);
/// }
/// ```
///
/// May be used by several threads.
public final class FaultProxy implements AutoCloseable {
    private final boolean imap;
    private final int serverPort;
    private final ServerSocket listener;
    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private final List<SeenCommand> seen = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();
    private final AtomicInteger validities = new AtomicInteger();
    private volatile long delayMs;

    private record Planned(Fault fault, int first, int last, AtomicInteger occasions) {}

    private FaultProxy(boolean imap, int serverPort) throws IOException {
        this.imap = imap;
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// A proxy before an IMAP server at this port of 127.0.0.1, without faults.
    public static FaultProxy imap(int serverPort) {
        return before(true, serverPort);
    }

    /// A proxy before a POP3 server. It knows [Fault.Cut], [Fault.Stall], [Fault.Refuse],
    /// [Fault.Deny] and [Fault.EndlessLine].
    public static FaultProxy pop(int serverPort) {
        return before(false, serverPort);
    }

    /// The port of 127.0.0.1 that the client goes to.
    public int port() {
        return listener.getLocalPort();
    }

    /// The mailbox behind this proxy, as Mailtally's command line names it.
    public String address(String user) {
        return (imap ? "imap://" : "pop3://") + user + "@127.0.0.1:" + port();
    }

    /// Strikes at the first occasion, and never again.
    public FaultProxy once(Fault fault) {
        return plan(fault, 1, 1);
    }

    /// Strikes at one occasion, counted from 1 over all connections, and never again.
    public FaultProxy at(int occasion, Fault fault) {
        return plan(fault, occasion, occasion);
    }

    /// Strikes at this occasion and at every one after it.
    public FaultProxy from(int occasion, Fault fault) {
        return plan(fault, occasion, Integer.MAX_VALUE);
    }

    /// Strikes at every occasion.
    public FaultProxy always(Fault fault) {
        return plan(fault, 1, Integer.MAX_VALUE);
    }

    /// No more faults, and UIDVALIDITY is the server's own again. Connections stay, stalled ones
    /// too.
    public FaultProxy heal() {
        planned.clear();
        validities.set(0);
        return this;
    }

    /// Delays each direction of the connections that are opened from now on.
    ///
    /// @param oneWayMs half of a round trip
    public FaultProxy delay(long oneWayMs) {
        delayMs = oneWayMs;
        return this;
    }

    /// How often a fault struck.
    public int struck() {
        return struck.get();
    }

    /// How many connections there were.
    public int connections() {
        return connections.get();
    }

    /// Every command, in the order of their arrival.
    public List<SeenCommand> commands() {
        return List.copyOf(seen);
    }

    /// How many commands of this name arrived: `APPEND`, `FETCH` (`UID FETCH` too), `*` for all.
    public long count(String name) {
        return seen.stream().filter(command -> command.is(name)).count();
    }

    /// Forgets the commands so far.
    public FaultProxy forget() {
        seen.clear();
        return this;
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void saw(SeenCommand command) {
        seen.add(command);
    }

    long delayMs() {
        return delayMs;
    }

    /// Counts an occasion for each fault of this kind that fits here, and gives one that strikes.
    <F extends Fault> Optional<F> strike(Class<F> kind, Predicate<F> fits) {
        List<F> striking = new ArrayList<>();
        for (Planned plan : planned) {
            if (kind.isInstance(plan.fault()) && fits.test(kind.cast(plan.fault()))) {
                int occasion = plan.occasions().incrementAndGet();
                if (occasion >= plan.first() && occasion <= plan.last()) {
                    striking.add(kind.cast(plan.fault()));
                }
            }
        }
        if (!striking.isEmpty()) {
            struck.incrementAndGet();
        }
        return striking.stream().findFirst();
    }

    /// How often [Fault.OtherUidValidity] made a new UIDVALIDITY.
    AtomicInteger validities() {
        return validities;
    }

    private FaultProxy plan(Fault fault, int first, int last) {
        planned.add(new Planned(fault, first, last, new AtomicInteger()));
        return this;
    }

    private static FaultProxy before(boolean imap, int serverPort) {
        try {
            return new FaultProxy(imap, serverPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                client.setTcpNoDelay(true);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(number, client));
            } catch (IOException _) {
                // Closed, or a client that went before it came.
            }
        }
    }

    private void serve(int number, Socket client) {
        try (client;
                Socket server = new Socket()) {
            open.add(server);
            server.setTcpNoDelay(true);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            try (Relay relay =
                    imap
                            ? new ImapRelay(this, number, client, server)
                            : new PopRelay(this, number, client, server)) {
                relay.run();
            }
            open.remove(server);
        } catch (IOException _) {
            // One end went away, which is what happens to connections.
        } finally {
            open.remove(client);
        }
    }
}
