package mailtally.store.ews;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.store.Completeness;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// One visit of one folder: its items as the server lists them, each once.
final class FolderVisit {
    private static final int BATCH_MESSAGES = 100;

    private final HoldingVisitor visitor;
    private final Source source;
    private final boolean headersOnly;
    private final Deque<Line> waiting = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();
    private boolean listed;

    /// Where the items come from, some at a time; none at the end.
    interface Source {
        List<Line> next() throws RefusedByServerException, StoreUnavailableException;
    }

    FolderVisit(HoldingVisitor visitor, Source source, boolean headersOnly) {
        this.visitor = visitor;
        this.source = source;
        this.headersOnly = headersOnly;
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

    private boolean more() throws RefusedByServerException, StoreUnavailableException, IOException {
        while (waiting.isEmpty() && !listed) {
            List<Line> lines = source.next();
            listed = lines.isEmpty();
            waiting.addAll(lines);
            ask(lines);
        }
        return !waiting.isEmpty();
    }

    private void ask(List<Line> lines) throws IOException {
        known.clear();
        Map<Locator, String> versions = new LinkedHashMap<>();
        for (Line line : lines) {
            if (!headersOnly && line.mail() && !line.version().isEmpty()) {
                versions.put(line.locator(), line.version());
            }
        }
        if (!versions.isEmpty()) {
            visitor.knownVersions(versions).forEach(l -> known.add(l.value()));
        }
    }

    private Batch nextBatch() {
        List<Line> some = new ArrayList<>();
        long bytes = 0;
        int wanted = 0;
        Set<String> knownOfThem = new HashSet<>();
        while (!waiting.isEmpty() && wanted < BATCH_MESSAGES) {
            Line line = waiting.getFirst();
            if (known.contains(line.id())) {
                knownOfThem.add(line.id());
            } else if (wanted > 0
                    && !headersOnly
                    && bytes + line.sizeBytes() > Fetching.ANSWER_BYTES) {
                break;
            } else {
                bytes += line.sizeBytes();
                wanted++;
            }
            some.add(waiting.removeFirst());
        }
        return new Batch(some, knownOfThem);
    }

    private void visit(Batch batch, Line line) throws IOException {
        Holding holding =
                line.holding(
                        headersOnly
                                ? new Completeness.HeadersOnly(line.sizeBytes())
                                : Completeness.WHOLE);
        if (batch.known(line)) {
            visitor.unchanged(holding);
            return;
        }
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
