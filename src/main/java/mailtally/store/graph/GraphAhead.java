package mailtally.store.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import mailtally.store.StoreUnavailableException;

/// Messages that are fetched ahead of the one that is in use, and handed out in order. Used by one
/// thread.
///
/// @param <K> what tells the messages apart for who reads them
final class GraphAhead<K> implements AutoCloseable {
    /// Four are on their way, as many as the service allows; two lie ready.
    private static final int AHEAD = 6;

    private final GraphFetch fetch;
    private final Executor workers;
    private final Deque<Pending<K>> pending = new ArrayDeque<>();

    /// One of them.
    ///
    /// @param bytes nothing where its bytes are not asked for
    private record Pending<K>(K key, Optional<CompletableFuture<GraphFetched>> bytes) {}

    /// One that is ready, valid until the next is asked for.
    ///
    /// @param fetched nothing where its bytes were not asked for
    record Ready<K>(K key, Optional<GraphFetched> fetched) {}

    GraphAhead(GraphFetch fetch, Executor workers) {
        this.fetch = fetch;
        this.workers = workers;
    }

    /// True if another one may be begun.
    boolean room() {
        return pending.size() < AHEAD;
    }

    /// Begins to fetch one.
    void begin(K key, String id) {
        pending.add(
                new Pending<>(
                        key, Optional.of(CompletableFuture.supplyAsync(() -> get(id), workers))));
    }

    /// One whose bytes are not wanted, in its place.
    void pass(K key) {
        pending.add(new Pending<>(key, Optional.empty()));
    }

    private GraphFetched get(String id) {
        try {
            return fetch.fetch(id);
        } catch (StoreUnavailableException e) {
            throw new CompletionException(e);
        }
    }

    /// The oldest one, if there is one; it stays until [#done].
    Optional<Ready<K>> first() throws StoreUnavailableException {
        Pending<K> one = pending.peek();
        if (one == null) {
            return Optional.empty();
        }
        return Optional.of(
                one.bytes().isEmpty()
                        ? new Ready<>(one.key(), Optional.empty())
                        : new Ready<>(one.key(), Optional.of(joined(one.bytes().get()))));
    }

    private static GraphFetched joined(CompletableFuture<GraphFetched> bytes)
            throws StoreUnavailableException {
        try {
            return bytes.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case StoreUnavailableException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /// The oldest one is no longer needed.
    void done() {
        drop(pending.remove());
    }

    private static void drop(Pending<?> one) {
        one.bytes()
                .ifPresent(
                        bytes -> {
                            var _ =
                                    bytes.whenComplete(
                                            (fetched, _) -> {
                                                if (fetched != null) {
                                                    fetched.close();
                                                }
                                            });
                        });
    }

    /// Lets go of all that is on its way.
    @Override
    public void close() {
        pending.forEach(GraphAhead::drop);
        pending.clear();
    }
}
