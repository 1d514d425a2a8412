package mailtally.store.graph;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// One visit of one folder: its messages in the order of the service's list, each once, known ones
/// without their bytes, the others fetched ahead. Used by the thread that reads the folder.
final class GraphVisit implements AutoCloseable {
    private static final int ASKED_AT_ONCE = 500;

    private final GraphListing listing;
    private final GraphAhead<GraphItem> ahead;
    private final Instant opened;
    private final HoldingVisitor visitor;
    private final Deque<GraphItem> asked = new ArrayDeque<>();
    private final Set<Locator> known = new HashSet<>();

    /// @param opened what came into the mailbox later is not visited
    GraphVisit(
            GraphListing listing,
            GraphFetch fetch,
            Executor workers,
            Instant opened,
            HoldingVisitor visitor) {
        this.listing = listing;
        this.ahead = new GraphAhead<>(fetch, workers);
        this.opened = opened;
        this.visitor = visitor;
    }

    /// Visits all.
    void run() throws IOException, StoreUnavailableException {
        while (true) {
            while (ahead.room() && more()) {
                begin(asked.remove());
            }
            Optional<GraphAhead.Ready<GraphItem>> first = ahead.first();
            if (first.isEmpty()) {
                return;
            }
            visit(first.get());
            ahead.done();
        }
    }

    /// True if there is another one; then whether it is known has been asked.
    private boolean more() throws IOException {
        if (!asked.isEmpty()) {
            return true;
        }
        known.clear();
        Map<Locator, String> versions = new LinkedHashMap<>();
        while (asked.size() < ASKED_AT_ONCE) {
            Optional<GraphItem> item = listing.next();
            if (item.isEmpty()) {
                break;
            }
            if (item.get().created().filter(opened::isBefore).isEmpty()) {
                asked.add(item.get());
                if (!item.get().changeKey().isEmpty()) {
                    versions.put(item.get().locator(), item.get().changeKey());
                }
            }
        }
        if (!versions.isEmpty()) {
            known.addAll(visitor.knownVersions(versions));
        }
        return !asked.isEmpty();
    }

    private void begin(GraphItem item) {
        if (known.contains(item.locator())) {
            ahead.pass(item);
        } else {
            ahead.begin(item, item.id());
        }
    }

    private void visit(GraphAhead.Ready<GraphItem> one) throws IOException {
        Holding holding = one.key().holding();
        if (one.fetched().isEmpty()) {
            visitor.unchanged(holding);
        } else if (one.fetched().get().trouble().isEmpty()) {
            visitor.message(holding, one.fetched().get().message());
        } else {
            visitor.unreadable(holding, one.fetched().get().trouble(), Optional.empty());
        }
    }

    @Override
    public void close() {
        ahead.close();
        listing.close();
    }
}
