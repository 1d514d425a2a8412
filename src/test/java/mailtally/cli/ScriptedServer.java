package mailtally.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A server that says what a test wants: a first line, and an answer to each line it hears. An
/// empty answer says nothing.
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket;
    private final String greeting;
    private final UnaryOperator<String> answers;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    ScriptedServer(String greeting, UnaryOperator<String> answers) throws IOException {
        this(new ServerSocket(), InetAddress.getLoopbackAddress(), greeting, answers);
    }

    /// @param socket not bound yet; with TLS or without
    ScriptedServer(
            ServerSocket socket, InetAddress at, String greeting, UnaryOperator<String> answers)
            throws IOException {
        this.socket = socket;
        this.greeting = greeting;
        this.answers = answers;
        socket.bind(new InetSocketAddress(at, 0));
        Thread.ofVirtual().start(this::accept);
    }

    /// An IMAP server that offers PLAIN, and answers a login as said.
    ///
    /// @param login makes the answer of the command's tag
    static ScriptedServer imap(UnaryOperator<String> login) throws IOException {
        return imap(new ServerSocket(), login);
    }

    /// The same on a socket of the caller's.
    static ScriptedServer imap(ServerSocket socket, UnaryOperator<String> login)
            throws IOException {
        String capability = "CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR";
        return new ScriptedServer(
                socket,
                InetAddress.getLoopbackAddress(),
                "* OK [" + capability + "] ready\r\n",
                line -> {
                    String[] words = line.split(" ", -1);
                    String done = words[0] + " OK done\r\n";
                    return switch (words.length > 1 ? words[1] : "") {
                        case "CAPABILITY" -> "* " + capability + "\r\n" + done;
                        case "AUTHENTICATE", "LOGIN" -> login.apply(words[0]);
                        case "LOGOUT" -> "* BYE\r\n" + done;
                        default -> words[0] + " BAD what\r\n";
                    };
                });
    }

    /// How often somebody tried to log in by IMAP.
    long logins() {
        return heard().stream().filter(l -> l.matches("\\S+ (AUTHENTICATE|LOGIN) .*")).count();
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Every line that came, of all connections.
    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : List.copyOf(open)) {
            one.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                Thread.ofVirtual().start(() -> serve(one));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void serve(Socket one) {
        try (one) {
            OutputStream out = one.getOutputStream();
            out.write(greeting.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                out.write(answers.apply(line).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the client left
        }
    }
}
