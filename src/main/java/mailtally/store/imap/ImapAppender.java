package mailtally.store.imap;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mailtally.store.AnswerLostException;
import mailtally.store.Appender;
import mailtally.store.Locator;
import mailtally.store.RefusedException;
import mailtally.store.StoreUnavailableException;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.UID;

/// Adds messages to one folder (APPEND, RFC 9051 section 6.3.12). Holds no connection between two
/// calls, so that whoever looks for what was added finds one.
///
/// Many at once where the server takes that (MULTIAPPEND, RFC 3502): it takes all of them or none,
/// and where it takes none each is tried alone, so that one it refuses does not stop the rest. Else
/// one command each, sent without waiting where literals may be (LITERAL+, RFC 7888). Exchange gets
/// one after the other, as quickly as it lets them in ([SendingPace]).
final class ImapAppender implements Appender {
    private static final int MOST_PASSING_TRIES = 5;
    private static final long PASSING_PAUSE_MS = 2_000;

    private static final Pattern LIMIT = Pattern.compile("APPENDLIMIT=(\\d{1,18})");

    private final Sessions sessions;
    private final MailboxName name;
    private final Optional<Long> mostBytes;
    private Selected selected;

    /// UIDNEXT at the last mark, or 0, and how many messages were stored since.
    private long markedNext;

    private long storedSince;

    private ImapAppender(Sessions sessions, MailboxName name, Opened opened) {
        this.sessions = sessions;
        this.name = name;
        this.selected = opened.selected;
        this.mostBytes = opened.mostBytes;
    }

    private record Opened(Selected selected, Optional<Long> mostBytes) {}

    static ImapAppender open(Sessions sessions, MailboxName name)
            throws RefusedException, StoreUnavailableException {
        try {
            Opened opened = sessions.lendPatiently(s -> new Opened(s.select(name), mostBytes(s)));
            return new ImapAppender(sessions, name, opened);
        } catch (CommandRefusedException e) {
            throw new RefusedException(
                    "The server does not open the folder. It answered: " + e.getMessage());
        }
    }

    @Override
    public Mark mark() throws IOException, StoreUnavailableException {
        try {
            return sessions.lendPatiently(this::mark);
        } catch (CommandRefusedException first) {
            try {
                // A refusal may pass by itself; a second one is believed.
                Sessions.pause(PASSING_PAUSE_MS);
                return sessions.lendPatiently(this::mark);
            } catch (CommandRefusedException e) {
                throw new StoreUnavailableException(
                        sessions.address().hostAndPort()
                                + " does not open a folder again that messages are put into. It"
                                + " answered: "
                                + e.getMessage()
                                + ". What was put there stays. Run this again.",
                        e);
            }
        }
    }

    private Mark mark(Session session) throws IOException, CommandRefusedException {
        selected = session.select(name);
        markedNext = selected.uidNext() > 0 ? selected.uidNext() : statusNext(session);
        storedSince = 0;
        return new Mark(Long.toString(selected.uidValidity()), markedNext);
    }

    /// UIDNEXT where opening the folder did not tell it.
    private long statusNext(Session session) throws IOException, CommandRefusedException {
        long[] next = {0};
        Argument arguments = name.argument();
        arguments.writeAtom("(UIDNEXT)");
        session.run("STATUS", arguments, answer -> next[0] = Math.max(next[0], number(answer)));
        return next[0];
    }

    private static long number(IMAPResponse answer) {
        if (!answer.keyEquals("STATUS")) {
            return 0;
        }
        Matcher said = Pattern.compile("(?i).*UIDNEXT (\\d{1,10}).*").matcher(answer.toString());
        return said.matches() ? Long.parseLong(said.group(1)) : 0;
    }

    @Override
    public Takes takes() {
        return new Takes(mostBytes, selected.permanentFlags(), selected.anyKeyword());
    }

    /// APPENDLIMIT (RFC 7889), and what this protocol layer can send.
    private static Optional<Long> mostBytes(Session session) {
        long most = Integer.MAX_VALUE;
        for (String capability : session.capabilityNames()) {
            Matcher limit = LIMIT.matcher(capability.toUpperCase(Locale.ROOT));
            if (limit.matches()) {
                most = Math.min(most, Long.parseLong(limit.group(1)));
            }
        }
        return Optional.of(most);
    }

    @Override
    public List<Answer> append(List<Outgoing> messages)
            throws IOException, StoreUnavailableException {
        List<WireLiteral> literals = new ArrayList<>();
        for (Outgoing message : messages) {
            literals.add(WireLiteral.of(message.bytes()));
        }
        try {
            return sessions.exchange()
                    ? oneByOne(messages, literals)
                    : sessions.lend(session -> append(session, messages, literals));
        } catch (CommandRefusedException e) {
            throw new IllegalStateException("refusals are answers", e);
        } catch (Stopped e) {
            throw e.why;
        } catch (IOException e) {
            throw new AnswerLostException(
                    "The connection broke while messages were being added: " + e.getMessage(), e);
        }
    }

