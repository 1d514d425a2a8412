package mailtally.testing.server;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An IMAP connection through a [FaultProxy].
final class ImapRelay extends Relay {
    private static final Pattern UNREADABLE =
            Pattern.compile(" (?:COMPRESS=DEFLATE|STARTTLS|LOGINDISABLED)\\b");
    private static final Pattern VALIDITY =
            Pattern.compile("\\b((?:UIDVALIDITY|APPENDUID|COPYUID) )(\\d+)");
    private static final long VALIDITY_STEP = 1000;
    private static final long POLL_MS = 50;

    /// @param refusal what the client reads in place of the server's answer
    /// @param thenClose whether the connection ends after it
    private record Asked(SeenCommand command, Optional<String> refusal, boolean thenClose) {}

    private final Map<String, Asked> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<Boolean> goAhead = new LinkedBlockingQueue<>();
    private final Optional<UidShift> shift;
    private final Optional<Fault.CloseAfterErrors> patience;
    private volatile String awaiting = "";
    private volatile String conversation = "";
    private int errors;

    ImapRelay(FaultProxy proxy, int number, Socket client, Socket server) throws IOException {
        super(proxy, number, client, server);
        shift = proxy.strike(Fault.UidJump.class, _ -> true).map(UidShift::new);
        patience = proxy.strike(Fault.CloseAfterErrors.class, _ -> true);
    }

    @Override
    String greeting(String line) {
        return UNREADABLE.matcher(line).replaceAll("");
    }

    @Override
    boolean passCommand() throws IOException {
        String line = Wire.line(fromClient);
        if (line == null) {
            return false;
        }
        if (!conversation.isEmpty()) {
            // The rest of AUTHENTICATE or IDLE. Never written down: it may be a secret.
            if (Wire.bare(line).equalsIgnoreCase("DONE")) {
                conversation = "";
            }
            toServer.write(Wire.bytes(line));
            return true;
        }
        SeenCommand command = SeenCommand.imap(number, Wire.bare(line));
        proxy.saw(command);
        atCommand(command);
        if (isStalled()) {
            return true;
        }
        Optional<Fault.Refuse> refuse =
                proxy.strike(Fault.Refuse.class, f -> command.is(f.command()));
        asked.put(
                command.tag(),
                new Asked(
                        command,
                        refuse.map(f -> refusal(command, f.status(), f.text())),
                        refuse.map(Fault.Refuse::thenClose).orElse(false)));
        if (refuse.isPresent()) {
            swallow(command, line);
        } else {
            if (command.is("AUTHENTICATE") || command.is("IDLE")) {
                conversation = command.tag();
            }
            pass(command, line);
        }
        return true;
    }

    /// The server gets a NOOP in place of the command, and what it says to that is replaced.
    private void swallow(SeenCommand command, String first) throws IOException {
        String line = first;
        for (Wire.Literal literal = Wire.literal(line);
                literal != null && !literal.waits();
                literal = Wire.literal(line)) {
            fromClient.skipNBytes(literal.length());
            line = Wire.line(fromClient);
            if (line == null) {
                return;
            }
        }
        toServer.write(Wire.bytes(command.tag() + " NOOP\r\n"));
    }

    private void pass(SeenCommand command, String first) throws IOException {
        String line = shift.map(s -> s.toServer(first)).orElse(first);
        while (true) {
            Wire.Literal literal = Wire.literal(line);
            if (literal != null && literal.waits()) {
                awaiting = command.tag();
            }
            toServer.write(Wire.bytes(line));
            if (literal == null || (literal.waits() && !mayGoAhead())) {
                return;
            }
            passLiteral(literal.length());
            line = Wire.line(fromClient);
            if (line == null) {
                throw new CutException();
            }
        }
    }

