package mailtally.inventory;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import mailtally.message.Digester;
import mailtally.message.Digests;
import mailtally.message.MessageBytes;
import mailtally.message.SheetMaker;
import mailtally.message.UnreadableException;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Folder;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// Reads one folder: each message is digested while it goes to the sink, and gets its row. Run by
/// one thread.
final class FolderReading implements Callable<Void>, HoldingVisitor {
    private static final ThreadLocal<Digester> DIGESTER = ThreadLocal.withInitial(Digester::new);
    private static final SheetMaker SHEETS = new SheetMaker();

    private final Reading reading;
    private final int index;
    private final CopySink target;
    private final LedgerRows rows;
    private final Progress progress;
    private final Map<Locator, KnownBodies.Known> known = new HashMap<>();
    private LedgerRows.FolderRows folderRows;
    private FolderSink sink;
    private long found;
    private long unreadable;
    private long incomplete;
    private long bytes;

    FolderReading(Reading reading, int index, CopySink target, LedgerRows rows, Progress progress) {
        this.reading = reading;
        this.index = index;
        this.target = target;
        this.rows = rows;
        this.progress = progress;
    }

    Folder folder() {
        return reading.folders().get(index);
    }

    @Override
    public Void call() throws StoreUnavailableException, IOException {
        folderRows = rows.folder(reading.begun(), folder(), reading.purges(folder()));
        try (FolderSink open = target.open(folder())) {
            sink = open;
            reading.store().read(folder(), this);
        }
        folderRows.finish(found);
        reading.count(
                index, new Inventory.FolderCount(folder(), found, unreadable, incomplete, bytes));
        return null;
    }

    @Override
    public void message(Holding holding, MessageBytes message) throws IOException {
        Digester digester = DIGESTER.get();
        Digests digests;
        Optional<Digests> other = Optional.empty();
        try {
            digests = digester.digest(message, sink.begin(holding, message));
            if (message.otherReading().isPresent()) {
                other = Optional.of(digester.digest(message.otherReading().get()));
            }
        } catch (UnreadableException e) {
            sink.abort(holding);
            unreadable(holding, e.getMessage(), Optional.empty());
            return;
        }
        Optional<String> reason = digests.unreadableReason();
        if (reason.isPresent()) {
            sink.abort(holding);
            unreadable(holding, reason.get(), Optional.of(message));
            return;
        }
        sink.commit(holding, digests);
        found++;
        switch (holding.completeness()) {
            case Completeness.Whole _, Completeness.Rebuilt _, Completeness.Completed _ ->
                    sheet(message, digests);
            case Completeness.Incomplete _, Completeness.CutShort _, Completeness.HeadersOnly _ ->
                    incomplete++;
        }
        OptionalLong wireBytes = wireBytes(holding);
        boolean headersOnly = holding.completeness() instanceof Completeness.HeadersOnly;
        bytes += headersOnly ? Math.max(0, wireBytes.getAsLong()) : digests.sizeBytes();
        folderRows.message(holding, digests, other, wireBytes);
        remarks(holding);
        progress.advance(1, digests.sizeBytes());
    }

    private void sheet(MessageBytes message, Digests digests) throws IOException {
        if (reading.sheets()) {
            try {
                folderRows.sheet(digests.exact(), SHEETS.make(message, digests, List.of()));
            } catch (UnreadableException e) {
                // made, and accounted for, when it is asked for
            }
        }
    }

    private OptionalLong wireBytes(Holding holding) {
        if (holding.completeness() instanceof Completeness.HeadersOnly(long sizeBytes)) {
            return OptionalLong.of(sizeBytes);
        }
        return sink instanceof WireSizes sizes
                ? OptionalLong.of(sizes.bytes())
                : OptionalLong.empty();
    }

    /// Only where nobody else wants the bytes: what goes into a backup must be read.
    @Override
    public Set<Locator> known(List<Locator> locators) {
        if (sink != NoCopy.INSTANCE) {
            return Set.of();
        }
        Map<Locator, KnownBodies.Known> found = folderRows.known(locators);
        known.putAll(found);
        return found.keySet();
    }

    @Override
    public Set<Locator> knownVersions(Map<Locator, String> versions) {
        if (sink != NoCopy.INSTANCE) {
            return Set.of();
        }
        Map<Locator, KnownBodies.Known> found = folderRows.known(List.copyOf(versions.keySet()));
        found.entrySet().removeIf(e -> !e.getValue().isOf(versions.get(e.getKey())));
        known.putAll(found);
        return found.keySet();
    }

    @Override
    public void unchanged(Holding holding) {
        KnownBodies.Known before = known.remove(holding.locator());
        if (before == null || !(holding.completeness() instanceof Completeness.Whole)) {
            throw new IllegalStateException("not known, or not whole: " + holding.locator());
        }
        found++;
        bytes += before.sizeBytes();
        folderRows.unchanged(holding, before);
        remarks(holding);
        progress.advance(1, 0);
    }

    @Override
    public void unreadable(Holding holding, String reason, Optional<MessageBytes> rawFile)
            throws IOException {
        sink.unreadable(holding, reason, rawFile);
        known.remove(holding.locator());
        found++;
        unreadable++;
        folderRows.unreadable(holding, reason);
        remarks(holding);
        progress.advance(1, 0);
    }

    @Override
    public void folderUnreadable(String where, String reason) {
        reading.unreadableFolder();
        folderRows.remark("", Finding.doubt(where + ": " + reason));
    }

    private void remarks(Holding holding) {
        for (Finding finding : holding.findings()) {
            if (finding.weight() == Finding.Weight.DOUBT) {
                reading.doubt();
            }
            folderRows.remark(holding.locator().value(), finding);
        }
    }
}
