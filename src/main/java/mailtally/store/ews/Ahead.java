package mailtally.store.ews;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import mailtally.store.StoreUnavailableException;

/// Fetches the batches of one folder ahead of the one that is in use, by several requests at a
/// time, and hands them out in order. Used by the one thread that reads the folder.
final class Ahead implements AutoCloseable {
    /// What one batch may hold in memory; what is more goes to files.
    static final long BATCH_MEMORY_BYTES = 4 << 20;

    private final Fetching fetching;
    private final Executor workers;
    private final ByteBudget budget;
    private final int most;
    private final Deque<CompletableFuture<Batch>> running = new ArrayDeque<>();
    private Optional<CompletableFuture<Batch>> inUse = Optional.empty();

    /// @param most how many batches are fetched at a time
    Ahead(Fetching fetching, Executor workers, ByteBudget budget, int most) {
        this.fetching = fetching;
        this.workers = workers;
        this.budget = budget;
        this.most = most;
    }

    /// True if another batch may be begun now.
    boolean room() throws StoreUnavailableException {
        if (running.size() >= most) {
            return false;
        }
        if (budget.take(BATCH_MEMORY_BYTES)) {
            return true;
        }
        if (!running.isEmpty()) {
            return false;
        }
        try {
            budget.await(BATCH_MEMORY_BYTES);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Stopped.", e);
        }
    }

    /// [#room] said that a batch may be begun, and there is none.
    void noNeed() {
        budget.giveBack(BATCH_MEMORY_BYTES);
    }

    /// Begins a batch; [#room] said that it may.
    void begin(Batch batch) {
        running.add(CompletableFuture.supplyAsync(() -> filled(batch), workers));
    }

    private Batch filled(Batch batch) {
        boolean whole = false;
        try {
            fetching.fill(batch, BATCH_MEMORY_BYTES);
            whole = true;
            return batch;
        } catch (StoreUnavailableException e) {
            throw new CompletionException(e);
        } finally {
            if (!whole) {
                batch.close();
            }
        }
    }

    boolean none() {
        return running.isEmpty();
    }

    /// The next batch, whole, in the order in which they were begun. Valid until [#done].
    Batch next() throws StoreUnavailableException {
        CompletableFuture<Batch> first = running.remove();
        inUse = Optional.of(first);
        try {
            return first.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case StoreUnavailableException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /// The batch that [#next] handed out is no longer needed.
    void done() {
        inUse.ifPresent(this::drop);
        inUse = Optional.empty();
    }

    /// Lets go of all that is on its way.
    @Override
    public void close() {
        done();
        List.copyOf(running).forEach(this::drop);
        running.clear();
    }

    private void drop(CompletableFuture<Batch> one) {
        var _ =
                one.whenComplete(
                        (batch, _) -> {
                            if (batch != null) {
                                batch.close();
                            }
                            budget.giveBack(BATCH_MEMORY_BYTES);
                        });
    }
}
