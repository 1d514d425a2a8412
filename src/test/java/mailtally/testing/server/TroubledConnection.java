package mailtally.testing.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One connection through a [TroubleProxy]. It understands as much of IMAP as that needs: commands,
/// answers, literals. Each way has a thread.
final class TroubledConnection {
    private static final Pattern COMMAND =
            Pattern.compile("(\\S+) ((?:UID )?[A-Z]+)(?: [^\n]*)?\r\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?\\}\r\n$");

    private final TroubleProxy proxy;
    private final Socket client;
    private final Socket server;
    private final Deque<Open> open = new ArrayDeque<>();
    private volatile boolean over;

    /// A command that was not answered yet.
    private record Open(String tag, String command, int nth) {}

    TroubledConnection(TroubleProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
    }

    void close() throws IOException {
        over = true;
        client.close();
        server.close();
    }

    /// From the client to the server, until one of both hangs up.
    void commands() {
        try (client;
                server) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = server.getOutputStream();
            boolean within = false;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if ((within || passes(line)) && !over) {
                    send(out, line);
                }
                Matcher literal = LITERAL.matcher(line);
                within = literal.find();
                if (within) {
                    pass(in, out, Long.parseLong(literal.group(1)));
                }
            }
        } catch (IOException e) {
            // one of both hung up
        }
    }

    private boolean passes(String line) throws IOException {
        Matcher command = COMMAND.matcher(line);
        if (over || !command.matches()) {
            return true; // an answer within AUTHENTICATE
        }
        String name = command.group(2).toUpperCase(Locale.ROOT);
        Open now = new Open(command.group(1), name, proxy.began(name));
        synchronized (open) {
            open.add(now);
        }
        Optional<Trouble.Reaction> reaction =
                proxy.at(new Trouble.Event.Asked(now.command(), now.nth(), now.tag()));
        if (reaction.isPresent()) {
            react(reaction.get());
        }
        return reaction.isEmpty();
    }

    private void pass(InputStream in, OutputStream out, long size) throws IOException {
        byte[] piece = new byte[8192];
        long left = size;
        while (left > 0) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (got < 0) {
                throw new IOException("the client hung up");
            }
            if (!over) {
                out.write(piece, 0, got);
            }
            left -= got;
        }
    }

    /// From the server to the client, until one of both hangs up.
    void answers() {
        try {
            InputStream in = new BufferedInputStream(server.getInputStream());
            String greeting = answer(in);
            pass(greeting, proxy.at(new Trouble.Event.Greeting(greeting)));
            for (String answer = answer(in); !answer.isEmpty() && !over; answer = answer(in)) {
                pass(answer, proxy.at(event(answer)));
            }
            if (!over) {
                client.shutdownOutput();
            }
        } catch (IOException e) {
            // one of both hung up
        }
    }

    private Trouble.Event event(String answer) {
        synchronized (open) {
            Optional<Open> ended =
                    open.stream().filter(o -> answer.startsWith(o.tag() + " ")).findFirst();
            ended.ifPresent(open::remove);
            Open of = ended.or(() -> Optional.ofNullable(open.peek())).orElse(new Open("*", "", 0));
            return new Trouble.Event.Answered(
                    of.command(),
                    of.nth(),
                    of.tag(),
                    answer,
                    ended.isPresent(),
                    proxy.body(answer));
        }
    }

    private void pass(String answer, Optional<Trouble.Reaction> reaction) throws IOException {
        if (reaction.isPresent()) {
            react(reaction.get());
        } else {
            send(client.getOutputStream(), answer);
        }
    }

    /// What the client says is read on, so that the end of the connection does not overtake what
    /// was sent before it.
    private void react(Trouble.Reaction reaction) throws IOException {
        send(client.getOutputStream(), reaction.send());
        if (reaction.then() != Trouble.Then.GO_ON) {
            over = true;
            server.shutdownOutput();
        }
        if (reaction.then() == Trouble.Then.CUT) {
            client.shutdownOutput();
        }
    }

    /// An answer with its literals, or nothing at the end.
    private static String answer(InputStream in) throws IOException {
        StringBuilder whole = new StringBuilder();
        while (true) {
            String line = line(in);
            whole.append(line);
            Matcher literal = LITERAL.matcher(line);
            if (!literal.find()) {
                return whole.toString();
            }
            int size = Integer.parseInt(literal.group(1));
            whole.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
        }
    }

    /// A line with its end, or nothing at the end.
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.append((char) b);
            if (b == '\n') {
                return line.toString();
            }
        }
        return line.toString();
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
