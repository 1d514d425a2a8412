package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.StoreUnavailableException;

/// One visit of one folder: its items as the server lists them, each once.
final class FolderVisit {
    /// What the messages of one answer should have together, unless there is only one.
    private static final long BATCH_BYTES = 4L << 20;

    private static final int BATCH_MESSAGES = 100;

    private final HoldingVisitor visitor;
    private final Source source;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private boolean listed;

    /// Where the items come from, some at a time; none at the end.
    interface Source {
        List<Line> next() throws RefusedByServerException, StoreUnavailableException;
    }

    FolderVisit(HoldingVisitor visitor, Source source) {
        this.visitor = visitor;
        this.source = source;
    }

    /// Visits all.
    void run(Ahead ahead) throws RefusedByServerException, StoreUnavailableException, IOException {
        while (more() || !ahead.none()) {
            while (more() && ahead.room()) {
                ahead.begin(nextBatch());
            }
            Batch batch = ahead.next();
            for (Line line : batch.lines()) {
                visit(batch, line);
            }
            ahead.done();
        }
    }

    private boolean more() throws RefusedByServerException, StoreUnavailableException {
        while (waiting.isEmpty() && !listed) {
            List<Line> lines = source.next();
            listed = lines.isEmpty();
            waiting.addAll(lines);
        }
        return !waiting.isEmpty();
    }

    private Batch nextBatch() {
        List<Line> some = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty() && some.size() < BATCH_MESSAGES) {
            Line line = waiting.getFirst();
            if (!some.isEmpty() && bytes + line.sizeBytes() > BATCH_BYTES) {
                break;
            }
            bytes += line.sizeBytes();
            some.add(waiting.removeFirst());
        }
        return new Batch(some, Set.of());
    }

    private void visit(Batch batch, Line line) throws IOException {
        Holding holding = line.holding(Completeness.WHOLE);
        Optional<Mime> got = batch.got(line);
        if (got.isPresent()) {
            visitor.message(holding, got.get().message());
            return;
        }
        visitor.unreadable(
                holding,
                batch.trouble(line)
                        .orElse(
                                "It is no mail but something else that lies in a folder of mail ("
                                        + line.kind()
                                        + "), and was not read."),
                Optional.empty());
    }
}
