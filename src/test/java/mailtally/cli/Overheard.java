package mailtally.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Stands before a server and keeps all that clients send to it.
final class Overheard implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final int behind;

    /// @param behind the port of the server
    Overheard(int behind) throws IOException {
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Everything that came, of all connections.
    synchronized String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private synchronized void keep(byte[] piece, int length) {
        heard.write(piece, 0, length);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                Thread.ofVirtual().start(() -> copy(client, server, true));
                Thread.ofVirtual().start(() -> copy(server, client, false));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void copy(Socket from, Socket to, boolean kept) {
        byte[] piece = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int got = in.read(piece); got > 0; got = in.read(piece)) {
                if (kept) {
                    keep(piece, got);
                }
                to.getOutputStream().write(piece, 0, got);
            }
        } catch (IOException e) {
            // one of them left
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
