package mailtally.journey;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import mailtally.message.Rewrite;

/// All that is known of a move, for a report. Names in it are as mail and servers gave them:
/// whoever shows them escapes them.
///
/// @param move names the move
/// @param account the address
/// @param kind of the account: "IMAP", "POP", "Exchange"
/// @param host the server that it was on
/// @param library the mail library on this Mac
/// @param order "side by side" or "switch"
/// @param madeAt when this was put together
/// @param answer what the page says to "Safe to remove now?"
/// @param changed what was changed anywhere, as the page says it: "25 messages added to the server"
/// @param gate how each condition stood when it was looked at last; empty before it was
/// @param places the server, the backup and the new mailbox, as far as they were looked at
/// @param approvals what was approved, by whom and why
/// @param notChecked what was not looked at or cannot be known, a sentence each; never empty
/// @param versions of Mailtally, Java and the system
/// @param events all that happened, as a chain
/// @param left walks through every message that is not proven, with its place's name
public record MoveRecord(
        String move,
        String account,
        String kind,
        String host,
        String library,
        String order,
        Instant madeAt,
        View.Safe answer,
        String changed,
        List<View.Condition> gate,
        List<Place> places,
        List<Approval> approvals,
        Optional<BackupRecord> backup,
        List<String> notChecked,
        Map<String, String> versions,
        List<Event> events,
        Walk<Left> left) {
    public MoveRecord {
        gate = List.copyOf(gate);
        places = List.copyOf(places);
        approvals = List.copyOf(approvals);
        notChecked = List.copyOf(notChecked);
        versions = Map.copyOf(versions);
        events = List.copyOf(events);
    }

    /// One place that was compared with this Mac. What was found is the sum of the buckets, and
    /// of proven, approved and left.
    ///
    /// @param name "Server", "Backup", "New mailbox"
    /// @param address where it is
    /// @param buckets how many messages ended where, by the names of the balance in JSON
    ///     ("identical", "sameContent", "partly", …)
    /// @param rewrites what the place's store did to messages of which it kept everything, and to
    ///     how many
    /// @param folders each folder of this Mac
    /// @param witnesses what other counts said, a sentence each
    public record Place(
            String name,
            String address,
            Instant comparedAt,
            long found,
            long proven,
            long approved,
            long left,
            Map<String, Long> buckets,
            Map<Rewrite, Long> rewrites,
            List<FolderLine> folders,
            List<String> witnesses) {
        public Place {
            buckets = Map.copyOf(buckets);
            rewrites = Map.copyOf(rewrites);
            folders = List.copyOf(folders);
            witnesses = List.copyOf(witnesses);
        }
    }

    /// One folder's balance in a place.
    public record FolderLine(String folder, long found, long proven) {}

    /// An approval of a frozen list of messages.
    ///
    /// @param place which place's list
    /// @param cause in words: "only on this Mac"
    /// @param messages how many
    /// @param digest SHA-256 of the list, in hex
    public record Approval(
            String place,
            String cause,
            long messages,
            String by,
            String reason,
            Instant at,
            String digest) {}

    /// The backup.
    ///
    /// @param folder where it lies
    /// @param manifestDigest SHA-256 of its manifest-sha256.txt, in hex
    /// @param verifiedAt when it was read last, whole
    /// @param verdict what the second reader said, a sentence
    /// @param rehearsal what came of restoring some of it, a sentence; may be empty
    public record BackupRecord(
            String folder,
            String manifestDigest,
            Instant sealedAt,
            Instant verifiedAt,
            String verdict,
            String rehearsal) {}

    /// One link of the chain.
    ///
    /// @param number from 1
    /// @param kind which sort of event, in the program's own word, such as `BackedUp`: letters
    ///     alone, never a name. All that a redacted report tells of the event
    /// @param what a sentence
    /// @param line the event as it was kept, one line of JSON
    /// @param digest SHA-256 in hex of the digest before (64 zeros at first), a line feed, and
    ///     `line`
    public record Event(
            long number, Instant at, String kind, String what, String line, String digest) {}

    /// A message that is not proven in a place.
    ///
    /// @param bucket by the name that the balance has in JSON, as in [Place#buckets]
    /// @param approved true where a person approved it
    public record Left(
            String place,
            String folder,
            String bucket,
            String reason,
            String from,
            String subject,
            Optional<Instant> date,
            String messageId,
            boolean approved) {}

    /// Something that can be gone through more than once.
    public interface Walk<T> {
        /// Hands each to the consumer.
        void each(Consumer<T> consumer) throws IOException;
    }
}