    private void passLiteral(long length) throws IOException {
        Optional<Moment.InUpload> stop = inUpload();
        long left = stop.map(s -> Math.min(s.afterBytes(), length)).orElse(length);
        byte[] buffer = new byte[64 << 10];
        while (left > 0) {
            int read = fromClient.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new CutException();
            }
            toServer.write(buffer, 0, read);
            left -= read;
        }
        if (stop.isPresent() && !isStalled()) {
            close();
            throw new CutException();
        }
        if (stop.isPresent()) {
            fromClient.transferTo(java.io.OutputStream.nullOutputStream());
            throw new CutException();
        }
    }

    /// Waits until the server wants the literal, or does not.
    private boolean mayGoAhead() throws IOException {
        try {
            Boolean may = null;
            while (may == null && !isClosed()) {
                may = goAhead.poll(POLL_MS, TimeUnit.MILLISECONDS);
            }
            awaiting = "";
            return Boolean.TRUE.equals(may);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    boolean passResponse() throws IOException {
        ServerResponse read = ServerResponse.read(fromServer);
        if (read == null) {
            return false;
        }
        if (isStalled()) {
            return true;
        }
        if (read.isContinuation()) {
            if (!awaiting.isEmpty()) {
                goAhead.add(true);
            }
            write(read);
        } else if (read.isTagged()) {
            answer(rewritten(read));
        } else if (read.body() >= 0) {
            message(rewritten(read));
        } else {
            write(rewritten(read));
        }
        return true;
    }

    /// A tagged answer.
    private void answer(ServerResponse response) throws IOException {
        if (response.tag().equals(awaiting)) {
            goAhead.add(false);
        }
        if (response.tag().equals(conversation)) {
            conversation = "";
        }
        Asked to = asked.remove(response.tag());
        if (to == null) {
            write(response);
            return;
        }
        SeenCommand command = to.command();
        if (to.refusal().isPresent()) {
            ServerResponse refusal = ServerResponse.of(to.refusal().get());
            write(refusal);
            countErrors(refusal);
            if (to.thenClose()) {
                throw new CutException();
            }
            return;
        }
        if (proxy.strike(Fault.EndlessLine.class, f -> command.is(f.command())).isPresent()) {
            endlessLine("* OK ");
        }
        if (command.is("LIST")) {
            Optional<Fault.ExtraFolder> extra = proxy.strike(Fault.ExtraFolder.class, _ -> true);
            if (extra.isPresent()) {
                toClient.write(Wire.bytes(listed(extra.get())));
            }
        }
        beforeAnswer(command);
        Optional<Fault.Deny> deny = proxy.strike(Fault.Deny.class, f -> command.is(f.command()));
        ServerResponse told =
                deny.map(f -> refusal(command, f.status(), f.text()))
                        .map(ServerResponse::of)
                        .orElse(response);
        write(told);
        countErrors(told);
    }

    /// A FETCH with a message in it.
    private void message(ServerResponse response) throws IOException {
        Optional<Moment.InMessage> stop = inMessage();
        if (stop.isPresent()) {
            int body = response.body();
            String before = String.join("", response.parts().subList(0, body));
            String bytes = response.parts().get(body);
            int most = (int) Math.min(stop.get().afterBytes(), bytes.length());
            toClient.write(Wire.bytes(before + bytes.substring(0, most)));
            stopHere();
        }
        Optional<Fault.Body> harm =
                proxy.strike(Fault.Body.class, f -> f.uid() == 0 || f.uid() == response.uid());
        write(harm.map(f -> response.shaped(f.shape())).orElse(response));
        if (harm.isPresent() && harm.get().shape() == Fault.BodyShape.ANNOUNCED_HUGE) {
            throw new CutException();
        }
    }

    private ServerResponse rewritten(ServerResponse response) {
        ServerResponse capable =
                response.head().contains("CAPABILITY")
                        ? response.texts(text -> UNREADABLE.matcher(text).replaceAll(""))
                        : response;
        ServerResponse valid = capable.texts(this::validity);
        boolean found = asked.values().stream().anyMatch(a -> a.command().is("UID SEARCH"));
        return shift.map(s -> valid.texts(text -> s.toClient(text, found))).orElse(valid);
    }

    private String validity(String text) {
        if (text.contains("UIDVALIDITY ")) {
            proxy.strike(Fault.OtherUidValidity.class, _ -> true)
                    .ifPresent(
                            fault ->
                                    proxy.validities()
                                            .updateAndGet(n -> fault.everyTime() ? n + 1 : 1));
        }
        int steps = proxy.validities().get();
        return steps == 0
                ? text
                : VALIDITY.matcher(text)
                        .replaceAll(
                                (MatchResult m) ->
                                        m.group(1)
                                                + (Long.parseLong(m.group(2))
                                                        + steps * VALIDITY_STEP));
    }

    private void countErrors(ServerResponse told) throws IOException {
        errors += told.isRefusal() ? 1 : 0;
        if (patience.isPresent() && errors >= patience.get().count()) {
            toClient.write(Wire.bytes("* BYE Too many invalid IMAP commands.\r\n"));
            throw new CutException();
        }
    }

    private void write(ServerResponse response) throws IOException {
        toClient.write(Wire.bytes(response.octets()));
    }

    private static String refusal(SeenCommand command, String status, String text) {
        return (status.equals("BYE") ? "*" : command.tag()) + " " + status + " " + text + "\r\n";
    }

    private static String listed(Fault.ExtraFolder extra) {
        String name =
                extra.literal()
                        ? "{" + extra.octets().length() + "}\r\n" + extra.octets()
                        : "\"" + extra.octets() + "\"";
        return "* LIST (\\HasNoChildren) \"/\" " + name + "\r\n";
    }
}
