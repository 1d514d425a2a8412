package mailtally.store.imap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import mailtally.store.server.ServerConnection;
import mailtally.store.server.Spill;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.LiteralException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/// One connection to an IMAP server: commands out, answers in. Used by one thread at a time.
///
/// What the server refuses is a [CommandRefusedException], and the connection goes on. What cannot
/// be understood, and a server that hangs up, is an [IOException], and the connection is of no use
/// any more.
final class Session extends IMAPProtocol implements AutoCloseable {
    /// A message of 4 GiB is the largest that IMAP can name (RFC 3501 section 9, number).
    private static final long MOST_LITERAL_BYTES = 0xffffffffL;

    private static final int MOST_ANSWERS = 5_000_000;
    private static final int USUAL_MEMORY_BYTES = 1 << 20;

    private final ServerConnection connection;
    private final GuardedInput in;
    private final SwitchedOutput out;
    private boolean capabilitiesTold;
    private boolean exchange;
    private Optional<Selected> selected = Optional.empty();

    /// The folder that is open for reading only.
    private Optional<String> selectedName = Optional.empty();

    /// Hears each answer to a command before the last.
    interface Untagged {
        void accept(IMAPResponse answer) throws IOException;
    }

    /// A session on a connection that nothing was read from, but perhaps the greeting.
    static Session on(ServerConnection connection, java.nio.file.Path spillFolder)
            throws IOException {
        GuardedInput in = new GuardedInput(connection.in(), MOST_LITERAL_BYTES, spillFolder);
        return new Session(connection, in, new SwitchedOutput(connection.out()));
    }

    private Session(ServerConnection connection, GuardedInput in, SwitchedOutput out)
            throws IOException {
        super(in, new FailingPrint(out), new Properties(), false);
        this.connection = connection;
        this.in = in;
        this.out = out;
    }

    /// Reads the greeting.
    ///
    /// @return true if the server knows already who asks (PREAUTH)
    /// @throws IOException if it does not greet, or says BYE
    boolean greeted() throws IOException {
        if (connection.greeting().isPresent()) {
            exchange = greetsAsExchange(connection.greeting().get());
            return false;
        }
        Response greeting = next();
        if (greeting.isBYE()) {
            throw new IOException("the server said: " + greeting.getRest());
        }
        if (greeting.isUnTagged() && greeting.isOK()) {
            exchange = greetsAsExchange(greeting.getRest());
            told(greeting.getRest());
            return false;
        }
        if (greeting instanceof IMAPResponse answer && answer.keyEquals("PREAUTH")) {
            return true;
        }
        throw new IOException("it does not greet like an IMAP server");
    }

    /// It says who it is in its greeting alone, on premises and in the cloud.
    private static boolean greetsAsExchange(String greeting) {
        return greeting.contains("Microsoft Exchange");
    }

    /// True for Exchange, which makes mail anew as it is read, and has names and limits of its own.
    boolean exchange() {
        return exchange;
    }

    /// What a server says with its greeting or its answer to a login: often what it can do, which
    /// then need not be asked for (RFC 9051 section 7.1, CAPABILITY). What it said before no longer
    /// holds.
    void told(String words) {
        capabilitiesTold = words.regionMatches(true, 0, "[CAPABILITY ", 0, 12);
        if (capabilitiesTold) {
            setCapabilities(new Response("* OK " + words));
        }
    }

    /// Asks for the capabilities, which change with the login, unless the server told them.
    void learnCapabilities() throws IOException, CommandRefusedException {
        if (capabilitiesTold) {
            return;
        }
        try {
            capability();
        } catch (ProtocolException e) {
            throw new IOException("the server does not say what it can do", e);
        }
    }

