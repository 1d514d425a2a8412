package mailtally.store.pop3;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A small POP3 server of the tests' own, for what real ones do not do when they are asked to. Each
/// method is one command's answer; a test overrides one of them to make a bad server. Text is one
/// character a byte.
class SmallServer implements AutoCloseable {
    /// All that clients sent, in order, secrets too.
    final List<String> log = new CopyOnWriteArrayList<>();

    /// The messages, as they go over the wire but for dots.
    final List<String> messages = new CopyOnWriteArrayList<>();

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();

    SmallServer(String... messages) throws IOException {
        this.messages.addAll(List.of(messages));
        listener = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "small POP3 server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /// How many sessions were begun.
    int sessions() {
        return sessions.get();
    }

    /// How often a command that begins so was sent.
    long sent(String beginning) {
        return log.stream().filter(line -> line.startsWith(beginning)).count();
    }

    String greeting() {
        return "+OK ready\r\n";
    }

    List<String> capabilities() {
        return List.of("TOP", "UIDL", "USER", "PIPELINING", "RESP-CODES");
    }

    String capa() {
        return "+OK\r\n" + String.join("\r\n", capabilities()) + "\r\n.\r\n";
    }

    String pass(String password) {
        return password.equals("secret") ? "+OK\r\n" : "-ERR [AUTH] no\r\n";
    }

    String uidl(int number) {
        return "uid-" + messages.get(number - 1).hashCode();
    }

    String stat() {
        return "+OK " + messages.size() + " 1\r\n";
    }

    String list() {
        StringBuilder lines = new StringBuilder("+OK\r\n");
        for (int n = 1; n <= messages.size(); n++) {
            lines.append(n + " " + messages.get(n - 1).length() + "\r\n");
        }
        return lines + ".\r\n";
    }

    String uidls() {
        StringBuilder lines = new StringBuilder("+OK\r\n");
        for (int n = 1; n <= messages.size(); n++) {
            lines.append(n + " " + uidl(n) + "\r\n");
        }
        return lines + ".\r\n";
    }

    /// The answer to RETR; null to hang up.
    String retr(int number) {
        String message = messages.get(number - 1);
        String stuffed = message.replace("\r\n.", "\r\n..");
        String first = stuffed.startsWith(".") ? "." : "";
        return "+OK\r\n" + first + stuffed + (message.endsWith("\r\n") ? "" : "\r\n") + ".\r\n";
    }

    /// Half of the answer to RETR, for those who hang up then.
    static void half(Socket socket, String answer) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes(answer.substring(0, answer.length() / 2)));
        out.flush();
        socket.close();
    }

    /// Answers; null to hang up.
    String answer(String line, Socket socket) throws IOException {
        String[] words = line.split(" ", 2);
        return switch (words[0]) {
            case "CAPA" -> capa();
            case "USER" -> "+OK\r\n";
            case "PASS" -> pass(words[1]);
            case "STAT" -> stat();
            case "LIST" -> list();
            case "UIDL" -> uidls();
            case "RETR" -> retr(Integer.parseInt(words[1]));
            default -> "-ERR unknown\r\n";
        };
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : new ArrayList<>(sockets)) {
            socket.close();
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                sessions.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "small POP3 session");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(greeting()));
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                log.add(line);
                String answer = answer(line, socket);
                if (answer == null) {
                    return;
                }
                out.write(bytes(answer));
                out.flush();
            }
        } catch (IOException e) {
            // the client hung up, as Mailtally always does
        }
    }
}