    private List<Answer> append(
            Session session, List<Outgoing> messages, List<WireLiteral> literals)
            throws IOException {
        if (messages.size() > 1 && session.hasCapability("MULTIAPPEND")) {
            Optional<List<Answer>> all = together(session, messages, literals);
            return all.isPresent() ? all.get() : oneByOne(session, messages, literals);
        }
        return session.pipelinesLiterals() && messages.size() > 1
                ? pipelined(session, messages, literals)
                : oneByOne(session, messages, literals);
    }

    /// For Exchange: it hangs up where it asks to wait, so what was sent behind that message would
    /// be lost with it.
    private List<Answer> oneByOne(List<Outgoing> messages, List<WireLiteral> literals)
            throws IOException, CommandRefusedException, StoreUnavailableException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            answers.add(paced(messages.get(i), literals.get(i)));
        }
        flagAfterwards(messages, answers);
        return answers;
    }

    private Answer paced(Outgoing message, WireLiteral literal)
            throws IOException, CommandRefusedException, StoreUnavailableException {
        CommandRefusedException last = null;
        for (int tries = 0; tries < MOST_PASSING_TRIES; tries++) {
            sessions.pace().await();
            try {
                Answer answer = again(message, literal, Optional.ofNullable(last));
                sessions.pace().sent();
                return answer;
            } catch (CommandRefusedException e) {
                last = e;
                if (!e.passing()) {
                    break;
                }
                e.backOff().ifPresent(sessions.pace()::refused);
                sessions.waitAsTold(e, PASSING_PAUSE_MS);
            }
        }
        CommandRefusedException refused = last;
        sessions.lend(
                session -> {
                    notGrown(session, refused);
                    return session;
                });
        return new Answer.Refused(refused.getMessage());
    }

    private Answer again(
            Outgoing message, WireLiteral literal, Optional<CommandRefusedException> before)
            throws IOException, CommandRefusedException, StoreUnavailableException {
        return sessions.lend(
                session -> {
                    if (before.isPresent()) {
                        notGrown(session, before.get());
                    }
                    Session.Command command = command(message, literal);
                    String ok = session.run(command.name(), command.arguments(), command.each());
                    storedSince++;
                    return AppendCommand.stored(ok, 1).getFirst();
                });
    }

    /// `\Flagged` given with APPEND is seen by IMAP alone on Exchange; set afterwards it is seen by
    /// all. Where that fails, it lacks when the message is read back, and is set then.
    private void flagAfterwards(List<Outgoing> messages, List<Answer> answers)
            throws StoreUnavailableException {
        List<String> uids = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).flags().names().contains(AppendCommand.FLAGGED)
                    && answers.get(i) instanceof Answer.Stored(Optional<Locator> where)) {
                where.ifPresent(w -> uids.add(uid(w)));
            }
        }
        if (uids.isEmpty()) {
            return;
        }
        try {
            sessions.lend(
                    session -> {
                        Selected now = session.select(name);
                        if (now.uidValidity() == selected.uidValidity()) {
                            Argument arguments = new Argument();
                            arguments.writeAtom(String.join(",", uids));
                            arguments.writeAtom("+FLAGS.SILENT (" + AppendCommand.FLAGGED + ")");
                            session.run("UID STORE", arguments, answer -> {});
                        }
                        return now;
                    });
        } catch (IOException | CommandRefusedException e) {
            // the answers to APPEND came, and are what counts here
        }
    }

    /// Goes out through a session's work, which knows no such exception.
    private static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient StoreUnavailableException why;

        Stopped(StoreUnavailableException why) {
            super(why);
            this.why = why;
        }
    }

    /// @return nothing if the server took none of them
    private Optional<List<Answer>> together(
            Session session, List<Outgoing> messages, List<WireLiteral> literals)
            throws IOException {
        Argument arguments = name.argument();
        for (int i = 0; i < messages.size(); i++) {
            AppendCommand.add(
                    arguments, messages.get(i), literals.get(i), selected, sessions.exchange());
        }
        try {
            String ok = session.run("APPEND", arguments, answer -> {});
            storedSince += messages.size();
            return Optional.of(AppendCommand.stored(ok, messages.size()));
        } catch (CommandRefusedException e) {
            e.backOff().ifPresent(sessions::quiet);
            notGrown(session, e);
            return Optional.empty();
        }
    }

    private List<Answer> pipelined(
            Session session, List<Outgoing> messages, List<WireLiteral> literals)
            throws IOException {
        List<Session.Command> commands = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            commands.add(command(messages.get(i), literals.get(i)));
        }
        List<Answer> answers = new ArrayList<>();
        List<Session.Outcome> outcomes = session.runAll(commands);
        storedSince += outcomes.stream().filter(o -> o.ok().isPresent()).count();
        for (Session.Outcome outcome : outcomes) {
            if (outcome.refused().isPresent()) {
                notGrown(session, outcome.refused().get());
            }
            if (outcome.refused().filter(CommandRefusedException::passing).isPresent()) {
                int at = answers.size();
                answers.add(alone(session, messages.get(at), literals.get(at), outcome.refused()));
            } else {
                answers.add(answer(outcome));
            }
        }
        return answers;
    }

    private List<Answer> oneByOne(
            Session session, List<Outgoing> messages, List<WireLiteral> literals)
            throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            answers.add(alone(session, messages.get(i), literals.get(i), Optional.empty()));
        }
        return answers;
    }

    /// Adds one message, again where the server only asks to wait.
    private Answer alone(
            Session session,
            Outgoing message,
            WireLiteral literal,
            Optional<CommandRefusedException> before)
            throws IOException {
        Optional<CommandRefusedException> last = before;
        for (int tries = 0; tries < MOST_PASSING_TRIES; tries++) {
            if (last.isPresent()) {
                waitAsTold(last.get());
            }
            Session.Command command = command(message, literal);
            try {
                String ok = session.run(command.name(), command.arguments(), command.each());
                storedSince++;
                return AppendCommand.stored(ok, 1).getFirst();
            } catch (CommandRefusedException e) {
                notGrown(session, e);
                last = Optional.of(e);
                if (!e.passing()) {
                    break;
                }
            }
        }
        return new Answer.Refused(last.map(Throwable::getMessage).orElse("It is busy."));
    }

    private void waitAsTold(CommandRefusedException refused) throws Stopped {
        try {
            sessions.waitAsTold(refused, PASSING_PAUSE_MS);
        } catch (StoreUnavailableException e) {
            throw new Stopped(e);
        }
    }

    /// A server may store a message and say that it did not. Where the folder has grown by more
    /// than was acknowledged, nothing is known, and it must be looked for.
    private void notGrown(Session session, CommandRefusedException refused) throws IOException {
        long next;
        try {
            Selected now = session.select(name);
            next = now.uidNext() > 0 ? now.uidNext() : statusNext(session);
        } catch (CommandRefusedException e) {
            throw new IOException("the server does not open the folder again", e);
        }
        if (markedNext > 0 && next - markedNext > storedSince) {
            throw new IOException(
                    "the folder grew although the server answered: " + refused.getMessage());
        }
    }

    private Session.Command command(Outgoing message, WireLiteral literal) {
        return AppendCommand.of(name, message, literal, selected, sessions.exchange());
    }

    private static Answer answer(Session.Outcome outcome) {
        if (outcome.refused().isPresent()) {
            return new Answer.Refused(outcome.refused().get().getMessage());
        }
        return AppendCommand.stored(outcome.ok().orElse(""), 1).getFirst();
    }

    @Override
    public void addFlags(Locator where, Set<String> flags)
            throws IOException, StoreUnavailableException {
        String uid = uid(where);
        if (!where.value().equals(selected.uidValidity() + "." + uid)) {
            throw new IOException("The folder was made anew since the message was added.");
        }
        Argument arguments = new Argument();
        arguments.writeAtom(uid);
        arguments.writeAtom(
                "+FLAGS.SILENT ("
                        + String.join(" ", AppendCommand.sendable(flags, selected))
                        + ")");
        try {
            sessions.lend(
                    session -> {
                        Selected now = session.select(name);
                        if (now.uidValidity() != selected.uidValidity()) {
                            throw new IOException("the folder was made anew");
                        }
                        return session.run("UID STORE", arguments, answer -> {});
                    });
        } catch (CommandRefusedException e) {
            throw new IOException("The server does not set the flags: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<Locator, Instant> internalDates(List<Locator> where)
            throws IOException, StoreUnavailableException {
        Argument arguments = new Argument();
        arguments.writeAtom(where.stream().map(ImapAppender::uid).collect(Collectors.joining(",")));
        arguments.writeAtom("(UID INTERNALDATE)");
        Map<Locator, Instant> dates = new HashMap<>();
        try {
            sessions.lend(
                    session -> {
                        long uidValidity = session.select(name).uidValidity();
                        return session.run(
                                "UID FETCH", arguments, answer -> date(answer, uidValidity, dates));
                    });
        } catch (CommandRefusedException e) {
            throw new IOException("The server does not tell dates: " + e.getMessage(), e);
        }
        dates.keySet().retainAll(where);
        return dates;
    }

    private static void date(IMAPResponse answer, long uidValidity, Map<Locator, Instant> dates) {
        if (answer instanceof FetchResponse fetch) {
            UID uid = fetch.getItem(UID.class);
            INTERNALDATE date = fetch.getItem(INTERNALDATE.class);
            if (uid != null && date != null && date.getDate() != null) {
                dates.put(Fetched.locator(uidValidity, uid.uid), date.getDate().toInstant());
            }
        }
    }

    private static String uid(Locator where) {
        return where.value().substring(where.value().indexOf('.') + 1);
    }

    /// No connection is held between calls.
    @Override
    public void close() {}
}
