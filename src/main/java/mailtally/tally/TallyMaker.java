package mailtally.tally;

import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import mailtally.inventory.Inventory;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.Store;
import org.jdbi.v3.core.Handle;

/// Makes tallies. In three steps: what cannot be read is set aside; digests pair what they can, in
/// one pass over both inventories in the order of digests; sheets decide about the rest. Where only
/// headers were read, headers are compared instead of sheets, and nothing is proven by that.
public final class TallyMaker {
    private final Ledger ledger;
    private final Progress progress;
    private final Set<String> ownAddresses;

    /// @param ledger where both inventories are
    public TallyMaker(Ledger ledger, Progress progress) {
        this(ledger, progress, Set.of());
    }

    /// @param ownAddresses addresses that their user said are all one person's: where the target's
    ///     store rewrites mail, it may exchange one for another as the sender
    public TallyMaker(Ledger ledger, Progress progress, Set<String> ownAddresses) {
        this.ledger = ledger;
        this.progress = progress;
        this.ownAddresses =
                ownAddresses.stream()
                        .map(address -> address.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// Pairs two finished inventories. The stores are asked for bytes again only where digests do
    /// not decide.
    ///
    /// @throws IOException if the ledger cannot be written
    public Tally make(Inventory source, Store sourceStore, Inventory target, Store targetStore)
            throws IOException {
        progress.stage("Comparing");
        Taken taken = new Taken();
        long id;
        try (Handle reader = ledger.connect();
                Pairs pairs = new Pairs(ledger.connect())) {
            id = pairs.begin(source.id(), target.id());
            pairs.unreadable(source.id());
            Rows rows = new Rows(reader, source.id(), target.id());
            long open = new DigestRound(reader, rows, pairs, taken).run(source.id(), target.id());
            pairs.flush();
            if (HeaderRound.needed(reader, source.id(), target.id())) {
                new HeaderRound(reader, rows, pairs, taken).run(source.id(), target.id());
            } else if (open > 0) {
                progress.stage(
                        "Comparing "
                                + open
                                + (open == 1 ? " message" : " messages")
                                + " part by part");
                Sheets sheets =
                        new Sheets(
                                reader, pairs, source, sourceStore, target, targetStore, progress);
                Contents contents = new Contents(sheets, targetStore.profile(), ownAddresses);
                new SheetRound(reader, rows, pairs, taken, sheets, contents)
                        .run(source.id(), target.id());
            }
            pairs.finish();
        }
        return new Tally(ledger, id, source, target);
    }

    /// Which holdings were paired already, by their number in the ledger.
    ///
    /// @param proven the sources that a target's copy proves
    /// @param kept the sources that are proven by a copy that stays
    record Taken(BitSet sources, BitSet targets, BitSet proven, BitSet kept) {
        Taken() {
            this(new BitSet(), new BitSet(), new BitSet(), new BitSet());
        }

        void take(Match match) {
            take(match.source(), match.target(), match.bucket());
        }

        void take(Item source, Item target, Bucket bucket) {
            sources.set(Math.toIntExact(source.holding()));
            targets.set(Math.toIntExact(target.holding()));
            proven.set(Math.toIntExact(source.holding()), bucket.proven());
            kept.set(Math.toIntExact(source.holding()), bucket.proven() && target.keeps());
        }

        boolean source(long holding) {
            return sources.get(Math.toIntExact(holding));
        }

        boolean target(long holding) {
            return targets.get(Math.toIntExact(holding));
        }

        /// A source that ends without a partner.
        void takeAlone(long source) {
            sources.set(Math.toIntExact(source));
        }

        /// True for a source that a target's copy proves.
        boolean proven(long source) {
            return proven.get(Math.toIntExact(source));
        }

        boolean kept(long holding) {
            return kept.get(Math.toIntExact(holding));
        }
    }
}
