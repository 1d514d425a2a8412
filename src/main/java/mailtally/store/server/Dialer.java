package mailtally.store.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import mailtally.store.StoreUnavailableException;

/// Opens connections to servers: over TLS with a certificate that is verified (RFC 6125 names,
/// system's authorities), or plain where the server is this computer itself, and never plain
/// elsewhere. May be used by several threads.
public final class Dialer implements AutoCloseable {
    /// A host that does not answer a connection within this time is not there.
    private static final int MOST_CONNECT_MS = 30_000;

    private final ServerOptions options;
    private final boolean plainToThisComputer;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService watch;

    /// @throws StoreUnavailableException if the extra authorities cannot be read
    public Dialer(ServerOptions options) throws StoreUnavailableException {
        this(options, true);
    }

    /// @param plainToThisComputer false to ask for TLS here too
    Dialer(ServerOptions options, boolean plainToThisComputer) throws StoreUnavailableException {
        this.options = options;
        this.plainToThisComputer = plainToThisComputer;
        this.tls = Trust.context(options.extraAuthorities()).getSocketFactory();
        ScheduledThreadPoolExecutor one =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = Executors.defaultThreadFactory().newThread(work);
                            thread.setDaemon(true);
                            return thread;
                        });
        one.setRemoveOnCancelPolicy(true);
        this.watch = one;
    }

    /// Opens a connection. Nothing was sent that tells who asks.
    ///
    /// @throws StoreUnavailableException if the host is not to be had; the message says what was
    ///     tried and what to look at
    public ServerConnection dial(ServerAddress address) throws StoreUnavailableException {
        try {
            return open(address);
        } catch (UnknownHostException e) {
            throw unavailable(
                    address,
                    "no computer of that name is known. Look at the host's name, and whether this"
                            + " computer is on the network",
                    e);
        } catch (SocketTimeoutException e) {
            throw unavailable(
                    address,
                    "it did not answer in time. Look at the port, and whether a firewall stands"
                            + " between",
                    e);
        } catch (ConnectException e) {
            throw unavailable(
                    address,
                    "nothing answers on that port. Look at the host's name and the port",
                    e);
        } catch (SSLException e) {
            throw unavailable(address, Trust.explain(e), e);
        } catch (IOException e) {
            throw unavailable(address, "the connection broke at once", e);
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    private ServerConnection open(ServerAddress address)
            throws IOException, StoreUnavailableException {
        InetAddress[] all = InetAddress.getAllByName(address.host());
        IOException last = new ConnectException("no address");
        for (InetAddress one : all) {
            Socket socket = new Socket();
            try {
                int patienceMs = Math.toIntExact(options.patience().toMillis());
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(one, address.port()),
                        Math.min(patienceMs, MOST_CONNECT_MS));
                socket.setSoTimeout(patienceMs);
                return inTime(address, socket, one.isLoopbackAddress());
            } catch (ConnectException | SocketTimeoutException e) {
                socket.close();
                last = e;
            } catch (IOException | StoreUnavailableException e) {
                socket.close();
                throw e;
            }
        }
        throw last;
    }

    /// A socket's time-out is for one read, and a server that sends a byte now and then would keep
    /// us for ever.
    private ServerConnection inTime(ServerAddress address, Socket socket, boolean local)
            throws IOException, StoreUnavailableException {
        AtomicBoolean late = new AtomicBoolean();
        Future<?> end =
                watch.schedule(
                        () -> {
                            late.set(true); // first, as whoever reads wakes at once
                            giveUp(socket);
                        },
                        options.patience().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return secured(address, socket, local);
        } catch (IOException e) {
            if (late.get()) {
                throw (IOException) new SocketTimeoutException("no end of it").initCause(e);
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private static void giveUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closing is all that can be done
        }
    }

    private ServerConnection secured(ServerAddress address, Socket socket, boolean local)
            throws IOException, StoreUnavailableException {
        if (address.scheme().tls()) {
            return connection(handshake(address, socket), Optional.empty(), local);
        }
        if (local && plainToThisComputer) {
            return connection(socket, Optional.empty(), true);
        }
        String greeting = new StartTls(address, socket).negotiate();
        return connection(handshake(address, socket), Optional.of(greeting), local);
    }

    private ServerConnection connection(Socket socket, Optional<String> greeting, boolean local)
            throws IOException {
        return new ServerConnection(socket, greeting, local, options.patience().toMillis(), watch);
    }

    private SSLSocket handshake(ServerAddress address, Socket socket) throws IOException {
        SSLSocket secure =
                (SSLSocket) tls.createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    static StoreUnavailableException unavailable(
            ServerAddress address, String why, Exception cause) {
        return new StoreUnavailableException(
                "Cannot reach "
                        + address.hostAndPort()
                        + " for "
                        + address.user()
                        + ": "
                        + why
                        + ". Nothing was changed.",
                cause);
    }
}
