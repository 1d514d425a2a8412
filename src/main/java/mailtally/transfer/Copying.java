package mailtally.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mailtally.inventory.Inventory;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.tally.Tally;

/// The acting half of a copy: what all its folders share. Used by several threads, a folder each.
///
/// @param tally the tally that the plan was made of; its number is the run's
/// @param outgoing a folder for messages that are too large for memory
record Copying(
        Ledger ledger,
        Journal journal,
        Tally tally,
        Store source,
        Map<String, Folder> sourceFolders,
        TargetDoor door,
        Path outgoing,
        Pace pace,
        DateCheck dates,
        Progress progress) {
    /// Each holds up to [Items#BATCH_BYTES] in memory.
    private static final int MOST_AT_ONCE = 4;

    static Map<String, Folder> folders(Inventory inventory) {
        Map<String, Folder> byName = new HashMap<>();
        for (Inventory.FolderCount count : inventory.folders()) {
            byName.put(count.folder().path().text(), count.folder());
        }
        return byName;
    }

    Folder sourceFolder(String name) {
        return sourceFolders.get(name);
    }

    /// Puts all that is planned, several folders at once.
    ///
    /// @throws StoreUnavailableException if a store went away; what was put stays, and what became
    ///     of the rest the next run finds out
    void act(Plan plan, int connections) throws IOException, StoreUnavailableException {
        int threads = Math.clamp(connections, 1, MOST_AT_ONCE);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletionService<Void> running = new ExecutorCompletionService<>(pool);
            plan.parts().forEach(part -> running.submit(new PartPut(this, part)));
            try {
                for (int i = 0; i < plan.parts().size(); i++) {
                    running.take().get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                rethrow(e.getCause());
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("The copy was interrupted.", e);
            }
        }
    }

    private static void rethrow(Throwable cause) throws StoreUnavailableException, IOException {
        switch (cause) {
            case StoreUnavailableException e -> throw e;
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        }
    }
}
