package mailtally.store.pop3;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mailtally.store.StoreUnavailableException;

/// Fetches messages one after the other, asking for some ahead of time where the server allows that
/// (PIPELINING, RFC 2449 section 6.6). Goes on in a new session where one breaks. A message
/// at which the connection breaks each time is given up, and the rest goes on.
final class Retrieval implements AutoCloseable {
    /// Commands of less than 16 bytes: they fit into any server's buffer while it writes.
    private static final int MOST_AHEAD = 64;

    /// What is fetched in vain where the caller stops.
    private static final long MOST_BYTES_AHEAD = 4 << 20;

    /// So many messages given up are no longer single bad ones.
    private static final int MOST_GIVEN_UP = 20;

    /// What became of a message.
    sealed interface Outcome {
        Entry entry();
    }

    /// It is in the [#buffer].
    record Whole(Entry entry) implements Outcome {}

    /// It is not to be had.
    ///
    /// @param reason one plain sentence
    record Lost(Entry entry, String reason) implements Outcome {}

    private final Mailbox mailbox;
    private final List<Entry> wanted;
    private final MessageBuffer buffer;
    private Optional<Session> askedOn = Optional.empty();
    private int next;
    private int asked;
    private long bytesAhead;
    private int breaks;
    private int givenUp;

    /// @param buffer where the messages go; the caller closes it
    Retrieval(Mailbox mailbox, List<Entry> wanted, MessageBuffer buffer) {
        this.mailbox = mailbox;
        this.wanted = wanted;
        this.buffer = buffer;
    }

    /// The next message's outcome, or nothing at the end. It is valid until this is called again.
    ///
    /// @throws StoreUnavailableException if the server is not to be had any more
    /// @throws IOException if a large message found no place on the disk
    Optional<Outcome> next() throws StoreUnavailableException, IOException {
        if (next == wanted.size()) {
            return Optional.empty();
        }
        Entry entry = wanted.get(next);
        Outcome outcome = fetch(entry);
        next++;
        asked = Math.max(asked, next);
        breaks = 0;
        return Optional.of(outcome);
    }

    /// Messages that are still to come are of no use to anyone else.
    @Override
    public void close() {
        if (askedOn.isPresent() && askedOn.get().awaits()) {
            mailbox.drop();
        }
    }

    private Outcome fetch(Entry entry) throws StoreUnavailableException, IOException {
        while (true) {
            Session session = session();
            boolean sound = false;
            try {
                buffer.clear();
                if (mailbox.numbers().now(entry).isEmpty()) {
                    sound = true;
                    return new Lost(entry, Numbers.gone(entry));
                }
                ask(session);
                bytesAhead -= Math.max(0, entry.sizeBytes());
                session.message(buffer);
                sound = true;
                return new Whole(entry);
            } catch (RefusedException e) {
                sound = true;
                return new Lost(entry, "The server does not hand it out: " + e.getMessage() + ".");
            } catch (BrokenException e) {
                if (breaks == Mailbox.PAUSES_MS.length) {
                    return givenUp(entry, e);
                }
                Mailbox.pause(Mailbox.PAUSES_MS[breaks++]);
            } finally {
                if (!sound) {
                    mailbox.drop();
                }
            }
        }
    }

    /// The session, in which nothing was asked for but what this retrieval did.
    private Session session() throws StoreUnavailableException {
        Session session = mailbox.session();
        if (askedOn.isPresent() && askedOn.get() == session) {
            return session;
        }
        if (session.awaits()) {
            mailbox.drop();
            session = mailbox.session();
        }
        askedOn = Optional.of(session);
        asked = next;
        bytesAhead = 0;
        return session;
    }

    private Outcome givenUp(Entry entry, BrokenException e) throws StoreUnavailableException {
        if (++givenUp > MOST_GIVEN_UP) {
            throw mailbox.broke(e);
        }
        return new Lost(
                entry,
                "Each time that the server was asked for it, the connection broke ("
                        + e.getMessage()
                        + ").");
    }

    /// Asks for the next message if that was not done yet, and for some behind it.
    private void ask(Session session) throws BrokenException {
        int ahead = session.capability("PIPELINING").isPresent() ? MOST_AHEAD : 1;
        boolean flush = false;
        while (asked < wanted.size()
                && asked - next < ahead
                && (asked == next || bytesAhead < MOST_BYTES_AHEAD)) {
            Entry entry = wanted.get(asked++);
            OptionalInt number = mailbox.numbers().now(entry);
            if (number.isPresent()) {
                session.retrieve(number.getAsInt());
                bytesAhead += Math.max(0, entry.sizeBytes());
                flush = true;
            }
        }
        if (flush) {
            session.flush();
        }
    }
}
