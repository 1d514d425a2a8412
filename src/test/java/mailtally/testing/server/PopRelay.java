package mailtally.testing.server;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A POP3 connection through a [FaultProxy].
final class PopRelay extends Relay {
    private record Asked(SeenCommand command, Optional<Fault.Refuse> refusal) {}

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean conversation;

    PopRelay(FaultProxy proxy, int number, Socket client, Socket server) throws IOException {
        super(proxy, number, client, server);
    }

    @Override
    boolean passCommand() throws IOException {
        String line = Wire.line(fromClient);
        if (line == null) {
            return false;
        }
        if (conversation) {
            // The rest of AUTH. Never written down: it is a secret.
            toServer.write(Wire.bytes(line));
            return true;
        }
        SeenCommand command = SeenCommand.pop(number, Wire.bare(line));
        proxy.saw(command);
        atCommand(command);
        if (isStalled()) {
            return true;
        }
        Optional<Fault.Refuse> refuse =
                proxy.strike(Fault.Refuse.class, f -> command.is(f.command()));
        conversation = command.is("AUTH") && refuse.isEmpty();
        asked.add(new Asked(command, refuse));
        // The server gets a NOOP in place of what is refused; what it says to that is replaced.
        toServer.write(Wire.bytes(refuse.isPresent() ? "NOOP\r\n" : line));
        return true;
    }

    @Override
    boolean passResponse() throws IOException {
        String line = Wire.line(fromServer);
        if (line == null) {
            return false;
        }
        if (isStalled()) {
            return true;
        }
        if (conversation && line.startsWith("+ ")) {
            toClient.write(Wire.bytes(line));
            return true;
        }
        conversation = false;
        Asked to = asked.poll();
        if (to == null) {
            toClient.write(Wire.bytes(line));
            return true;
        }
        SeenCommand command = to.command();
        if (to.refusal().isPresent()) {
            toClient.write(Wire.bytes("-ERR " + to.refusal().get().text() + "\r\n"));
            if (to.refusal().get().thenClose()) {
                throw new CutException();
            }
            return true;
        }
        String rest = line.startsWith("+OK") && manyLines(command) ? lines() : "";
        if (proxy.strike(Fault.EndlessLine.class, f -> command.is(f.command())).isPresent()) {
            endlessLine("+OK ");
        }
        beforeAnswer(command);
        Optional<Fault.Deny> deny = proxy.strike(Fault.Deny.class, f -> command.is(f.command()));
        if (deny.isPresent()) {
            toClient.write(Wire.bytes("-ERR " + deny.get().text() + "\r\n"));
            return true;
        }
        if (command.is("RETR") || command.is("TOP")) {
            Optional<Moment.InMessage> stop = inMessage();
            if (stop.isPresent()) {
                int most = (int) Math.min(stop.get().afterBytes(), rest.length());
                toClient.write(Wire.bytes(line + rest.substring(0, most)));
                stopHere();
            }
        }
        toClient.write(Wire.bytes(line + rest));
        return true;
    }

    /// RFC 1939 section 3: what has more lines than one.
    private static boolean manyLines(SeenCommand command) {
        boolean list = command.is("LIST") || command.is("UIDL");
        return command.is("RETR")
                || command.is("TOP")
                || command.is("CAPA")
                || (list && command.arguments().isBlank());
    }

    private String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line = Wire.line(fromServer); line != null; line = Wire.line(fromServer)) {
            lines.append(line);
            if (line.equals(".\r\n")) {
                break;
            }
        }
        return lines.toString();
    }
}
