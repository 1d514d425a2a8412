package mailtally.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import mailtally.store.SpecialUse;
import mailtally.store.Store;
import mailtally.store.Witness;

/// A store in memory, for what needs no disk.
public final class MemoryStore implements Store {
    private final String address;
    private final boolean keepsForever;
    private final Map<FolderPath, List<Kept>> folders = new LinkedHashMap<>();
    private final Map<FolderPath, List<Witness>> witnesses = new LinkedHashMap<>();

    private record Kept(Holding holding, String message, String problem) {}

    /// @param keepsForever as [Store#keepsForever]
    public MemoryStore(String address, boolean keepsForever) {
        this.address = address;
        this.keepsForever = keepsForever;
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
                        new Locator("m" + kept.size()),
                        Optional.empty(),
                        Flags.of(flags),
                        Optional.empty(),
                        completeness,
                        List.of());
        kept.add(new Kept(holding, message, null));
        return this;
    }

    /// Adds a holding that cannot be read.
    public MemoryStore addUnreadable(String folder, String reason) {
        List<Kept> kept = folders.computeIfAbsent(FolderPath.parse(folder), _ -> new ArrayList<>());
        kept.add(
                new Kept(
                        Holding.of(new Locator("m" + kept.size()), Optional.empty(), Flags.NONE),
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
    public void read(Folder folder, HoldingVisitor visitor) throws IOException {
        for (Kept kept : folders.get(folder.path())) {
            if (kept.problem() != null) {
                visitor.unreadable(kept.holding(), kept.problem(), Optional.empty());
            } else {
                visitor.message(kept.holding(), bytes(kept.message()));
            }
        }
    }

    @Override
    public MessageBytes reopen(Folder folder, Locator locator) throws IOException {
        for (Kept kept : folders.get(folder.path())) {
            if (kept.holding().locator().equals(locator)) {
                return bytes(kept.message());
            }
        }
        throw new UnreadableException("It is no longer there.");
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
