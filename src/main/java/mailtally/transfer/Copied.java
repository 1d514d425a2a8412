package mailtally.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import mailtally.ledger.Ledger;
import mailtally.tally.Exceptional;
import mailtally.tally.Tally;
import org.jdbi.v3.core.Handle;

/// How a copy ended.
public final class Copied {
    private final Ledger ledger;
    private final Outcome outcome;
    private final Tally first;
    private final Tally proof;
    private final Plan plan;
    private final long copied;
    private final List<String> notes;

    /// How far it went.
    public enum Outcome {
        /// There was nothing to put; nothing was changed.
        NOTHING_TO_PUT,
        /// The plan was made and not carried out; nothing was changed.
        NOT_PUT,
        /// The plan was carried out, and the target read again.
        PUT
    }

    Copied(
            Ledger ledger,
            Outcome outcome,
            Tally first,
            Tally proof,
            Plan plan,
            long copied,
            List<String> notes) {
        this.ledger = ledger;
        this.outcome = outcome;
        this.first = first;
        this.proof = proof;
        this.plan = plan;
        this.copied = copied;
        this.notes = List.copyOf(notes);
    }

    /// How far it went.
    public Outcome outcome() {
        return outcome;
    }

    /// The last tally that was made: it alone is the verdict.
    public Tally tally() {
        return proof;
    }

    /// What was planned.
    public Plan plan() {
        return plan;
    }

    /// How many messages this run put on the target and then found proven there.
    public long copied() {
        return copied;
    }

    /// What there is to say besides, a sentence each; names in it are as mail gave them.
    public List<String> notes() {
        return notes;
    }

    /// Names every message that is not proven, with the reason why it was not put, where there is
    /// one.
    public void exceptions(Consumer<Exceptional> consumer) throws IOException {
        try (Handle handle = ledger.connect()) {
            proof.exceptions(exception -> consumer.accept(explained(handle, exception)));
        }
    }

    private Exceptional explained(Handle handle, Exceptional e) {
        String why =
                handle.createQuery(
                                """
                                SELECT coalesce(q.reason, p.reason) FROM holding h
                                    LEFT JOIN put q ON q.run = :run AND q.source = h.id
                                    LEFT JOIN planned p ON p.source = h.id
                                WHERE h.store = (SELECT store FROM inventory WHERE id = :inventory)
                                    AND h.folder_path = :folder AND h.locator = :locator
                                """)
                        .bind("run", first.id())
                        .bind("inventory", proof.source().id())
                        .bind("folder", PlannedRows.utf8(e.folder()))
                        .bind("locator", PlannedRows.utf8(e.locator()))
                        .map((row, _) -> text(row.getBytes(1)))
                        .findFirst()
                        .orElse("");
        return why.isEmpty()
                ? e
                : new Exceptional(
                        e.folder(),
                        e.locator(),
                        e.bucket(),
                        e.reason() + " " + why,
                        e.messageId(),
                        e.subject(),
                        e.date());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
