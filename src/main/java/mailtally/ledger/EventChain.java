package mailtally.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// An append-only list of events, each with the digest of the one before: what was changed later
/// shows. May be used by several threads.
public final class EventChain {
    /// Its table.
    public static final Schema SCHEMA =
            new Schema(
                    "events",
                    List.of(
                            """
                            CREATE TABLE event (
                                number BIGINT PRIMARY KEY,
                                at_ms BIGINT NOT NULL,
                                line ${bytes} NOT NULL,
                                digest TEXT NOT NULL
                            )
                            """));

    /// What the first event's digest begins with.
    public static final String BEGINNING = "0".repeat(64);

    private final Ledger ledger;

    /// One event.
    ///
    /// @param number from 1, without gaps
    /// @param line the event as it was kept, without a line feed in it
    /// @param digest SHA-256, in hex, of the digest before, a line feed, and the line in UTF-8
    public record Link(long number, Instant at, String line, String digest) {}

    public EventChain(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Adds an event; it is on the disk when this returns.
    ///
    /// @throws IllegalArgumentException if the line holds a line feed
    public synchronized Link append(Instant at, String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("an event is one line");
        }
        try (Handle handle = ledger.connectDurably()) {
            return handle.inTransaction(
                    transaction -> {
                        // A transaction that begins by writing waits for its turn; one that reads
                        // first is refused where another wrote meanwhile (SQLITE_BUSY_SNAPSHOT).
                        transaction.execute("UPDATE event SET number = 0 WHERE number < 0");
                        List<Link> last =
                                transaction
                                        .createQuery(
                                                "SELECT number, at_ms, line, digest FROM event"
                                                        + " ORDER BY number DESC LIMIT 1")
                                        .map((row, _) -> link(row))
                                        .list();
                        long number = last.isEmpty() ? 1 : last.getFirst().number() + 1;
                        String before = last.isEmpty() ? BEGINNING : last.getFirst().digest();
                        Link link =
                                new Link(
                                        number,
                                        Instant.ofEpochMilli(at.toEpochMilli()),
                                        line,
                                        digest(before, line));
                        transaction.execute(
                                "INSERT INTO event (number, at_ms, line, digest) VALUES (?, ?, ?,"
                                        + " ?)",
                                number,
                                link.at().toEpochMilli(),
                                line.getBytes(StandardCharsets.UTF_8),
                                link.digest());
                        return link;
                    });
        }
    }

    /// All events, in order.
    ///
    /// @throws IOException if the chain is broken: the message says where
    public List<Link> links() throws IOException {
        List<Link> links;
        try (Handle handle = ledger.connect()) {
            links =
                    handle.createQuery("SELECT number, at_ms, line, digest FROM event ORDER BY 1")
                            .map((row, _) -> link(row))
                            .list();
        }
        String before = BEGINNING;
        long number = 1;
        for (Link link : links) {
            if (link.number() != number || !link.digest().equals(digest(before, link.line()))) {
                throw new IOException(
                        "What Mailtally kept of this move was changed by something else, from event "
                                + number
                                + " on. Your mail was not changed. Nothing in it can be relied on:"
                                + " begin the move anew with another --state.");
            }
            before = link.digest();
            number++;
        }
        return links;
    }

    /// The digest of an event that follows another.
    public static String digest(String before, String line) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update((before + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Link link(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Link(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                new String(row.getBytes(3), StandardCharsets.UTF_8),
                row.getString(4));
    }
}