    /// Compresses both ways (RFC 4978) if the server offers it and is not on this computer.
    void compressed() throws IOException, CommandRefusedException {
        if (connection.local() || !hasCapability("COMPRESS=DEFLATE")) {
            return;
        }
        Argument deflate = new Argument();
        deflate.writeAtom("DEFLATE");
        run("COMPRESS", deflate, answer -> {});
        in.layer(new InflaterInputStream(connection.in(), new Inflater(true)));
        out.layer(
                new DeflaterOutputStream(
                        connection.out(),
                        new Deflater(Deflater.DEFAULT_COMPRESSION, true),
                        8192,
                        true));
    }

    /// Runs a command to its end.
    ///
    /// @return what stands behind OK
    String run(String command, Argument arguments, Untagged each)
            throws IOException, CommandRefusedException {
        in.allowInMemory(USUAL_MEMORY_BYTES);
        return await(send(command, arguments), each);
    }

    /// What must be so of a folder before its messages are believed.
    interface Opened {
        void check(Selected selected) throws IOException;
    }

    /// Fetches messages of a folder, opened for reading only first where it is not open: both
    /// commands are sent at once, since the way to the server may be long.
    ///
    /// @param anew opens it even if it is open, so that what other programs did since is seen
    /// @param memoryBytes how much of the messages may stay in memory
    void fetch(
            MailboxName name,
            boolean anew,
            Opened opened,
            Argument arguments,
            long memoryBytes,
            Untagged each)
            throws IOException, CommandRefusedException {
        in.forgetSpills();
        in.allowInMemory(memoryBytes);
        if (hasOpen(name) && !anew) {
            opened.check(selected.orElseThrow());
            await(send("UID FETCH", arguments), each);
            return;
        }
        selectedName = Optional.empty();
        Selected.Reader reader = new Selected.Reader();
        String examine = send("EXAMINE", name.argument());
        String fetch = send("UID FETCH", arguments);
        try {
            await(examine, reader);
        } catch (CommandRefusedException e) {
            refused(fetch);
            throw e;
        }
        opened(name, reader.result());
        opened.check(selected.orElseThrow());
        await(fetch, each);
    }

    /// Reads the answer to a command that cannot have been done.
    private void refused(String tag) throws IOException {
        try {
            await(tag, answer -> {});
        } catch (CommandRefusedException e) {
            return;
        }
        throw new IOException("the server fetched from a folder that it did not open");
    }

    private void opened(MailboxName name, Selected found) {
        selected = Optional.of(found);
        selectedName = Optional.of(name.raw());
    }

    /// The bytes of a literal: in memory, or in a file that the caller closes.
    Optional<Spill> spilled(ByteArray literal) {
        return in.takeSpill(literal.getBytes(), literal.getStart(), literal.getCount());
    }

