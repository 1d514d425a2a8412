package mailtally.testing.server;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/// One connection through a [FaultProxy]: a thread for each direction. Only the thread that reads
/// the server writes to the client, so that nothing comes into the middle of a response.
abstract class Relay implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final long MOST_ENDLESS_BYTES = 4L << 30;

    final FaultProxy proxy;
    final int number;
    final InputStream fromClient;
    final InputStream fromServer;
    final OutputStream toClient;
    final OutputStream toServer;
    private final Socket client;
    private final Socket server;
    private volatile boolean stalled;

    /// Thrown to end the connection; nothing is wrong.
    static final class CutException extends IOException {}

    Relay(FaultProxy proxy, int number, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.number = number;
        this.client = client;
        this.server = server;
        this.fromClient = new BufferedInputStream(client.getInputStream(), BUFFER_BYTES);
        this.fromServer = new BufferedInputStream(server.getInputStream(), BUFFER_BYTES);
        this.toClient = new DelayedOutput(client.getOutputStream(), proxy.delayMs());
        this.toServer = new DelayedOutput(server.getOutputStream(), proxy.delayMs());
    }

    /// Reads one command with all that belongs to it, and passes it on. False at the end.
    abstract boolean passCommand() throws IOException;

    /// Reads one response and passes it on. False at the end.
    abstract boolean passResponse() throws IOException;

    /// Relays until one side is gone.
    final void run() throws IOException {
        Thread reader = Thread.ofVirtual().start(this::readClient);
        try {
            greet();
            while (passResponse()) {
                waitWhileStalled();
            }
        } finally {
            close();
            join(reader);
        }
    }

    @Override
    public final void close() throws IOException {
        // The order matters: what is underway to the client arrives before its connection ends.
        try {
            toClient.close();
        } finally {
            client.close();
            server.close();
        }
    }

    /// Ends the connection or silences it, if a fault says so at this moment.
    final void at(Moment moment) throws IOException {
        if (proxy.strike(Fault.Cut.class, cut -> cut.moment().equals(moment)).isPresent()) {
            throw new CutException();
        }
        if (proxy.strike(Fault.Stall.class, stall -> stall.moment().equals(moment)).isPresent()) {
            stalled = true;
            waitWhileStalled();
        }
    }

    /// As [#at], for moments that name a command.
    final void atCommand(SeenCommand command) throws IOException {
        Optional<Fault.Cut> cut =
                proxy.strike(Fault.Cut.class, f -> atCommand(f.moment(), command));
        if (cut.isPresent()) {
            close();
            throw new CutException();
        }
        if (proxy.strike(Fault.Stall.class, f -> atCommand(f.moment(), command)).isPresent()) {
            stalled = true;
        }
    }

    /// As [#at], where the server has done this command.
    final void beforeAnswer(SeenCommand command) throws IOException {
        if (proxy.strike(Fault.Cut.class, f -> beforeAnswer(f.moment(), command)).isPresent()) {
            throw new CutException();
        }
        if (proxy.strike(Fault.Stall.class, f -> beforeAnswer(f.moment(), command)).isPresent()) {
            stalled = true;
            waitWhileStalled();
        }
    }

    /// The fault that strikes in a message, if one does.
    final Optional<Moment.InMessage> inMessage() {
        Optional<Fault.Cut> cut =
                proxy.strike(Fault.Cut.class, f -> f.moment() instanceof Moment.InMessage);
        if (cut.isPresent()) {
            return cut.map(f -> (Moment.InMessage) f.moment());
        }
        Optional<Fault.Stall> stall =
                proxy.strike(Fault.Stall.class, f -> f.moment() instanceof Moment.InMessage);
        stalled |= stall.isPresent();
        return stall.map(f -> (Moment.InMessage) f.moment());
    }

    /// After [#inMessage] and what it let through: ends or silences the connection.
    final void stopHere() throws IOException {
        if (!stalled) {
            throw new CutException();
        }
        waitWhileStalled();
    }

    /// The fault that strikes in what a client sends up, if one does.
    final Optional<Moment.InUpload> inUpload() {
        Optional<Fault.Cut> cut =
                proxy.strike(Fault.Cut.class, f -> f.moment() instanceof Moment.InUpload);
        if (cut.isPresent()) {
            return cut.map(f -> (Moment.InUpload) f.moment());
        }
        Optional<Fault.Stall> stall =
                proxy.strike(Fault.Stall.class, f -> f.moment() instanceof Moment.InUpload);
        stalled |= stall.isPresent();
        return stall.map(f -> (Moment.InUpload) f.moment());
    }

    final boolean isClosed() {
        return client.isClosed();
    }

    final boolean isStalled() {
        return stalled;
    }

    final void endlessLine(String start) throws IOException {
        toClient.write(Wire.bytes(start));
        byte[] filler = new byte[BUFFER_BYTES];
        java.util.Arrays.fill(filler, (byte) 'x');
        for (long sent = 0; sent < MOST_ENDLESS_BYTES; sent += filler.length) {
            toClient.write(filler);
        }
        throw new CutException();
    }

    private void greet() throws IOException {
        String greeting = Wire.line(fromServer);
        if (greeting == null) {
            throw new CutException();
        }
        at(new Moment.BeforeGreeting());
        if (inGreeting()) {
            toClient.write(Wire.bytes(greeting.substring(0, greeting.length() / 2)));
            stopHere();
        }
        toClient.write(Wire.bytes(greeting(greeting)));
    }

    /// The greeting as the client shall read it.
    String greeting(String line) {
        return line;
    }

    private boolean inGreeting() {
        boolean cut =
                proxy.strike(Fault.Cut.class, f -> f.moment() instanceof Moment.InGreeting)
                        .isPresent();
        boolean stall =
                !cut
                        && proxy.strike(
                                        Fault.Stall.class,
                                        f -> f.moment() instanceof Moment.InGreeting)
                                .isPresent();
        stalled |= stall;
        return cut || stall;
    }

    private static boolean atCommand(Moment moment, SeenCommand command) {
        return moment instanceof Moment.AtCommand(String name) && command.is(name);
    }

    private static boolean beforeAnswer(Moment moment, SeenCommand command) {
        return moment instanceof Moment.BeforeAnswer(String name) && command.is(name);
    }

    private void readClient() {
        try {
            while (!stalled && passCommand()) {
                // Each has been passed on.
            }
            // Where all is silent, the client may still speak, until it goes.
            while (stalled && fromClient.read() >= 0) {
                // Nobody listens.
            }
        } catch (IOException _) {
            // One side is gone.
        } finally {
            try {
                close();
            } catch (IOException _) {
                // It was closed already.
            }
        }
    }

    /// Returns at once where nothing is stalled, else never: the other thread closes when the
    /// client goes.
    private void waitWhileStalled() throws IOException {
        while (stalled) {
            if (client.isClosed()) {
                throw new CutException();
            }
            ServerProcess.sleep(5);
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
