package mailtally.store.ews;

import java.io.IOException;
import java.util.concurrent.Executor;
import mailtally.store.HoldingVisitor;
import mailtally.store.StoreUnavailableException;

/// What all readings of a store share. May be used by several threads, a folder each.
record Reading(Service service, Executor workers, ByteBudget budget) {
    /// Visits what the source names.
    ///
    /// @param headersOnly wants headers alone
    void visit(FolderVisit.Source source, HoldingVisitor visitor, boolean headersOnly)
            throws RefusedByServerException, StoreUnavailableException, IOException {
        try (Ahead ahead =
                new Ahead(
                        new Fetching(service, headersOnly),
                        workers,
                        budget,
                        service.throttle().most() + 1)) {
            new FolderVisit(visitor, source, headersOnly).run(ahead);
        }
    }
}
