package mailtally.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.message.Profile;
import mailtally.store.AddressException;
import mailtally.store.Folder;
import mailtally.store.RefusedException;
import mailtally.store.Store;
import mailtally.store.StoreUnavailableException;
import mailtally.store.WritableStore;
import mailtally.tally.Tally;
import mailtally.tally.TallyMaker;

/// A copy: check, plan, question, act, check again. The last check is the verdict; it reads the
/// target anew and knows nothing of what the store answered.
///
/// A run that was stopped at any point leaves its intents in the ledger. The next one waits until
/// the folders concerned stand still, finds by content what had come, and puts only what lacks.
public final class Copy {
    private static final int TARGET_ROLE = 1;

    private final Ledger ledger;
    private final int connections;
    private final Path outgoing;
    private final Progress progress;
    private final Pace pace;
    private final Steps steps;
    private final TallyMaker tallyMaker;
    private final CopyTerms terms;

    /// Opens the target, each time anew. What it opened is closed by the copy.
    public interface Target {
        /// For adding messages.
        WritableStore forWriting() throws AddressException, StoreUnavailableException;

        /// For reading alone.
        Store forReading() throws AddressException, StoreUnavailableException;
    }

    /// Asks whether a plan may be carried out.
    public interface Question {
        /// True if it may. Called once, and only for a plan that puts something.
        boolean mayPut(Plan plan, Tally tally) throws AddressException, IOException;
    }

    /// @param connections how many folders are read or written at once, 1 to 64
    /// @param outgoing an empty folder of ours, for messages that are too large for memory
    public Copy(Ledger ledger, int connections, Path outgoing, Progress progress) {
        this(ledger, connections, outgoing, progress, Pace.USUAL, Steps.NONE, CopyTerms.USUAL);
    }

    /// A copy on these terms.
    public Copy(Ledger ledger, int connections, Path outgoing, Progress progress, CopyTerms terms) {
        this(ledger, connections, outgoing, progress, Pace.USUAL, Steps.NONE, terms);
    }

    Copy(
            Ledger ledger,
            int connections,
            Path outgoing,
            Progress progress,
            Pace pace,
            Steps steps,
            CopyTerms terms) {
        this.terms = terms;
        this.tallyMaker = new TallyMaker(ledger, progress, terms.ownAddresses());
        this.ledger = ledger;
        this.connections = connections;
        this.outgoing = outgoing;
        this.progress = progress;
        this.pace = pace;
        this.steps = steps;
    }

    /// Puts on the target what it lacks of the source, if it may.
    ///
    /// @throws StoreUnavailableException if a store went away; what was put until then stays
    public Copied run(Store source, Target target, Question question)
            throws AddressException, StoreUnavailableException, IOException {
        Carried.clean(outgoing);
        try (Journal journal = new Journal(ledger, steps)) {
            Tally first;
            Plan plan;
            try (WritableStore to = target.forWriting()) {
                awaitLateOnes(journal, to);
                first = firstTally(source, to);
                journal.resolve(first);
                plan = new Planner(ledger, first, source, to).make();
                if (plan.messages() == 0) {
                    return unchanged(Copied.Outcome.NOTHING_TO_PUT, first, plan);
                }
                if (!question.mayPut(plan, first)) {
                    return unchanged(Copied.Outcome.NOT_PUT, first, plan);
                }
                progress.stage("Putting " + Sentences.messages(plan.messages()));
                progress.expect(plan.messages());
                new Copying(
                                ledger,
                                journal,
                                first,
                                source,
                                Copying.folders(first.source()),
                                new TargetDoor(to, steps),
                                outgoing,
                                pace,
                                new DateCheck(
                                        to.profile() == Profile.REWRITING && !terms.anyDate()),
                                progress)
                        .act(plan, connections);
            }
            return proven(source, target, first, plan);
        }
    }

    /// What an earlier run left open may still arrive: its folders must stand still before the
    /// target's inventory is taken.
    private void awaitLateOnes(Journal journal, WritableStore to)
            throws StoreUnavailableException, IOException {
        Set<String> open = new HashSet<>(journal.openFolders());
        for (Folder folder : to.folders()) {
            if (open.contains(folder.path().text())) {
                progress.stage("Waiting until " + folder.path() + " stands still");
                try (OpenFolder waiting = new OpenFolder(to, folder)) {
                    waiting.awaitStandstill(pace);
                } catch (RefusedException e) {
                    // nothing can be put there now: nothing can be put twice
                }
            }
        }
    }

    private Tally firstTally(Store source, Store to) throws StoreUnavailableException, IOException {
        progress.stage("Reading " + source.address() + " and " + to.address());
        List<Inventory> inventories =
                new InventoryTaker(ledger, connections, progress).take(List.of(source, to));
        return tallyMaker.make(inventories.getFirst(), source, inventories.getLast(), to);
    }

    private Copied unchanged(Copied.Outcome outcome, Tally tally, Plan plan) {
        List<String> notes = new ArrayList<>(plan.remarks());
        notes.addAll(new Confirmation(ledger, tally, tally).late());
        return new Copied(ledger, outcome, tally, tally, plan, 0, notes);
    }

    private Copied proven(Store source, Target target, Tally first, Plan plan)
            throws AddressException, StoreUnavailableException, IOException {
        Tally proof;
        try (Store again = target.forReading()) {
            progress.stage("Reading " + again.address() + " again");
            Inventory now =
                    new InventoryTaker(ledger, connections, progress).again(again, TARGET_ROLE);
            proof = tallyMaker.make(first.source(), source, now, again);
        }
        Confirmation confirmation = new Confirmation(ledger, first, proof);
        if (confirmation.flagsLack()) {
            progress.stage("Setting flags");
            try (WritableStore to = target.forWriting()) {
                confirmation.repairFlags(new TargetDoor(to, steps));
            }
        }
        List<String> notes = new ArrayList<>(plan.remarks());
        long copied = confirmation.copied();
        if (copied < plan.messages()) {
            notes.add(Sentences.notProven(plan.messages(), copied));
        }
        notes.addAll(confirmation.flagsNotSet());
        notes.addAll(confirmation.late());
        return new Copied(ledger, Copied.Outcome.PUT, first, proof, plan, copied, notes);
    }
}
