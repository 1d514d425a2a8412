package mailtally.demo.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// Listens for IMAP clients on a port that only this computer reaches, and knows who is in.
final class ImapDoor implements AutoCloseable {
    private static final int PATIENCE_MS = 300_000;
    private static final int MOST_WAITING = 64;

    private final ExchangeStandIn server;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();

    private ImapDoor(ExchangeStandIn server, ServerSocket listening) {
        this.server = server;
        this.listening = listening;
    }

    static ImapDoor open(Optional<SSLContext> tls, ExchangeStandIn server) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        ServerSocket listening =
                tls.isPresent()
                        ? tls.get()
                                .getServerSocketFactory()
                                .createServerSocket(0, MOST_WAITING, here)
                        : new ServerSocket(0, MOST_WAITING, here);
        return new ImapDoor(server, listening);
    }

    /// Lets clients in from now on.
    void listen(ExecutorService workers) {
        workers.execute(() -> accept(workers));
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept(ExecutorService workers) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                long cameAtNanos = System.nanoTime();
                open.add(socket);
                workers.execute(() -> talk(socket, cameAtNanos));
            } catch (IOException e) {
                // It was closed, or one client was gone before it was let in.
            }
        }
    }

    private void talk(Socket socket, long cameAtNanos) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.setTcpNoDelay(true);
            ImapOutput out = new ImapOutput(socket.getOutputStream());
            ImapInput in = new ImapInput(socket.getInputStream(), out, server.settings());
            new ImapConnection(server, this, in, out, cameAtNanos).run();
        } catch (IOException e) {
            // A client that hung up is no trouble of the server's.
        } finally {
            open.remove(socket);
        }
    }

    /// Counts a connection of this user.
    ///
    /// @return how many there are now
    int enter(String user) {
        return inside.computeIfAbsent(user, u -> new AtomicInteger()).incrementAndGet();
    }

    void leave(String user) {
        inside.get(user).decrementAndGet();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            // it no longer listens either way
        }
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }
}
