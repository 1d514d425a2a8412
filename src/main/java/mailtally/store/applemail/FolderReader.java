package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import mailtally.message.AppleFlags;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.PathText;
import mailtally.store.applemail.MessageFileReader.Damaged;
import mailtally.store.applemail.MessageFileReader.Message;
import mailtally.store.applemail.MessageFileReader.Reading;

/// Reads one mailbox: each of its folders of message files by number, then the messages that the
/// index knows and that have no file. One thread, one use.
final class FolderReader {
    private final MailboxFolder mailbox;
    private final Optional<EnvelopeIndex> index;
    private final MessageFileReader reader;
    private final HoldingVisitor visitor;
    private final Consumer<Finding> storeFindings;
    private final long[] live;
    private final long[] deleted;
    private final BitSet seen = new BitSet();
    private boolean incomplete;

    /// @param storeFindings hears what concerns no single holding
    FolderReader(
            MailboxFolder mailbox,
            Optional<EnvelopeIndex> index,
            MessageFileReader reader,
            HoldingVisitor visitor,
            Consumer<Finding> storeFindings) {
        this.mailbox = mailbox;
        this.index = index;
        this.reader = reader;
        this.visitor = visitor;
        this.storeFindings = storeFindings;
        live = index.map(i -> i.rows(mailbox.indexed(), false)).orElse(new long[0]);
        deleted = index.map(i -> i.rows(mailbox.indexed(), true)).orElse(new long[0]);
    }

    /// Visits every holding.
    void read() throws IOException {
        for (MailboxFolder.Trouble trouble : mailbox.troubles()) {
            unreadable(trouble.where(), trouble.reason());
        }
        for (MessageFolder folder : mailbox.messageFolders()) {
            messages(folder);
        }
        indexOnly();
    }

    /// The locator of a message that has no file.
    static Locator indexLocator(long row) {
        return new Locator("index:" + row);
    }

    private void unreadable(String where, String reason) throws IOException {
        incomplete = true;
        visitor.folderUnreadable(where, reason);
    }

    private void messages(MessageFolder folder) throws IOException {
        MessageFolder.Listing listing = folder.list();
        if (listing.problem().isPresent()) {
            unreadable(folder.encodedPath(), listing.problem().get() + ".");
        }
        if (listing.strangers() > 0) {
            storeFindings.accept(
                    Finding.note(
                            mailbox.path().text()
                                    + ": among the message files are "
                                    + listing.strangers()
                                    + " entries that are none, such as "
                                    + listing.stranger()
                                    + ". They were left alone."));
        }
        MessageFolder.Numbers full = listing.full();
        MessageFolder.Numbers partial = listing.partial();
        int f = 0;
        int p = 0;
        while (f < full.count() || p < partial.count()) {
            long number =
                    Math.min(
                            f < full.count() ? full.get(f) : Long.MAX_VALUE,
                            p < partial.count() ? partial.get(p) : Long.MAX_VALUE);
            boolean isFull = f < full.count() && full.get(f) == number;
            boolean isPartial = p < partial.count() && partial.get(p) == number;
            f += isFull ? 1 : 0;
            p += isPartial ? 1 : 0;
            numbered(folder, number, isFull, isPartial);
        }
        for (Path file : listing.odd()) {
            odd(folder, file);
        }
    }

    private void numbered(MessageFolder folder, long number, boolean isFull, boolean isPartial)
            throws IOException {
        String fullName = number + ".emlx";
        String partialName = number + ".partial.emlx";
        if (!isFull) {
            Reading reading = read(folder, partialName, Long.toString(number));
            if (reading instanceof Damaged damaged && damaged.gone()) {
                // Mail may have completed the message meanwhile.
                Reading completed = read(folder, fullName, "");
                if (completed instanceof Message) {
                    visit(folder.encodedPath() + fullName, number, completed, List.of());
                    return;
                }
            }
            visit(folder.encodedPath() + partialName, number, reading, List.of());
            return;
        }
        Reading reading = read(folder, fullName, "");
        if (isPartial && reading instanceof Damaged damaged) {
            Reading second = read(folder, partialName, Long.toString(number));
            if (second instanceof Message) {
                Finding instead =
                        Finding.doubt(
                                fullName
                                        + " cannot be used, so "
                                        + partialName
                                        + " was read in its place. "
                                        + damaged.reason());
                visit(folder.encodedPath() + partialName, number, second, List.of(instead));
                return;
            }
            reading = read(folder, fullName, "");
        }
        List<Finding> both =
                isPartial
                        ? List.of(
                                Finding.note(
                                        partialName
                                                + " lies beside it and was not read: the full file"
                                                + " counts."))
                        : List.of();
        visit(folder.encodedPath() + fullName, number, reading, both);
    }