    /// Sends several commands at once and waits for all.
    ///
    /// @return for each what stands behind OK, or the refusal
    List<Outcome> runAll(List<Command> commands) throws IOException {
        in.allowInMemory(USUAL_MEMORY_BYTES);
        List<String> tags = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Command command : commands) {
            try {
                tags.add(send(command.name(), command.arguments()));
            } catch (CommandRefusedException e) {
                throw new IOException("a command was refused before it was whole", e);
            }
        }
        for (int i = 0; i < tags.size(); i++) {
            try {
                outcomes.add(
                        new Outcome(
                                Optional.of(await(tags.get(i), commands.get(i).each())),
                                Optional.empty()));
            } catch (CommandRefusedException e) {
                outcomes.add(new Outcome(Optional.empty(), Optional.of(e)));
            }
        }
        return outcomes;
    }

    record Command(String name, Argument arguments, Untagged each) {}

    /// What became of a command: one of both is there.
    record Outcome(Optional<String> ok, Optional<CommandRefusedException> refused) {}

    /// Sends a command; its answer is read by [#await].
    ///
    /// @throws CommandRefusedException if the server refused it before all of it was sent
    String send(String command, Argument arguments) throws IOException, CommandRefusedException {
        try {
            return writeCommand(command, arguments);
        } catch (LiteralException e) {
            if (e.getResponse().isBYE()) {
                throw new IOException("the server said: " + e.getResponse().getRest(), e);
            }
            throw new CommandRefusedException(e.getResponse().getRest());
        } catch (ProtocolException e) {
            throw new IOException("the command could not be sent", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Waits for the end of a command.
    ///
    /// @return what stands behind OK
    String await(String tag, Untagged each) throws IOException, CommandRefusedException {
        for (int answers = 0; answers < MOST_ANSWERS; answers++) {
            Response answer = next();
            if (answer.isBYE()) {
                throw new IOException("the server ended the connection: " + answer.getRest());
            }
            if (answer.isTagged()) {
                if (!tag.equals(answer.getTag())) {
                    throw new IOException("the server's answer belongs to no command");
                }
                if (answer.isOK()) {
                    return answer.getRest();
                }
                throw new CommandRefusedException(answer.getRest());
            }
            if (answer.isUnTagged() && answer instanceof IMAPResponse untagged) {
                each.accept(untagged);
            } else {
                throw new IOException("the server's answer cannot be understood");
            }
        }
        throw new IOException("the server's answer has no end");
    }

    /// The next answer, whatever it is.
    Response next() throws IOException {
        try {
            Response answer = readResponse();
            if (answer.isSynthetic()) {
                throw new IOException("the server hung up");
            }
            return answer;
        } catch (ProtocolException e) {
            throw new IOException("the server's answer cannot be understood", e);
        } catch (RuntimeException | StackOverflowError e) {
            // The parser runs off the end of some malformed lines, and down nested ones.
            throw new IOException("the server's answer cannot be understood", e);
        }
    }

    /// Sends one line of an exchange that a command began (RFC 9051 section 6.2.2).
    void answer(String line) throws IOException {
        try {
            OutputStream to = getOutputStream();
            to.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            to.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Opens a folder for reading only (EXAMINE), also if it is open: what other programs did since
    /// is seen then.
    Selected examineAnew(MailboxName name) throws IOException, CommandRefusedException {
        return open("EXAMINE", name);
    }

    /// True if the folder is open for reading only.
    boolean hasOpen(MailboxName name) {
        return selectedName.filter(name.raw()::equals).isPresent();
    }

    /// Opens a folder of a target (SELECT), also if it is open.
    Selected select(MailboxName name) throws IOException, CommandRefusedException {
        return open("SELECT", name);
    }

    private Selected open(String command, MailboxName name)
            throws IOException, CommandRefusedException {
        selectedName = Optional.empty();
        Selected.Reader reader = new Selected.Reader();
        run(command, name.argument(), reader);
        Selected found = reader.result();
        if (command.equals("EXAMINE")) {
            opened(name, found);
        }
        return found;
    }

    /// What the server says it can do, as it says it.
    java.util.Set<String> capabilityNames() {
        return java.util.Set.copyOf(getCapabilities().keySet());
    }

    /// True where messages may follow a command without waiting (RFC 7888).
    boolean pipelinesLiterals() {
        return hasCapability("LITERAL+");
    }

    @Override
    public void close() {
        in.forgetSpills();
        connection.close();
    }

    /// Says goodbye and closes.
    void leave() {
        try {
            writeCommand("LOGOUT", null);
        } catch (IOException | ProtocolException | UncheckedIOException e) {
            // closing is all that is left to do
        }
        close();
    }

    /// What Angus writes to; a layer can be put between.
    private static final class SwitchedOutput extends OutputStream {
        private OutputStream to;

        SwitchedOutput(OutputStream to) {
            this.to = to;
        }

        void layer(OutputStream layered) {
            to = layered;
        }

        @Override
        public void write(int b) throws IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            to.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }

    /// Angus asks for a PrintStream, which keeps its troubles to itself; this one does not.
    private static final class FailingPrint extends PrintStream {
        private final OutputStream to;

        FailingPrint(OutputStream to) {
            super(to, false, StandardCharsets.ISO_8859_1);
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                to.write(bytes, offset, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void flush() {
            try {
                to.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// For tests of what is read.
    InputStream input() {
        return in;
    }
}
