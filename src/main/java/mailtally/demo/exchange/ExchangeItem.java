package mailtally.demo.exchange;

import java.time.Instant;
import java.util.Set;

/// One message in a folder, as the mailbox hands it out. Immutable; its bytes must not be changed.
final class ExchangeItem {
    private final long uid;
    private final String id;
    private final long change;
    private final ExchangeVault.Kept mime;
    private final Instant received;
    private final Instant stored;
    private final Set<String> flags;
    private final boolean draft;

    ExchangeItem(
            long uid,
            String id,
            long change,
            byte[] mime,
            Instant received,
            Instant stored,
            Set<String> flags,
            boolean draft) {
        this(uid, id, change, ExchangeVault.inMemory(mime), received, stored, flags, draft);
    }

    ExchangeItem(
            long uid,
            String id,
            long change,
            ExchangeVault.Kept mime,
            Instant received,
            Instant stored,
            Set<String> flags,
            boolean draft) {
        this.uid = uid;
        this.id = id;
        this.change = change;
        this.mime = mime;
        this.received = received;
        this.stored = stored;
        this.flags = Set.copyOf(flags);
        this.draft = draft;
    }

    /// Its number in the folder (IMAP).
    long uid() {
        return uid;
    }

    /// Its immutable id (EWS, Graph): letters and digits.
    String id() {
        return id;
    }

    /// Grows with each change of the mailbox; tells what is new since.
    long change() {
        return change;
    }

    /// The message as the mailbox generates it, with CRLF line ends.
    byte[] mime() {
        return mime.bytes();
    }

    /// How many bytes that are.
    int size() {
        return mime.size();
    }

    ExchangeVault.Kept kept() {
        return mime;
    }

    /// Its internal date.
    Instant received() {
        return received;
    }

    /// When it came into this folder.
    Instant stored() {
        return stored;
    }

    /// IMAP's flags.
    Set<String> flags() {
        return flags;
    }

    /// True where it shows as a draft.
    boolean draft() {
        return draft;
    }

    ExchangeItem withFlags(Set<String> other, long changed) {
        return new ExchangeItem(uid, id, changed, mime, received, stored, other, draft);
    }
}
