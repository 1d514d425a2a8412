package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import mailtally.store.FolderPath;
import mailtally.tally.CheckRun.Ended;
import mailtally.tally.CheckRun.Outcome;
import mailtally.tally.CheckRun.Place;
import mailtally.testing.Choices;
import mailtally.testing.Dress;
import mailtally.testing.Harm;
import mailtally.testing.Mail;
import mailtally.testing.Oracle;
import mailtally.testing.Placed;
import mailtally.testing.StoreWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The invariants 1, 2, 3 and 6 of the rules of proof, on stores on disk, judged by an oracle that
/// knows what the messages say because it made them. `-Dmailtally.seed=N` tries other examples.
class InvariantsTest {
    private static final int EXAMPLES = 60;
    private static final List<StoreWriter> SOURCES = List.of(StoreWriter.values());
    private static final List<StoreWriter> TARGETS = List.of(StoreWriter.values());

    @TempDir Path folder;

    private final AtomicInteger stores = new AtomicInteger();
    private CheckRun run;

    @BeforeEach
    void open() throws IOException {
        run = new CheckRun(Files.createDirectory(folder.resolve("state")));
    }

    @AfterEach
    void close() {
        run.close();
    }

    private static void forAll(Consumer<Choices> property) {
        // All follows from the seed, which is what a failure shows; there is nothing to shrink.
        qt().withFixedSeed(Long.getLong("mailtally.seed", 1))
                .withExamples(EXAMPLES)
                .withShrinkCycles(0)
                .forAll(integers().all())
                .checkAssert(seed -> property.accept(Choices.of(seed)));
    }

    private Place write(StoreWriter kind, List<Placed> messages, Choices numbering) {
        Path root = folder.resolve("store" + stores.incrementAndGet());
        return new Place.Written(kind, kind.write(root, messages, numbering));
    }

    private Outcome check(Choices choices, List<Placed> source, List<Placed> target) {
        Place from = write(choices.one(SOURCES), source, choices);
        Place to = write(choices.one(TARGETS), target, choices);
        return run.check(from, to);
    }

    @Test
    void eachHoldingIsInExactlyOneBucketAndTheTotalsAreWhatWasWritten() {
        forAll(
                choices -> {
                    List<Placed> source = MailSets.withCopies(choices, set(choices));
                    List<Placed> target = MailSets.changed(choices, source);
                    Outcome outcome = check(choices, source, target);
                    Map<String, Long> written = new TreeMap<>();
                    source.forEach(m -> written.merge(m.folder().text(), 1L, Long::sum));
                    Map<String, Long> found = new TreeMap<>();
                    outcome.folders().forEach((f, counts) -> found.put(f, counts.found()));
                    found.values().removeIf(count -> count == 0);
                    assertThat(found).isEqualTo(written);
                    assertThat(outcome.all().found()).isEqualTo(source.size());
                    assertThat(outcome.all().balanced()).isTrue();
                    outcome.folders().values().forEach(c -> assertThat(c.balanced()).isTrue());
                    Set<Long> holdings = new HashSet<>();
                    outcome.ended().forEach(e -> assertThat(holdings.add(e.holding())).isTrue());
                    assertThat(holdings).hasSize(source.size());
                });
    }

    @Test
    void noCopyOnTheTargetProvesTwoMessages() {
        forAll(
                choices -> {
                    List<Placed> source = MailSets.withCopies(choices, set(choices));
                    Outcome outcome = check(choices, source, MailSets.changed(choices, source));
                    List<Long> targets =
                            outcome.ended().stream()
                                    .map(Ended::target)
                                    .filter(t -> t != 0)
                                    .toList();
                    assertThat(targets).doesNotHaveDuplicates();
                });
    }

    @Test
    void manyMessagesWithOneMessageIdAreStillToldApart() {
        int many = 130;
        List<Placed> source = new ArrayList<>();
        List<Placed> target = new ArrayList<>();
        for (Placed message : Placed.set(Choices.of(4), 0, many, 2)) {
            Optional<String> one = Optional.of("<one@example.com>");
            Placed same = message.with(message.mail().withMessageId(one));
            source.add(same);
            // Mixed line ends: no digest decides.
            target.add(same.dressed(new Dress(Dress.Ends.MIXED, 0, List.of(), false, false)));
        }
        Place from = write(StoreWriter.EML, source, Choices.of(1));
        Place to = write(StoreWriter.EML, Choices.of(2).shuffled(target), Choices.of(3));
        Outcome outcome = run.check(from, to);
        assertThat(outcome.unproven()).isEmpty();
    }

    @Test
    void provenImpliesThatEachMessageIsWholeInASafePlace() {
        AtomicInteger proven = new AtomicInteger();
        AtomicInteger unproven = new AtomicInteger();
        forAll(
                choices -> {
                    List<Placed> source = MailSets.withCopies(choices, set(choices));
                    StoreWriter kind = choices.one(TARGETS);
                    List<Placed> target = MailSets.hardlyChanged(choices, source);
                    Place from = write(choices.one(SOURCES), source, choices);
                    Outcome outcome = run.check(from, write(kind, target, choices));
                    boolean whole =
                            source.stream()
                                    .allMatch(
                                            s -> target.stream().anyMatch(t -> holds(kind, t, s)));
                    if (outcome.proven()) {
                        proven.incrementAndGet();
                        assertThat(whole).isTrue();
                    } else {
                        unproven.incrementAndGet();
                    }
                });
        assertThat(proven.get()).isPositive();
        assertThat(unproven.get()).isPositive();
    }

