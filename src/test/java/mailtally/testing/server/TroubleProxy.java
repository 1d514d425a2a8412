package mailtally.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Stands between a client and a real IMAP server on this computer, and lets a [Trouble] happen.
public final class TroubleProxy implements AutoCloseable {
    private static final Pattern BODY =
            Pattern.compile("^\\* \\d+ FETCH [^\r]*BODY\\[", Pattern.CASE_INSENSITIVE);

    private final ServerSocket listening;
    private final int serverPort;
    private final List<String> seen = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<TroubledConnection> connections = new ArrayList<>();
    private Optional<Trouble> trouble = Optional.empty();
    private int bodies;
    private int happened;

    /// A proxy before the IMAP server that has this port.
    public TroubleProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// From now on this happens; counting begins anew.
    public synchronized void let(Trouble happen) {
        sound();
        trouble = Optional.of(happen);
    }

    /// From now on the server is sound; counting begins anew.
    public synchronized void sound() {
        trouble = Optional.empty();
        seen.clear();
        counts.clear();
        bodies = 0;
        happened = 0;
    }

    /// `imap://jane@127.0.0.1:12345`.
    public String address(String user) {
        return "imap://" + user + "@127.0.0.1:" + listening.getLocalPort();
    }

    /// The names of the commands that came, in order: `UID FETCH`.
    public synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    /// How often the trouble happened.
    public synchronized int happened() {
        return happened;
    }

    @Override
    public void close() {
        try {
            listening.close();
            List<TroubledConnection> all;
            synchronized (this) {
                all = List.copyOf(connections);
            }
            for (TroubledConnection one : all) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                TroubledConnection one = new TroubledConnection(this, client, server);
                synchronized (this) {
                    connections.add(one);
                }
                Thread.ofVirtual().start(one::commands);
                Thread.ofVirtual().start(one::answers);
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    synchronized Optional<Trouble.Reaction> at(Trouble.Event event) {
        Optional<Trouble.Reaction> reaction = trouble.flatMap(t -> t.rule().at(event));
        happened += reaction.isPresent() ? 1 : 0;
        return reaction;
    }

    /// Counts a command, and tells which of that name it is.
    synchronized int began(String command) {
        seen.add(command);
        return counts.merge(command, 1, Integer::sum);
    }

    /// Counts a message with its bytes, and tells which it is, or 0 if there is none.
    synchronized int body(String answer) {
        return BODY.matcher(answer).find() ? ++bodies : 0;
    }
}
