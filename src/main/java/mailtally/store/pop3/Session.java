package mailtally.store.pop3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mailtally.store.server.ServerConnection;

/// One POP3 session (RFC 1939). Ends by hanging up and never with QUIT: a server removes nothing
/// unless it is told QUIT (RFC 1939 section 6), not even where it lets nobody leave mail there
/// (EXPIRE 0, RFC 2449 section 6.7), and Dovecot then marks nothing as read.
final class Session implements AutoCloseable {
    /// As much as one literal of IMAP may have.
    private static final long MOST_MESSAGE_BYTES = 0xffffffffL;

    private static final long MOST_LIST_BYTES = 128L << 20;
    private static final int MOST_CAPABILITIES_BYTES = 64 << 10;

    private final ServerConnection connection;
    private final AnswerInput in;
    private Optional<Map<String, List<String>>> capabilities = Optional.empty();
    private int awaited;

    private Session(ServerConnection connection) {
        this.connection = connection;
        this.in = new AnswerInput(connection.in());
    }

    /// Begins a session: the server greets.
    ///
    /// @throws BrokenException if it greets with a refusal, or is no POP3 server
    static Session on(ServerConnection connection) throws BrokenException {
        Session session = new Session(connection);
        try {
            if (connection.greeting().isEmpty()) {
                session.answer();
            }
            return session;
        } catch (RefusedException e) {
            throw new BrokenException("it greeted with '" + e.getMessage() + "'");
        }
    }

    /// Asks what the server can do (CAPA, RFC 2449 section 5). Those that do not know the command
    /// are asked for nothing that RFC 1939 does not have.
    void learnCapabilities() throws BrokenException {
        Map<String, List<String>> offered = new HashMap<>();
        try {
            lines(
                    "CAPA",
                    MOST_CAPABILITIES_BYTES,
                    line -> {
                        List<String> words =
                                Arrays.asList(
                                        line.strip().toUpperCase(Locale.ROOT).split(" +", -1));
                        offered.put(words.getFirst(), words.subList(1, words.size()));
                    });
            capabilities = Optional.of(offered);
        } catch (RefusedException e) {
            capabilities = Optional.empty();
        }
    }

    /// What follows the capability's name, in upper case; empty where it is not offered.
    Optional<List<String>> capability(String name) {
        return capabilities.flatMap(c -> Optional.ofNullable(c.get(name)));
    }

    /// True where the server may know the command: it said so, or said nothing at all.
    boolean mayKnow(String command) {
        return capabilities.isEmpty() || capabilities.get().containsKey(command);
    }

    /// Sends a command and waits for `+OK`.
    ///
    /// @return what follows it
    String run(String command) throws BrokenException, RefusedException {
        send(command);
        flush();
        return answer();
    }

    /// Puts a command on its way; [#flush] sends it.
    void send(String line) throws BrokenException {
        try {
            connection.out().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    void flush() throws BrokenException {
        try {
            connection.out().flush();
        } catch (IOException e) {
            throw new BrokenException(e);
        }
    }

    /// The next line that the server sends, whatever it is.
    String line() throws BrokenException {
        return in.line();
    }

    /// Waits for `+OK`.
    String answer() throws BrokenException, RefusedException {
        String line = in.line();
        if (line.startsWith("+OK")) {
            return line.substring("+OK".length()).strip();
        }
        throw RefusedException.of(line);
    }

    /// Takes one line of a list.
    interface LineTaker {
        void take(String line) throws BrokenException;
    }

    /// Sends a command whose answer is a list.
    void lines(String command, LineTaker taker) throws BrokenException, RefusedException {
        lines(command, MOST_LIST_BYTES, taker);
    }

    private void lines(String command, long mostBytes, LineTaker taker)
            throws BrokenException, RefusedException {
        run(command);
        long bytes = 0;
        String line = in.line();
        while (!line.equals(".")) {
            bytes += line.length() + 2;
            if (bytes > mostBytes) {
                throw new BrokenException("its list has no end");
            }
            taker.take(line.startsWith(".") ? line.substring(1) : line);
            line = in.line();
        }
    }

    /// Puts the demand for a message on its way.
    void retrieve(int number) throws BrokenException {
        send("RETR " + number);
        awaited++;
    }

    /// True while messages that were demanded have not come yet.
    boolean awaits() {
        return awaited > 0;
    }

    /// Takes the next message that was demanded.
    ///
    /// @throws RefusedException if the server does not hand the message out
    /// @throws IOException what the buffer threw; the session is of no use then
    void message(MessageBuffer into) throws IOException, RefusedException {
        awaited--;
        answer();
        in.copy(into, MOST_MESSAGE_BYTES);
    }

    @Override
    public void close() {
        connection.close();
    }
}
