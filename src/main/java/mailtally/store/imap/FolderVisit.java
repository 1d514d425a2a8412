package mailtally.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.message.Flags;
import mailtally.store.Completeness;
import mailtally.store.Finding;
import mailtally.store.Holding;
import mailtally.store.HoldingVisitor;
import mailtally.store.Locator;
import mailtally.store.StoreUnavailableException;

/// One visit of one folder: its UIDs in ascending order, each once, known ones without their bytes.
final class FolderVisit {
    /// How many locators a visitor is asked about at a time.
    private static final int ASKED_AT_ONCE = 1000;

    private final HoldingVisitor visitor;
    private final long uidValidity;
    private final boolean headersOnly;
    private final List<Long> uids;
    private final Set<Long> known = new HashSet<>();
    private int asked;
    private int begun;

    FolderVisit(HoldingVisitor visitor, long uidValidity, boolean headersOnly, List<Long> uids) {
        this.visitor = visitor;
        this.uidValidity = uidValidity;
        this.headersOnly = headersOnly;
        this.uids = uids;
    }

    /// Visits all.
    void run(Ahead ahead) throws StoreUnavailableException, IOException {
        while (begun < uids.size() || !ahead.none()) {
            while (begun < uids.size() && ahead.room()) {
                ahead.begin(nextBatch(ahead.wanted()));
            }
            Batch batch = ahead.next();
            for (long uid : batch.uids()) {
                visit(batch, uid);
            }
            ahead.done();
        }
    }

    private Batch nextBatch(int wanted) throws IOException {
        List<Long> some = new ArrayList<>();
        Set<Long> knownOfThem = new HashSet<>();
        while (begun < uids.size()
                && some.size() - knownOfThem.size() < wanted
                && some.size() < ASKED_AT_ONCE) {
            if (begun == asked) {
                ask();
            }
            long uid = uids.get(begun++);
            some.add(uid);
            if (known.contains(uid)) {
                knownOfThem.add(uid);
            }
        }
        return new Batch(some, knownOfThem);
    }

    private void ask() throws IOException {
        int to = Math.min(uids.size(), asked + ASKED_AT_ONCE);
        known.clear();
        // Without lasting UIDs (RFC 9051 section 2.3.1.1) nothing stands for the same bytes.
        if (uidValidity != 0 && !headersOnly) {
            List<Locator> locators = new ArrayList<>();
            for (long uid : uids.subList(asked, to)) {
                locators.add(Fetched.locator(uidValidity, uid));
            }
            for (Locator locator : visitor.known(locators)) {
                known.add(
                        Long.parseLong(
                                locator.value().substring(locator.value().indexOf('.') + 1)));
            }
        }
        asked = to;
    }

    private void visit(Batch batch, long uid) throws IOException {
        Optional<String> trouble = batch.trouble(uid);
        Optional<Fetched> got = batch.got(uid);
        if (trouble.isPresent() || got.isEmpty()) {
            visitor.unreadable(
                    nothingKnown(uid),
                    trouble.orElse(
                            "It vanished while the folder was read: the server listed it, and then"
                                    + " had it no longer."),
                    Optional.empty());
            return;
        }
        Fetched fetched = got.get();
        Holding holding = fetched.holding(uidValidity, headersOnly);
        if (batch.known(uid)) {
            visitor.unchanged(holding);
        } else if (fetched.empty()) {
            visitor.unreadable(
                    holding, "The server handed out no bytes for it, twice.", Optional.empty());
        } else {
            visitor.message(holding, fetched.message());
        }
    }

    private Holding nothingKnown(long uid) {
        return new Holding(
                Fetched.locator(uidValidity, uid),
                Optional.empty(),
                Flags.NONE,
                Optional.of(Long.toString(uid)),
                Completeness.WHOLE,
                List.<Finding>of());
    }
}
