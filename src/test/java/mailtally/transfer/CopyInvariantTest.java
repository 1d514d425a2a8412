package mailtally.transfer;

import static mailtally.transfer.CopyRun.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.ledger.Ledger;
import mailtally.tally.Bucket;
import mailtally.testing.Choices;
import mailtally.testing.Ledgers;
import mailtally.testing.Mailbox;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.api.Test;

/// Invariant 7 of the rules of proof: any crash, then a run, ends as the uninterrupted run does but
/// for reported late commits; one more run changes nothing. `-Dmailtally.seed=N` tries other
/// examples.
final class CopyInvariantTest {
    private static final int EXAMPLES = 60;
    private static final List<String> FOLDERS =
            List.of("INBOX", "Sent", "Sent Messages", "Work/Client");

    /// The run's end by a power cut, as far as one process can show it.
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// A server that loses answers as it is told.
    private static final class Unsure extends Mailbox {
        private final Choices choices;
        private boolean sound;
        private boolean late;
        private long doubled;

        Unsure(Choices choices) {
            this.choices = choices;
        }

        @Override
        protected Fate fate(long append) {
            if (sound || !choices.oneIn(3)) {
                return Fate.STORED;
            }
            Fate fate = choices.one(Fate.values());
            late |= fate == Fate.LOST_LATE;
            return fate;
        }

        @Override
        protected int looksUntilLate() {
            return choices.below(6);
        }
    }

    @Test
    void anyCrashAndLostAnswerThenARunEndsAsAnUninterruptedRunDoes() {
        qt().withFixedSeed(Long.getLong("mailtally.seed", 1))
                .withExamples(EXAMPLES)
                .withShrinkCycles(0)
                .forAll(Choices.gen(choices -> choices.below(Integer.MAX_VALUE)))
                .checkAssert(seed -> check(Choices.of(seed)));
    }

    private static void check(Choices choices) {
        MemoryStore source = CopyRun.source();
        Mailbox undisturbed = new Mailbox();
        Unsure target = new Unsure(choices);
        undisturbed.folder("INBOX").folder("Sent");
        target.folder("INBOX").folder("Sent");
        int messages = 1 + choices.below(10);
        for (int i = 0; i < messages; i++) {
            String folder = choices.one(FOLDERS);
            String mail = mail("m" + choices.below(8));
            source.add(folder, mail, choices.oneIn(4) ? "\\Deleted" : "\\Seen");
            if (choices.oneIn(4)) {
                String there = choices.one("INBOX", "Sent");
                String flag = choices.oneIn(3) ? "\\Deleted" : "\\Seen";
                undisturbed.add(there, mail, flag);
                target.add(there, mail, flag);
            }
        }
        try (Ledger ledger = Ledgers.SQLITE.open();
                Ledger other = Ledgers.SQLITE.open()) {
            Copied whole = new CopyRun(other).run(source, undisturbed);
            if (!whole.tally().proven()) {
                // A second copy in one folder of the source may be paired with the copy that was
                // put for another folder: then it takes one more run, and that is no crash's doing.
                assertThat(whole.tally().all().of(Bucket.MISSING)).isZero();
                return;
            }
            target.doubled = whole.tally().all().of(Bucket.DUPLICATE);
            CopyRun run = new CopyRun(ledger);
            disturbed(run, source, target, choices);
            target.sound = true;
            Copied last = run.run(source, target);
            assertThat(last.tally().proven())
                    .as(CopyRun.exceptions(last) + "\n" + target.messages())
                    .isTrue();
            target.arrive();
            long changes = target.changes();
            Copied again = run.run(source, target);
            assertThat(again.outcome()).isEqualTo(Copied.Outcome.NOTHING_TO_PUT);
            assertThat(target.changes()).isEqualTo(changes);
            compare(target, undisturbed.messages(), again);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void disturbed(CopyRun run, MemoryStore source, Unsure target, Choices choices) {
        for (int cuts = choices.below(4); cuts > 0; cuts--) {
            AtomicInteger left = new AtomicInteger(choices.below(12));
            try {
                run.run(
                        source,
                        target,
                        _ -> {
                            if (left.getAndDecrement() <= 0) {
                                throw new PowerCut();
                            }
                        },
                        true);
            } catch (PowerCut e) {
                // and again
            }
        }
    }

    /// A copy that came late may be there once more than wanted. It is told of; and it may prove a
    /// message of another folder, which is not put a second time then.
    private static void compare(Unsure target, Map<String, List<String>> wanted, Copied again) {
        List<String> more = new ArrayList<>();
        List<String> less = new ArrayList<>();
        assertThat(target.messages().keySet()).isEqualTo(wanted.keySet());
        for (Map.Entry<String, List<String>> folder : target.messages().entrySet()) {
            List<String> there = new ArrayList<>(folder.getValue());
            for (String message : wanted.get(folder.getKey())) {
                if (!there.remove(message)) {
                    less.add(message);
                }
            }
            more.addAll(there);
        }
        assertThat(target.late || more.isEmpty())
                .as("only a late commit may be there twice: %s, wanted %s", more, wanted)
                .isTrue();
        assertThat(more).containsAll(less);
        long told =
                again.notes().stream()
                        .filter(n -> n.contains("twice"))
                        .mapToLong(n -> Long.parseLong(n.replaceAll("\\D+", "")))
                        .sum();
        // A copy too many that proves a source's second copy, or another folder's, proves
        // something.
        assertThat(told).isLessThanOrEqualTo(more.size());
        if (less.isEmpty() && again.tally().all().of(Bucket.DUPLICATE) == target.doubled) {
            assertThat(told).isEqualTo(more.size());
        }
    }
}
