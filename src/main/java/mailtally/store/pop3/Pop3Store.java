package mailtally.store.pop3;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.Sha256;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// A mailbox on a POP3 server: the inbox, and nothing else of what the server may hold. Any thread
/// may use it; one at a time is served.
///
/// What is in the mailbox is what the server listed when it was opened. See the room's sign for how
/// little POP3 can promise.
public final class Pop3Store implements Store {
    private static final FolderPath INBOX = FolderPath.of("INBOX");

    private final Mailbox mailbox;
    private final List<Folder> folders;
    private final Map<Thread, MessageBuffer> reopened = new HashMap<>();
    private long otherLength;

    private Pop3Store(Mailbox mailbox) {
        this.mailbox = mailbox;
        Listing listing = mailbox.listing();
        List<Witness> witnesses = new ArrayList<>();
        witnesses.add(new Witness("STAT", listing.statCount()));
        listing.uidlCount().ifPresent(count -> witnesses.add(new Witness("UIDL", count)));
        this.folders =
                List.of(
                        new Folder(
                                INBOX, Optional.empty(), witnesses, mailbox.retention().expires()));
    }

    /// Logs in and asks what is there. A login is tried once.
    ///
    /// @throws StoreUnavailableException if the host, the login or the mailbox is not to be
    ///     had; the message says what to look at
    public static Pop3Store open(ServerAddress address, ServerOptions options, Secrets secrets)
            throws StoreUnavailableException {
        if (address.folder().filter(f -> !f.key().equals(INBOX.key())).isPresent()) {
            throw new StoreUnavailableException(
                    "Cannot read "
                            + address.folder().get()
                            + " at "
                            + address.hostAndPort()
                            + ": POP3 shows INBOX and no other folder. Nothing was changed. Use"
                            + " imaps:// where the server has it.");
        }
        return new Pop3Store(Mailbox.open(address, options, secrets));
    }

    @Override
    public String address() {
        return mailbox.address().text();
    }

    @Override
    public List<Folder> folders() {
        return folders;
    }

    @Override
    public synchronized void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        long other = 0;
        try (MessageBuffer buffer = new MessageBuffer(mailbox.spillFolder());
                Retrieval retrieval = new Retrieval(mailbox, mailbox.listing().entries(), buffer)) {
            for (var next = retrieval.next(); next.isPresent(); next = retrieval.next()) {
                switch (next.get()) {
                    case Retrieval.Lost(Entry entry, String reason) ->
                            visitor.unreadable(
                                    holding(entry, Place.unread(entry)), reason, Optional.empty());
                    case Retrieval.Whole(Entry entry) -> {
                        MessageBytes bytes = buffer.message();
                        other += bytes.sizeBytes() == entry.sizeBytes() ? 0 : 1;
                        visit(entry, bytes, visitor);
                    }
                }
            }
        }
        otherLength = other;
    }

    @Override
    public synchronized MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        MessageBuffer buffer =
                reopened.computeIfAbsent(
                        Thread.currentThread(), t -> new MessageBuffer(mailbox.spillFolder()));
        try (Retrieval retrieval = new Retrieval(mailbox, List.of(entry(locator)), buffer)) {
            return again(locator, retrieval.next().orElseThrow(), buffer);
        } catch (StoreUnavailableException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        List<Entry> wanted = new ArrayList<>();
        for (Locator locator : locators) {
            try {
                wanted.add(entry(locator));
            } catch (UnreadableException e) {
                // said below, in the order of the list
            }
        }
        try (MessageBuffer buffer = new MessageBuffer(mailbox.spillFolder());
                Retrieval retrieval = new Retrieval(mailbox, wanted, buffer)) {
            for (Locator locator : locators) {
                MessageBytes bytes;
                try {
                    entry(locator);
                    bytes = again(locator, retrieval.next().orElseThrow(), buffer);
                } catch (UnreadableException e) {
                    visitor.unreadable(locator, e.getMessage());
                    continue;
                }
                visitor.message(locator, bytes);
            }
        }
    }

    @Override
    public synchronized List<Finding> findings() {
        return Findings.of(mailbox, otherLength);
    }

    /// Any mail program may remove mail from a POP3 server, and so may the server.
    @Override
    public boolean keepsForever() {
        return false;
    }

    @Override
    public synchronized void close() {
        reopened.values().forEach(MessageBuffer::close);
        reopened.clear();
        mailbox.close();
    }

    private static void visit(Entry entry, MessageBytes bytes, HoldingVisitor visitor)
            throws IOException {
        if (bytes.sizeBytes() == 0) {
            visitor.unreadable(
                    holding(entry, Place.unread(entry)),
                    "The message has no bytes.",
                    Optional.empty());
        } else if (entry.named()) {
            visitor.message(holding(entry, Place.named(entry)), bytes);
        } else {
            visitor.message(holding(entry, Place.numbered(entry, digest(bytes))), bytes);
        }
    }

    private static Holding holding(Entry entry, Locator locator) {
        return new Holding(
                locator,
                Optional.empty(),
                Flags.NONE,
                Optional.of(entry.uidl()).filter(u -> !u.isEmpty()),
                Completeness.WHOLE,
                List.of());
    }

    /// The message of this locator in the list.
    private Entry entry(Locator locator) throws UnreadableException {
        Place place =
                Place.of(locator)
                        .orElseThrow(
                                () ->
                                        new UnreadableException(
                                                "No message was found there: " + locator + "."));
        return switch (place) {
            case Place.Named(long sizeBytes, String uidl) ->
                    mailbox.listing()
                            .named(uidl)
                            .filter(e -> e.sizeBytes() == sizeBytes)
                            .orElseThrow(Pop3Store::changed);
            case Place.Numbered(int number, Sha256 _) ->
                    mailbox.listing().numbered(number).orElseThrow(Pop3Store::changed);
        };
    }

    private static MessageBytes again(
            Locator locator, Retrieval.Outcome outcome, MessageBuffer buffer) throws IOException {
        return switch (outcome) {
            case Retrieval.Lost(Entry _, String reason) -> throw new UnreadableException(reason);
            case Retrieval.Whole(Entry _) -> {
                MessageBytes bytes = buffer.message();
                boolean same =
                        Place.of(locator).orElseThrow() instanceof Place.Numbered numbered
                                ? numbered.digest().equals(digest(bytes))
                                : bytes.sizeBytes() > 0;
                if (!same) {
                    throw changed();
                }
                yield bytes;
            }
        };
    }

    private static UnreadableException changed() {
        return new UnreadableException(
                "The server has no such message any more, or another in its place.");
    }

    private static Sha256 digest(MessageBytes bytes) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        bytes.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return Sha256.finish(digest);
    }
}
