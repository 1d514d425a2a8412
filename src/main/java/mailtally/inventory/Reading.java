package mailtally.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import mailtally.store.Folder;
import mailtally.store.FolderPath;
import mailtally.store.Store;

/// One store being read. Used by several threads, each with a folder of its own.
final class Reading {
    private final Store store;
    private final LedgerRows.Begun begun;
    private final List<Folder> folders;
    private final boolean sheets;
    private final Set<String> purging;
    private final Inventory.FolderCount[] counts;
    private final AtomicLong unreadableFolders = new AtomicLong();
    private final AtomicLong doubts = new AtomicLong();

    /// @param sheets whether each message's sheet is made and kept too
    Reading(
            Store store,
            LedgerRows.Begun begun,
            List<Folder> folders,
            Terms terms,
            boolean sheets) {
        this.store = store;
        this.sheets = sheets;
        this.begun = begun;
        this.folders = folders;
        this.purging =
                folders.stream()
                        .filter(terms::purges)
                        .map(f -> f.path().key())
                        .collect(Collectors.toSet());
        this.counts = new Inventory.FolderCount[folders.size()];
    }

    Store store() {
        return store;
    }

    LedgerRows.Begun begun() {
        return begun;
    }

    List<Folder> folders() {
        return folders;
    }

    /// True where each message's sheet is made while its bytes are here.
    boolean sheets() {
        return sheets;
    }

    /// True where mail goes away by itself: in the folder, or in one that it lies in.
    boolean purges(Folder folder) {
        List<String> names = folder.path().names();
        for (int levels = 1; levels <= names.size(); levels++) {
            if (purging.contains(new FolderPath(names.subList(0, levels)).key())) {
                return true;
            }
        }
        return false;
    }

    void count(int folder, Inventory.FolderCount count) {
        synchronized (counts) {
            counts[folder] = count;
        }
    }

    void unreadableFolder() {
        unreadableFolders.incrementAndGet();
    }

    void doubt() {
        doubts.incrementAndGet();
    }

    Inventory finish(LedgerRows rows) {
        List<Inventory.FolderCount> all;
        synchronized (counts) {
            all = new ArrayList<>(Arrays.asList(counts));
        }
        long now = System.currentTimeMillis();
        rows.finish(begun, now);
        return new Inventory(
                begun.id(),
                store.address(),
                all,
                store.findings(),
                unreadableFolders.get(),
                doubts.get(),
                begun.startedMs(),
                now);
    }
}
