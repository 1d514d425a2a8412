package mailtally.store.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLException;
import mailtally.store.StoreUnavailableException;

/// Asks for TLS on a plain connection: STARTTLS (RFC 9051 section 6.2.1) or STLS (RFC 2595 section
/// 4). Reads byte by byte, so nothing that came before TLS is taken for what comes after it.
final class StartTls {
    private static final int MOST_LINE_BYTES = 8192;
    private static final int MOST_LINES = 100;

    private final ServerAddress address;
    private final Socket socket;
    private final InputStream in;

    StartTls(ServerAddress address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /// @return the server's greeting, with which it will not begin again
    /// @throws StoreUnavailableException if the server offers no TLS
    String negotiate() throws IOException, StoreUnavailableException {
        String greeting = line();
        boolean pop = address.scheme().pop();
        if (!greeting.startsWith(pop ? "+OK" : "* OK")) {
            throw Dialer.unavailable(
                    address,
                    pop
                            ? "it does not greet like a POP3 server. Look at the port"
                            : "it does not greet like an IMAP server that offers TLS. Look at the"
                                    + " port",
                    null);
        }
        send(pop ? "STLS" : "tls STARTTLS");
        String answer = line();
        for (int lines = 0; !pop && answer.startsWith("* ") && lines < MOST_LINES; lines++) {
            answer = line();
        }
        if (!answer.startsWith(pop ? "+OK" : "tls OK")) {
            throw Dialer.unavailable(
                    address,
                    "it offers no TLS there, and mail and password are never sent without it. Use "
                            + (pop ? "pop3s://" : "imaps://"),
                    null);
        }
        if (in.available() > 0) {
            throw new SSLException("plain text after the answer to STARTTLS");
        }
        return greeting;
    }

    private void send(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0 || line.length() > MOST_LINE_BYTES) {
                throw new IOException("no whole line before TLS");
            }
            if (b == '\n') {
                return line.toString();
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
    }
}
