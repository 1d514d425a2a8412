package mailtally.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import mailtally.ledger.Ledger;
import mailtally.message.Profile;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.Witness;

/// Takes inventories: reads stores folder by folder, several folders at once, each message
/// fetched once.
public final class InventoryTaker {
    private final Ledger ledger;
    private final int threads;
    private final Progress progress;

    /// @param threads how many folders are read at once, 1 to 64
    public InventoryTaker(Ledger ledger, int threads, Progress progress) {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("between 1 and 64 folders are read at once");
        }
        this.ledger = ledger;
        this.threads = threads;
        this.progress = progress;
    }

    /// Takes the inventory of one store while its bytes also go to `sink`.
    ///
    /// @throws StoreUnavailableException if the store as a whole cannot be read
    /// @throws IOException what the sink or the ledger threw; the inventory is not finished
    public Inventory take(Store store, CopySink sink)
            throws StoreUnavailableException, IOException {
        return take(List.of(store), List.of(Terms.USUAL), 0, sink, false).getFirst();
    }

    /// Takes the inventories of several stores at once, one for each, in their order.
    ///
    /// @throws StoreUnavailableException if one of the stores cannot be read
    /// @throws IOException what the ledger threw
    public List<Inventory> take(List<Store> stores) throws StoreUnavailableException, IOException {
        return take(stores, stores.stream().map(_ -> Terms.USUAL).toList());
    }

    /// Takes the inventories of several stores at once, each on its own terms.
    ///
    /// @throws StoreUnavailableException if one of the stores cannot be read
    /// @throws IOException what the ledger threw
    public List<Inventory> take(List<Store> stores, List<Terms> terms)
            throws StoreUnavailableException, IOException {
        boolean sizes = terms.stream().anyMatch(Terms::sizes);
        return sizes
                ? take(stores, terms, 0, _ -> new WireSizes(), false)
                : take(stores, terms, 0, _ -> NoCopy.INSTANCE, rewriting(stores));
    }

    /// Takes the inventory of one store again, by itself.
    ///
    /// @param role its place, from 0, in the list that [#take(List)] was given before
    /// @throws StoreUnavailableException if the store cannot be read
    /// @throws IOException what the ledger threw
    public Inventory again(Store store, int role) throws StoreUnavailableException, IOException {
        List<Store> stores = List.of(store);
        return take(stores, List.of(Terms.USUAL), role, _ -> NoCopy.INSTANCE, rewriting(stores))
                .getFirst();
    }

    /// Where one store makes mail anew, digests pair next to nothing, and each message's sheet will
    /// be asked for: made at once, its bytes need not be fetched again.
    private static boolean rewriting(List<Store> stores) {
        return stores.stream().anyMatch(store -> store.profile() == Profile.REWRITING);
    }

    private List<Inventory> take(
            List<Store> stores, List<Terms> terms, int firstRole, CopySink sink, boolean sheets)
            throws StoreUnavailableException, IOException {
        try (LedgerRows rows = new LedgerRows(ledger)) {
            List<Reading> readings = new ArrayList<>();
            List<FolderReading> work = new ArrayList<>();
            for (Store store : stores) {
                int place = readings.size();
                Reading reading =
                        new Reading(
                                store,
                                rows.begin(store, firstRole + place),
                                store.folders(),
                                terms.get(place),
                                sheets);
                readings.add(reading);
                for (int i = 0; i < reading.folders().size(); i++) {
                    work.add(new FolderReading(reading, i, sink, rows, progress));
                }
            }
            // The largest first, as far as a witness tells: then no thread is left with it alone.
            work.sort(
                    Comparator.comparingLong((FolderReading w) -> expected(w.folder())).reversed());
            if (work.stream().noneMatch(w -> w.folder().witnesses().isEmpty())) {
                progress.expect(work.stream().mapToLong(w -> expected(w.folder())).sum());
            }
            runAll(work);
            List<Inventory> inventories = new ArrayList<>();
            for (Reading reading : readings) {
                inventories.add(reading.finish(rows));
            }
            return inventories;
        }
    }

    private static long expected(Folder folder) {
        return folder.witnesses().stream().mapToLong(Witness::count).max().orElse(0);
    }

    /// Runs all; the first failure stops what has not begun and is thrown once the rest has ended.
    private void runAll(List<? extends Callable<Void>> work)
            throws StoreUnavailableException, IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            CompletionService<Void> running = new ExecutorCompletionService<>(pool);
            for (Callable<Void> one : work) {
                running.submit(one);
            }
            try {
                for (int i = 0; i < work.size(); i++) {
                    running.take().get();
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                rethrow(e.getCause());
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("The reading was interrupted.", e);
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
