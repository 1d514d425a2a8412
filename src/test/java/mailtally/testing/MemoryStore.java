package mailtally.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Flags;
import mailtally.message.MessageBytes;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.SpecialUse;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;

/// A store in memory, for what needs no disk. One with remote-ids, or one that was told to, asks
/// its visitor what is known, as a server does.
public class MemoryStore implements Store {
    private static final String GONE = "\1";
    private static final String BREAK = "\0";

    private final String address;
    private final boolean keepsForever;
    private final Map<FolderPath, List<Kept>> folders = new LinkedHashMap<>();
    private final Map<FolderPath, List<Witness>> witnesses = new LinkedHashMap<>();

    private boolean away;
    private String generation = "";
    private boolean asks;
    private int handedOut;

    private record Kept(Holding holding, String message, String problem) {}

    /// @param keepsForever as [Store#keepsForever]
    public MemoryStore(String address, boolean keepsForever) {
        this.address = address;
        this.keepsForever = keepsForever;
    }

    /// From now on the reader is asked what it knows, as an IMAP store does, under locators of
    /// this UIDVALIDITY.
    public MemoryStore asking(String uidValidity) {
        asks = true;
        generation = uidValidity + ".";
        return this;
    }

    /// The reader is asked nothing, though locators are of a UIDVALIDITY.
    public MemoryStore silent() {
        asks = false;
        return this;
    }

    /// A place that is empty: the message has not come yet, or is gone.
    public MemoryStore addGone(String folder) {
        return add(folder, GONE);
    }

    /// A place where the reading breaks off.
    public MemoryStore addBreak(String folder) {
        return add(folder, BREAK);
    }

    /// How many messages were handed out with their bytes.
    public int handedOut() {
        return handedOut;
    }

    /// Adds a folder.
    public MemoryStore folder(String folder, Witness... seen) {
        folders.computeIfAbsent(FolderPath.parse(folder), _ -> new ArrayList<>());
        witnesses.put(FolderPath.parse(folder), List.of(seen));
        return this;
    }

    /// Adds a message, one character a byte.
    public MemoryStore add(String folder, String message, String... flags) {
        return add(folder, message, Completeness.WHOLE, flags);
    }

    /// Adds a message of which something may lack.
    public MemoryStore add(
            String folder, String message, Completeness completeness, String... flags) {
        List<Kept> kept = folders.computeIfAbsent(FolderPath.parse(folder), _ -> new ArrayList<>());
        Holding holding =
                new Holding(
                        new Locator(generation + "m" + kept.size()),
                        Optional.empty(),
                        Flags.of(flags),
                        Optional.empty(),
                        completeness,
                        List.of());
        kept.add(new Kept(holding, message, null));
        return this;
    }

    /// Adds a message as a server has it, or as Apple Mail has a server's.
    ///
    /// @param remoteId the IMAP UID
    public MemoryStore add(
            String folder,
            String remoteId,
            Optional<Instant> internalDate,
            String message,
            Completeness completeness) {
        List<Kept> kept = folders.computeIfAbsent(FolderPath.parse(folder), _ -> new ArrayList<>());
        Holding holding =
                new Holding(
                        new Locator("1." + remoteId + "." + kept.size()),
                        internalDate,
                        Flags.NONE,
                        Optional.of(remoteId).filter(id -> !id.isEmpty()),
                        completeness,
                        List.of());
        kept.add(new Kept(holding, message, null));
        return this;
    }

    /// From now on the store is not there: every call fails.
    public void goAway() {
        away = true;
    }

    /// Adds a holding that cannot be read.
    public MemoryStore addUnreadable(String folder, String reason) {
        List<Kept> kept = folders.computeIfAbsent(FolderPath.parse(folder), _ -> new ArrayList<>());
        kept.add(
                new Kept(
                        Holding.of(
                                new Locator(generation + "m" + kept.size()),
                                Optional.empty(),
                                Flags.NONE),
                        "",
                        reason));
        return this;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public List<Folder> folders() {
        return folders.keySet().stream()
                .map(
                        path ->
                                new Folder(
                                        path,
                                        SpecialUse.byName(path),
                                        witnesses.getOrDefault(path, List.of())))
                .toList();
    }

    @Override
    public void read(Folder folder, HoldingVisitor visitor)
            throws StoreUnavailableException, IOException {
        if (away) {
            throw new StoreUnavailableException("The store went away.");
        }
        List<Locator> asked =
                folders.get(folder.path()).stream()
                        .map(Kept::holding)
                        .filter(holding -> asks || holding.remoteId().isPresent())
                        .map(Holding::locator)
                        .toList();
        Set<Locator> known = asked.isEmpty() ? Set.of() : visitor.known(asked);
        for (Kept kept : folders.get(folder.path())) {
            if (kept.message().equals(GONE)) {
                continue;
            }
            if (known.contains(kept.holding().locator())) {
                visitor.unchanged(kept.holding());
            } else if (kept.problem() != null) {
                visitor.unreadable(kept.holding(), kept.problem(), Optional.empty());
            } else {
                if (kept.message().equals(BREAK)) {
                    throw new IOException("The connection broke.");
                }
                handedOut++;
                visitor.message(kept.holding(), bytes(kept.message()));
            }
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        for (Kept kept : folders.get(folder.path())) {
            if (kept.holding().locator().equals(locator)) {
                handedOut++;
                return bytes(kept.message());
            }
        }
        throw new UnreadableException("It is no longer there.");
    }

    @Override
    public void reopen(Folder folder, List<Locator> locators, Revisitor visitor)
            throws StoreUnavailableException, IOException {
        if (away) {
            throw new StoreUnavailableException("The store went away.");
        }
        Store.super.reopen(folder, locators, visitor);
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    @Override
    public boolean keepsForever() {
        return keepsForever;
    }

    @Override
    public void close() {}

    private static MessageBytes bytes(String message) {
        return MessageBytes.of(message.getBytes(StandardCharsets.ISO_8859_1));
    }
}
