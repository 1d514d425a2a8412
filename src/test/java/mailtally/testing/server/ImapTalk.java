package mailtally.testing.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// An IMAP client that knows lines and literals and nothing else: for tests that look at what goes
/// over the line. A character is a byte.
public final class ImapTalk implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final InputStream in;
    private int tags;

    /// Connects to this port of 127.0.0.1, and reads nothing.
    public ImapTalk(int port) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Connects, reads the greeting and logs in, unless the greeting did so.
    public static ImapTalk login(int port, String user) throws IOException {
        ImapTalk talk = new ImapTalk(port);
        String greeting = talk.line();
        if (!greeting.startsWith("* PREAUTH")) {
            talk.ok("LOGIN " + user + " " + MailServer.PASSWORD);
        }
        return talk;
    }

    /// Waits for so long at most.
    public void patience(int ms) throws IOException {
        socket.setSoTimeout(ms);
    }

    /// The next line without its end, or what there is of it; null at the end.
    public String line() throws IOException {
        String line = Wire.line(in);
        return line == null ? null : Wire.bare(line);
    }

    /// So many bytes, or fewer at the end.
    public String read(int bytes) throws IOException {
        return Wire.octets(in.readNBytes(bytes));
    }

    /// Sends these bytes.
    public void send(String octets) throws IOException {
        socket.getOutputStream().write(Wire.bytes(octets));
    }

    /// Sends a command under a new tag, and gives what came up to its tagged answer (the last),
    /// each with its literals in place. Ends early where the connection does.
    public List<String> command(String command) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + command + "\r\n");
        return answers(tag);
    }

    /// As [#command], with one more literal at its end, for which the server's word is waited.
    public List<String> command(String command, byte[] literal) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + command + " {" + literal.length + "}\r\n");
        String go = line();
        if (go == null || !go.startsWith("+")) {
            return go == null ? List.of() : List.of(go);
        }
        send(Wire.octets(literal) + "\r\n");
        return answers(tag);
    }

    /// As [#command]; the answer must be OK.
    public List<String> ok(String command) throws IOException {
        return checked(command, command(command));
    }

    /// As [#ok], with a literal.
    public List<String> ok(String command, byte[] literal) throws IOException {
        return checked(command, command(command, literal));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// As [#command], in parts. The last is the tagged answer, if it came.
    List<ServerResponse> responses(String command) throws IOException {
        String tag = "t" + ++tags;
        send(tag + " " + command + "\r\n");
        return responsesTo(tag);
    }

    private List<String> answers(String tag) throws IOException {
        return responsesTo(tag).stream().map(r -> Wire.bare(r.octets())).toList();
    }

    private List<ServerResponse> responsesTo(String tag) throws IOException {
        List<ServerResponse> responses = new ArrayList<>();
        for (ServerResponse response = ServerResponse.read(in);
                response != null;
                response = ServerResponse.read(in)) {
            responses.add(response);
            if (response.tag().equals(tag)) {
                break;
            }
        }
        return responses;
    }

    private static List<String> checked(String command, List<String> answers) {
        if (answers.isEmpty() || !answers.getLast().matches("(?s)\\S+ OK.*")) {
            throw new AssertionError(command.replaceFirst(" .*", "") + ": " + answers);
        }
        return answers;
    }
}