    /// A file with a message's ending and no plain number. Its attachments are found by its name.
    private void odd(MessageFolder folder, Path file) throws IOException {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.indexOf('.'));
        boolean partial = name.endsWith(".partial.emlx") && digits.matches("[0-9]{1,18}");
        Reading reading = read(folder, file, partial ? digits : "");
        Finding finding = Finding.note("The file's name is no plain number.");
        String place = folder.encodedPath() + PathText.encode(folder.path(), file);
        visit(place, -1, reading, List.of(finding));
    }

    private Reading read(MessageFolder folder, String name, String attachments) throws IOException {
        return read(folder, folder.path().resolve(name), attachments);
    }

    private Reading read(MessageFolder folder, Path file, String attachments) throws IOException {
        return reader.read(
                file,
                attachments.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new AttachmentFolder(folder.attachments(), attachments)));
    }

    private void visit(String place, long number, Reading reading, List<Finding> more)
            throws IOException {
        int liveAt = Arrays.binarySearch(live, number);
        boolean markedDeleted = Arrays.binarySearch(deleted, number) >= 0;
        if (liveAt >= 0) {
            seen.set(liveAt);
        }
        boolean known = liveAt >= 0 || markedDeleted;
        List<Finding> findings = new ArrayList<>(more);
        if (!known && !mailbox.indexed().isEmpty()) {
            findings.add(Finding.note("Apple Mail's index does not list this file."));
        }
        String stamp = reading.stampText();
        Locator locator = new Locator(stamp.isEmpty() ? place : place + "#" + stamp);
        switch (reading) {
            case Message message -> {
                findings.addAll(message.findings());
                Holding holding = holding(locator, number, known, markedDeleted, message, findings);
                visitor.message(holding, message.bytes());
            }
            case Damaged damaged -> {
                EnvelopeIndex.Known facts = facts(number, known);
                visitor.unreadable(
                        new Holding(
                                locator,
                                facts.received(),
                                flags(Map.of(), markedDeleted),
                                facts.remoteId(),
                                Completeness.WHOLE,
                                findings),
                        damaged.reason(),
                        damaged.rawFile());
            }
        }
    }

    private Holding holding(
            Locator locator,
            long number,
            boolean known,
            boolean markedDeleted,
            Message message,
            List<Finding> findings) {
        Optional<String> remoteId =
                PropertyList.text(message.properties().get("remote-id")).filter(t -> !t.isEmpty());
        Optional<Instant> received = message.received();
        if (remoteId.isEmpty() || received.isEmpty()) {
            EnvelopeIndex.Known facts = facts(number, known);
            remoteId = remoteId.or(facts::remoteId);
            received = received.or(facts::received);
        }
        return new Holding(
                locator,
                received,
                flags(message.properties(), markedDeleted),
                remoteId,
                message.completeness(),
                findings);
    }

    private EnvelopeIndex.Known facts(long number, boolean known) {
        return known && index.isPresent() ? index.get().known(number) : EnvelopeIndex.Known.NOTHING;
    }

    /// The list's flags; a message that the index marks deleted is no safe copy either.
    private static Flags flags(Map<String, Object> properties, boolean markedDeleted) {
        Flags flags =
                switch (properties.get("flags")) {
                    case Long raw -> AppleFlags.translate(raw);
                    case Double raw -> AppleFlags.translate(raw.longValue());
                    case null, default -> Flags.NONE;
                };
        if (!markedDeleted || flags.deleted()) {
            return flags;
        }
        SortedSet<String> names = new TreeSet<>(flags.names());
        names.add("\\Deleted");
        OptionalLong raw = flags.appleRaw();
        return new Flags(names, raw);
    }

    private void indexOnly() throws IOException {
        for (int i = seen.nextClearBit(0); i < live.length; i = seen.nextClearBit(i + 1)) {
            EnvelopeIndex.Known facts = index.orElseThrow().known(live[i]);
            String reason =
                    "Apple Mail's index lists message "
                            + live[i]
                            + (incomplete
                                    ? ", but its file was not found; a part of the folder could"
                                            + " not be read."
                                    : ", but its file is not on this Mac.");
            visitor.unreadable(
                    new Holding(
                            indexLocator(live[i]),
                            facts.received(),
                            Flags.NONE,
                            facts.remoteId(),
                            Completeness.WHOLE,
                            List.of()),
                    reason,
                    Optional.empty());
        }
    }
}
