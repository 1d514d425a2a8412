package mailtally.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mailtally.gate.World.Row;
import mailtally.testing.Choices;
import org.junit.jupiter.api.Test;

/// Invariant: only repair or approval opens the gate; damage to any evidence shuts it, new mail on
/// the server never does; every state has a way on.
class GateModelTest {
    private static final int WALKS = 800;
    private static final int MOST_STEPS = 40;
    private static final int MOST_REPAIRS = 25;

    /// One thing that happens, or what the person does about the first red where it is empty.
    ///
    /// @param watched true if the looks are made afterwards, as they are every few seconds
    record Step(Optional<Happening> happening, int number, boolean watched) {
        @Override
        public String toString() {
            return happening.map(Happening::name).orElse("the first red is repaired")
                    + " "
                    + number
                    + (watched ? "" : ", unwatched");
        }
    }

    record Walk(boolean pop, boolean sideBySide, List<Step> steps) {}

    /// What all walks together came by: a property that never met anything would hold as well.
    private static final class Met {
        private int walksWithClearance;
        private int shut;
        private final Set<Happening> happened = EnumSet.noneOf(Happening.class);
        private final Map<Condition, Set<Colour>> colours = new EnumMap<>(Condition.class);
    }

    @Test
    void theGateOpensExactlyWhereTheModelAllowsItAndEveryStateHasAWayOn() {
        Met met = new Met();
        qt().withFixedSeed(Long.getLong("mailtally.seed", 1))
                .withExamples(WALKS)
                .forAll(Choices.gen(GateModelTest::walk))
                .checkAssert(walk -> follow(walk, met));

        assertThat(met.walksWithClearance)
                .as("walks that came to a clearance")
                .isGreaterThan(WALKS / 3);
        assertThat(met.shut).as("clearances that ended").isGreaterThan(WALKS / 3);
        assertThat(met.happened).isEqualTo(EnumSet.allOf(Happening.class));
        for (Condition condition : Condition.values()) {
            assertThat(met.colours.get(condition))
                    .as(condition.words())
                    .contains(Colour.RED, Colour.GREEN);
        }
    }

    private static Walk walk(Choices choices) {
        boolean pop = choices.oneIn(2);
        boolean sideBySide = choices.oneIn(2);
        List<Step> steps = new ArrayList<>();
        int length = 1 + choices.below(MOST_STEPS);
        for (int i = 0; i < length; i++) {
            // Half of the time the person follows the page, or no walk would come to its end.
            Optional<Happening> happening =
                    choices.oneIn(2)
                            ? Optional.of(choices.one(Happening.values()))
                            : Optional.empty();
            steps.add(new Step(happening, choices.below(60), !choices.oneIn(3)));
        }
        return new Walk(pop, sideBySide, steps);
    }

    private static void follow(Walk walk, Met met) {
        World world = new World(walk.pop(), walk.sideBySide());
        boolean cleared = false;
        boolean open = check(world, met);
        for (Step step : walk.steps()) {
            if (step.happening().isEmpty()) {
                repair(world, step.number());
            } else {
                Happening happening = step.happening().get();
                met.happened.add(happening);
                if (happening.isOfNoConcern()) {
                    world.lookAtBothSides();
                    List<Finding> before = decide(world).findings();
                    happening.to(world, step.number());
                    world.lookAtBothSides();
                    assertThat(decide(world).findings()).isEqualTo(before);
                } else {
                    happening.to(world, step.number());
                }
            }
            boolean unwatched = check(world, met);
            if (step.watched()) {
                world.lookAtBothSides();
                world.lookAtTheMac();
            }
            boolean now = check(world, met);
            if (step.watched() && now) {
                // What the looks of this very moment let through is so, and not only seen so.
                assertThat(world.nothingWouldBeLost()).isTrue();
            }
            cleared |= unwatched || now;
            met.shut += open && !now ? 1 : 0;
            open = now;
        }
        met.walksWithClearance += cleared ? 1 : 0;
        leadOn(world, met);
    }

    /// The gate and the model agree.
    private static boolean check(World world, Met met) {
        Decision decision = decide(world);
        assertThat(decision.clearance().isPresent())
                .as("clearance; stopped by " + decision.firstRed())
                .isEqualTo(WorldOracle.allows(world));
        decision.clearance()
                .ifPresent(
                        clearance -> {
                            assertThat(clearance.count()).isEqualTo(world.count.orElseThrow().id());
                            assertThat(world.now).isBefore(clearance.until());
                        });
        for (Finding finding : decision.findings()) {
            met.colours
                    .computeIfAbsent(finding.condition(), _ -> EnumSet.noneOf(Colour.class))
                    .add(finding.colour());
        }
        return decision.clearance().isPresent();
    }

    /// From wherever the walk came to, doing what the first red asks for, again and again, opens.
    private static void leadOn(World world, Met met) {
        List<Finding> asked = new ArrayList<>();
        for (int i = 0; i < MOST_REPAIRS; i++) {
            Optional<Finding> red = decide(world).firstRed();
            if (red.isEmpty()) {
                assertThat(check(world, met)).isTrue();
                return;
            }
            assertThat(red.get().next()).isNotBlank();
            asked.add(red.get());
            repair(world, i);
            check(world, met);
        }
        throw new AssertionError("no way on after " + asked);
    }

    private static Decision decide(World world) {
        return Gate.decide(WorldEvidence.of(world), world.now);
    }

    /// What a person does who reads the first red and does that, and nothing else.
    private static void repair(World world, int number) {
        Optional<Finding> red = decide(world).firstRed();
        if (red.isEmpty()) {
            return;
        }
        world.pass(Duration.ofSeconds(number));
        switch (red.get().condition()) {
            case LIBRARY_WHOLE -> {
                world.doubts.clear();
                if (world.letters.isEmpty()) {
                    world.letters.add(new World.Letter(true));
                }
                count(world);
            }
            case SAFE_ON_SERVER -> {
                if (number % 2 == 0) {
                    world.letters.forEach(l -> l.onServer = true);
                    world.lookAtBothSides();
                } else {
                    Happening.approve(world);
                }
            }
            case BACKUP -> {
                Happening.approve(world);
                world.seal(number % 2 == 0);
                count(world);
            }
            case NOTHING_LOST, UNDO_COPY -> count(world);
            case MAIL_CLOSED -> {
                world.canTell = true;
                world.waiting = 0;
                count(world);
            }
            case RIGHT_ROW -> {
                world.coded = true;
                world.rows.replaceAll(r -> new Row(r.own() ? World.CODE : "another", r.own()));
            }
            case ONLY_IN_BACKUP -> world.typed = Optional.of(world.onNoServer());
            case NEW_MAILBOX -> {
                world.letters.forEach(l -> l.inNewMailbox = true);
                world.newAccountWorks = true;
                world.emptied = false;
                Happening.approve(world);
                count(world);
            }
            case OTHER_MACS -> world.said = Optional.of(new World.Said(world.now, true, "Jane"));
        }
        world.lookAtBothSides();
        world.lookAtTheMac();
    }

    private static void count(World world) {
        world.mailRuns(false);
        world.takeCount();
    }
}
