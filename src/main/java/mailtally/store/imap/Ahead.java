package mailtally.store.imap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import mailtally.store.StoreUnavailableException;

/// Fetches the batches of one folder ahead of the one that is in use, over several connections, and
/// hands them out in order. Used by the one thread that reads the folder.
final class Ahead implements AutoCloseable {
    /// What one batch may hold in memory; what is more goes to files.
    private static final long BATCH_MEMORY_BYTES = 4 << 20;

    /// How large a batch should be: it hides the way to the server and is not all that memory has.
    private static final long WANTED_BATCH_BYTES = 2 << 20;

    private static final int MOST_MESSAGES = 500;
    private static final int FIRST_MESSAGES = 32;

    private final Fetching fetching;
    private final Executor workers;
    private final ByteBudget budget;
    private final int most;
    private final Deque<Running> running = new ArrayDeque<>();
    private Optional<Running> inUse = Optional.empty();
    private long bytesSeen;
    private long messagesSeen;

    private record Running(CompletableFuture<Batch> batch) {}

    /// @param most how many batches are fetched at a time
    Ahead(Fetching fetching, Executor workers, ByteBudget budget, int most) {
        this.fetching = fetching;
        this.workers = workers;
        this.budget = budget;
        this.most = most;
    }

    /// How many messages with their bytes the next batch should have.
    int wanted() {
        if (messagesSeen == 0) {
            return FIRST_MESSAGES;
        }
        long each = Math.max(1, bytesSeen / messagesSeen);
        return Math.clamp(WANTED_BATCH_BYTES / each, 1, MOST_MESSAGES);
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

    /// Begins a batch; [#room] said that it may.
    void begin(Batch batch) {
        running.add(
                new Running(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        fetching.fill(batch, BATCH_MEMORY_BYTES);
                                        return batch;
                                    } catch (StoreUnavailableException e) {
                                        batch.close();
                                        throw new CompletionException(e);
                                    } catch (RuntimeException | Error e) {
                                        batch.close();
                                        throw e;
                                    }
                                },
                                workers)));
    }

    boolean none() {
        return running.isEmpty();
    }

    /// The next batch, whole, in the order in which they were begun. Valid until [#done].
    Batch next() throws StoreUnavailableException {
        Running first = running.remove();
        inUse = Optional.of(first);
        try {
            Batch batch = first.batch.join();
            bytesSeen += batch.bytes();
            messagesSeen += batch.messages();
            return batch;
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
        for (Running one : List.copyOf(running)) {
            drop(one);
        }
        running.clear();
    }

    private void drop(Running one) {
        var _ =
                one.batch.whenComplete(
                        (batch, _) -> {
                            if (batch != null) {
                                batch.close();
                            }
                            budget.giveBack(BATCH_MEMORY_BYTES);
                        });
    }
}
