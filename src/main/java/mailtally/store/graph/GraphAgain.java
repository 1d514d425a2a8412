package mailtally.store.graph;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import mailtally.store.Locator;
import mailtally.store.Revisitor;
import mailtally.store.StoreUnavailableException;

/// Messages that are wanted once more, fetched ahead. Used by one thread.
final class GraphAgain implements AutoCloseable {
    private final GraphAhead<Locator> ahead;
    private final Revisitor visitor;

    GraphAgain(GraphFetch fetch, Executor workers, Revisitor visitor) {
        this.ahead = new GraphAhead<>(fetch, workers);
        this.visitor = visitor;
    }

    void visit(List<Locator> locators) throws IOException, StoreUnavailableException {
        Iterator<Locator> left = locators.iterator();
        while (true) {
            while (ahead.room() && left.hasNext()) {
                begin(left.next());
            }
            Optional<GraphAhead.Ready<Locator>> first = ahead.first();
            if (first.isEmpty()) {
                return;
            }
            visit(first.get());
            ahead.done();
        }
    }

    private void begin(Locator locator) {
        if (GraphItem.sound(locator.value())) {
            ahead.begin(locator, locator.value());
        } else {
            ahead.pass(locator);
        }
    }

    private void visit(GraphAhead.Ready<Locator> one) throws IOException {
        if (one.fetched().isEmpty()) {
            visitor.unreadable(one.key(), "The message is not in this folder: " + one.key() + ".");
        } else if (one.fetched().get().trouble().isEmpty()) {
            visitor.message(one.key(), one.fetched().get().message());
        } else {
            visitor.unreadable(one.key(), one.fetched().get().trouble());
        }
    }

    @Override
    public void close() {
        ahead.close();
    }
}