    /// A copy in a folder that purges is as safe as the source's own in such a folder.
    private static boolean holds(StoreWriter kind, Placed target, Placed source) {
        FolderPath trash = Placed.FOLDERS.getLast();
        boolean asSafe =
                target.safe(kind.keepsForever())
                        || (!target.deleted() && source.folder().equals(trash));
        return asSafe && Oracle.contains(target.mail(), source.mail());
    }

    @Test
    void whatNoRuleLooksAtLeavesEveryMessageProven() {
        forAll(
                choices -> {
                    List<Placed> source = new ArrayList<>();
                    List<Placed> target = new ArrayList<>();
                    for (Placed message : set(choices)) {
                        boolean marked = choices.oneIn(4);
                        source.add(message.dressed(Dress.any(choices, marked)));
                        target.add(message.dressed(Dress.any(choices, marked)));
                    }
                    Outcome outcome = check(choices, source, choices.shuffled(target));
                    assertThat(outcome.exceptions()).isEmpty();
                    assertThat(outcome.proven()).isTrue();
                });
    }

    @Test
    void oneHarmBreaksTheProofOfThatMessageAlone() {
        forAll(
                choices -> {
                    List<Placed> source = set(choices);
                    int victim = choices.below(source.size());
                    Harm harm = choices.one(Harm.values());
                    Optional<Mail> harmed = harm.apply(source.get(victim).mail(), choices);
                    if (harmed.isEmpty()) {
                        return;
                    }
                    List<Placed> target = new ArrayList<>();
                    source.forEach(m -> target.add(m.dressed(Dress.any(choices, false))));
                    target.set(victim, target.get(victim).with(harmed.get()));
                    Outcome outcome = check(choices, source, choices.shuffled(target));
                    assertThat(outcome.proven()).isFalse();
                    assertThat(outcome.unproven()).as(harm.name()).containsExactly(victim);
                    Bucket bucket = outcome.exceptions().getFirst().bucket();
                    assertThat(bucket).isIn(Bucket.PARTLY, Bucket.MISSING);
                });
    }

    @Test
    void orderAndNumbersChangeNothing() {
        forAll(
                choices -> {
                    List<Placed> source = MailSets.withCopies(choices, set(choices));
                    List<Placed> target = MailSets.changed(choices, source);
                    StoreWriter from = choices.one(SOURCES);
                    StoreWriter to = choices.one(TARGETS);
                    Outcome once =
                            run.check(write(from, source, choices), write(to, target, choices));
                    Outcome again =
                            run.check(
                                    write(from, choices.shuffled(source), choices),
                                    write(to, choices.shuffled(target), choices));
                    assertThat(again.buckets()).isEqualTo(once.buckets());
                    assertThat(again.proven()).isEqualTo(once.proven());
                });
    }

    @Test
    void anAddedSafeCopyLowersNoGrade() {
        forAll(
                choices -> {
                    List<Placed> source = MailSets.withCopies(choices, set(choices));
                    List<Placed> target = MailSets.changed(choices, source);
                    StoreWriter from = choices.one(SOURCES);
                    StoreWriter to = choices.one(TARGETS);
                    Place place = write(from, source, choices);
                    Outcome before = run.check(place, write(to, target, choices));
                    List<Placed> more = new ArrayList<>(target);
                    more.add(choices.one(source).deleted(false));
                    Outcome after = run.check(place, write(to, more, choices));
                    Map<String, List<Bucket>> old = before.buckets();
                    after.buckets()
                            .forEach(
                                    (message, now) ->
                                            assertNotLower(message, old.get(message), now));
                });
    }

    private static void assertNotLower(String message, List<Bucket> before, List<Bucket> now) {
        for (int i = 0; i < before.size(); i++) {
            assertThat(rank(now.get(i)))
                    .as(message + ": " + before + " became " + now)
                    .isLessThanOrEqualTo(rank(before.get(i)));
        }
    }

    /// Proven grades count alike: a duplicate that gets a copy of its own is not worse off.
    private static int rank(Bucket bucket) {
        return switch (bucket) {
            case IDENTICAL, SAME_CONTENT, DUPLICATE -> 0;
            case FILED_ELSEWHERE -> 1;
            case PARTLY -> 2;
            case HEADERS_ONLY -> 3;
            case MISSING -> 4;
            case UNREADABLE -> 5;
        };
    }

    @Test
    void aRemovedCopyCostsAtMostOneProof() {
        forAll(
                choices -> {
                    List<Placed> source = set(choices);
                    List<Placed> target = MailSets.changed(choices, source);
                    if (target.isEmpty()) {
                        return;
                    }
                    StoreWriter from = choices.one(SOURCES);
                    StoreWriter to = choices.one(TARGETS);
                    Place place = write(from, source, choices);
                    Outcome before = run.check(place, write(to, target, choices));
                    List<Placed> fewer = new ArrayList<>(target);
                    fewer.remove(choices.below(fewer.size()));
                    if (fewer.isEmpty()) {
                        return;
                    }
                    Outcome after = run.check(place, write(to, fewer, choices));
                    assertThat(after.unproven().size())
                            .isBetween(before.unproven().size(), before.unproven().size() + 1);
                });
    }

    private static List<Placed> set(Choices choices) {
        List<Placed> set = Placed.set(choices, 0, 1 + choices.below(6), Placed.FOLDERS.size());
        return choices.oneIn(4) ? MailSets.alike(choices, set) : set;
    }
}
