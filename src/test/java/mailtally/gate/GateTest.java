package mailtally.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mailtally.gate.Evidence.Balance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The gate opens on proof alone, and each condition shuts it by itself.
class GateTest {
    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "!|\\b(success|successful|error|failed|please|simply|null|Optional)\\b",
                    Pattern.CASE_INSENSITIVE);

    static List<Ways.Way> ways() {
        return Ways.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void oneThingThatIsNotAsItMustBeShutsItAndItsRepairOpensIt(Ways.Way way) {
        Scene scene = new Scene();
        way.broken().accept(scene);
        Decision shut = scene.decide();
        assertThat(reds(shut)).isEqualTo(way.stops());
        assertThat(shut.clearance()).isEmpty();
        assertThat(shut.firstRed().orElseThrow().evidence()).contains(way.says());

        way.repaired().accept(scene);
        Decision open = scene.decide();
        assertThat(reds(open)).isEmpty();
        assertThat(open.clearance()).isPresent();
    }

    @Test
    void everyConditionShutsItInSomeWayByItself() {
        Set<Condition> alone =
                ways().stream()
                        .map(Ways.Way::stops)
                        .filter(stops -> stops.size() == 1)
                        .flatMap(Set::stream)
                        .collect(Collectors.toSet());
        assertThat(alone).isEqualTo(EnumSet.allOf(Condition.class));
    }

    @Test
    void theWordsAreForAPersonAndEveryRedNamesAWayOn() {
        for (Ways.Way way : ways()) {
            Scene scene = new Scene();
            way.broken().accept(scene);
            for (Finding finding : scene.decide().findings()) {
                assertThat(finding.evidence()).endsWith(".").doesNotContain("..");
                assertThat(finding.evidence() + " " + finding.next() + " " + finding.by())
                        .doesNotContainPattern(FORBIDDEN);
                if (finding.colour() == Colour.RED) {
                    assertThat(finding.next()).matches("\\p{Lu}[^.].*[^.]");
                }
                if (finding.colour() == Colour.AMBER) {
                    assertThat(finding.by() + finding.next()).isNotBlank();
                }
            }
        }
    }

    @Test
    void theFindingsAreThoseOfTheMoveInTheirOrder() {
        Scene scene = new Scene();
        assertThat(shown(scene)).containsExactly(Condition.values());
        scene.kind = "IMAP";
        scene.sideBySide = false;
        assertThat(shown(scene))
                .containsExactly(
                        Condition.LIBRARY_WHOLE,
                        Condition.SAFE_ON_SERVER,
                        Condition.BACKUP,
                        Condition.NOTHING_LOST,
                        Condition.MAIL_CLOSED,
                        Condition.RIGHT_ROW,
                        Condition.OTHER_MACS,
                        Condition.UNDO_COPY);
        scene.sideBySide = true;
        assertThat(shown(scene))
                .contains(Condition.NEW_MAILBOX)
                .doesNotContain(Condition.ONLY_IN_BACKUP);
        scene.kind = "EXCHANGE";
        scene.sideBySide = false;
        assertThat(scene.decide().clearance()).isPresent();
    }

    @Test
    void whatDoesNotConcernAMoveDoesNotShutIt() {
        Scene scene = new Scene();
        scene.kind = "IMAP";
        scene.sideBySide = false;
        scene.onlyKnown = false;
        scene.arrived = false;
        assertThat(scene.decide().clearance()).isPresent();
        scene.onlyKnown = true;
        scene.onlyInBackup = 3;
        scene.arrived = true;
        scene.arrival.left = 7;
        assertThat(scene.decide().clearance()).isPresent();
    }

    @Test
    void wholeProofIsGreenAndSaysTheNumbers() {
        Decision decision = new Scene().decide();
        assertThat(decision.findings()).allMatch(f -> f.colour() == Colour.GREEN);
        assertThat(decision.findings()).allMatch(f -> f.at().isPresent());
        assertThat(decision.firstRed()).isEmpty();
        assertThat(of(decision, Condition.LIBRARY_WHOLE).evidence()).startsWith("48,210 messages");
        assertThat(of(decision, Condition.SAFE_ON_SERVER).evidence())
                .isEqualTo("48,210 of 48,210 messages safe on the server.");
        assertThat(of(decision, Condition.OTHER_MACS).by()).isEqualTo("Jane");
    }

    /// What opens it by somebody's word, or with something to know.
    record Amber(Condition condition, String says, String by, Consumer<Scene> set) {}

    static Stream<Amber> ambers() {
        return Stream.of(
                new Amber(
                        Condition.LIBRARY_WHOLE,
                        "48,210 messages read.",
                        "Jane: an old index",
                        s -> s.doubtsBy = "Jane: an old index"),
                new Amber(
                        Condition.SAFE_ON_SERVER,
                        "48,198 of 48,210 messages safe on the server, 12 approved.",
                        "Jane: newsletters",
                        s -> s.server.approve(12, "Jane: newsletters")),
                new Amber(
                        Condition.BACKUP,
                        "48,208 of 48,210 messages in the sealed backup, 2 approved.",
                        "Jane: empty files",
                        s -> s.held.approve(2, "Jane: empty files")),
                new Amber(Condition.BACKUP, "one damage hits both", "", s -> s.sameVolume = true),
                new Amber(
                        Condition.ONLY_IN_BACKUP,
                        "10,686 messages are on no server. Without the backup they are"
                                + " unrecoverable.",
                        "You typed their number, 10,686.",
                        s -> {
                            s.onlyInBackup = 10_686;
                            s.confirmed = true;
                        }),
                new Amber(
                        Condition.OTHER_MACS,
                        "The iMac, tallied by itself.",
                        "Jane",
                        s -> s.macsSaid = "the iMac, tallied by itself"),
                new Amber(
                        Condition.NEW_MAILBOX,
                        "4 approved",
                        "Jane: drafts",
                        s -> s.arrival.approve(4, "Jane: drafts")));
    }

    @ParameterizedTest
    @MethodSource("ambers")
    void anApprovalIsAmberWithWhoAndWhyAndOpens(Amber amber) {
        Scene scene = new Scene();
        amber.set().accept(scene);
        Decision decision = scene.decide();
        Finding finding = of(decision, amber.condition());
        assertThat(finding.colour()).isEqualTo(Colour.AMBER);
        assertThat(finding.evidence()).contains(amber.says());
        assertThat(finding.by()).isEqualTo(amber.by());
        assertThat(decision.findings())
                .filteredOn(f -> f.condition() != amber.condition())
                .allMatch(f -> f.colour() == Colour.GREEN);
        assertThat(decision.clearance()).isPresent();
    }

    @Test
    void aClearanceSaysWhatItStandsOn() {
        Scene scene = new Scene();
        scene.server.approve(12, "Jane: newsletters");
        scene.held.approve(2, "Jane: empty files");
        scene.arrival.approve(4, "Jane: drafts");
        Clearance clearance = scene.decide().clearance().orElseThrow();
        assertThat(clearance.account()).isEqualTo("MT-1");
        assertThat(clearance.library()).isEqualTo("Mail/V10");
        assertThat(clearance.count()).isEqualTo("count 1");
        assertThat(clearance.from()).isEqualTo(Scene.COUNTED);
        assertThat(clearance.until()).isEqualTo(Scene.UNTIL);
        assertThat(clearance.approved()).isEqualTo(18);
        scene.sideBySide = false;
        assertThat(scene.decide().clearance().orElseThrow().approved()).isEqualTo(14);
    }

    @Test
    void theHourRunsFromTheLastCountAndNoLookMakesItLonger() {
        Scene scene = new Scene();
        for (scene.now = Scene.COUNTED;
                scene.now.isBefore(Scene.UNTIL);
                scene.now = scene.now.plusSeconds(30)) {
            scene.look();
            assertThat(scene.decide().clearance().orElseThrow().until()).isEqualTo(Scene.UNTIL);
        }
        scene.now = Scene.UNTIL.minusNanos(1);
        scene.look();
        assertThat(scene.decide().clearance()).isPresent();
        scene.now = Scene.UNTIL;
        scene.look();
        assertThat(scene.decide().clearance()).isEmpty();
        assertThat(scene.decide().firstRed().orElseThrow().next()).isEqualTo("Take the last count");
    }

    @Test
    void nothingIsSaidToBeUnchangedThatNobodyLookedAt() {
        Scene scene = new Scene();
        scene.now = Scene.UNTIL;
        scene.mailAt = scene.now;
        scene.rowAt = scene.now;
        assertThat(of(scene.decide(), Condition.NOTHING_LOST).evidence())
                .isEqualTo("The hour is over.");
    }

    @Test
    void beforeTheLastCountItIsWhatComesNextWhereverItLooksItself() {
        Scene scene = new Scene();
        scene.counted = false;
        scene.mailSeen = false;
        scene.arrived = false;
        for (Condition condition : List.of(Condition.MAIL_CLOSED, Condition.NEW_MAILBOX)) {
            assertThat(of(scene.decide(), condition).next()).isEqualTo("Take the last count");
        }
    }

    @Test
    void theRowIsGivenANameAndThenTheNameIsAskedFor() {
        Scene scene = new Scene();
        scene.candidates = 2;
        assertThat(of(scene.decide(), Condition.RIGHT_ROW).next())
                .isEqualTo("Give the row a name of its own");
        scene.code = Optional.of("MT-4K7");
        scene.candidates = 0;
        assertThat(of(scene.decide(), Condition.RIGHT_ROW).next())
                .isEqualTo("Rename this account's description to MT-4K7");
        scene.candidates = 2;
        assertThat(of(scene.decide(), Condition.RIGHT_ROW).next())
                .isEqualTo("Rename this account's description to MT-4K7, and every other back");
    }

    @Test
    void aLookIsGoodForNinetySecondsAndNotLonger() {
        Scene scene = new Scene();
        scene.lookedAt = scene.now.minus(Gate.LOOK);
        scene.mailAt = scene.lookedAt;
        scene.rowAt = scene.lookedAt;
        assertThat(scene.decide().clearance()).isPresent();
        scene.now = scene.now.plusNanos(1);
        assertThat(reds(scene.decide()))
                .containsExactlyInAnyOrder(
                        Condition.NOTHING_LOST, Condition.MAIL_CLOSED, Condition.RIGHT_ROW);
    }

    @Test
    void aClockThatWentBackShutsItUntilEverythingIsSeenAgain() {
        Scene scene = new Scene();
        scene.now = Scene.COUNTED.minus(Duration.ofHours(2));
        assertThat(reds(scene.decide()))
                .isEqualTo(
                        EnumSet.of(
                                Condition.LIBRARY_WHOLE,
                                Condition.BACKUP,
                                Condition.NOTHING_LOST,
                                Condition.MAIL_CLOSED,
                                Condition.RIGHT_ROW,
                                Condition.NEW_MAILBOX,
                                Condition.UNDO_COPY));
        scene.look();
        assertThat(scene.decide().clearance()).isEmpty();
        scene.count();
        assertThat(scene.decide().clearance().orElseThrow().until())
                .isEqualTo(Scene.COUNTED.minus(Duration.ofHours(1)));
    }

    @Test
    void theBackupMayHaveBeenReadADayBeforeTheLastCount() {
        Scene scene = new Scene();
        scene.readAt = Scene.COUNTED.minus(Gate.READ);
        assertThat(scene.decide().clearance()).isPresent();
        scene.readAt = scene.readAt.minusNanos(1);
        assertThat(reds(scene.decide())).containsExactly(Condition.BACKUP);
    }

    @Test
    void evidenceThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Balance(3, 1, 1, 0, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Balance(0, 1, 0, -1, "", ""))
                .isInstanceOf(IllegalArgumentException.class);
        List<Consumer<Scene>> negative = new ArrayList<>();
        negative.add(s -> s.outbox = -1);
        negative.add(s -> s.sendLater = -1);
        negative.add(s -> s.queued = -1);
        negative.add(s -> s.candidates = -1);
        negative.add(s -> s.onlyInBackup = -1);
        for (Consumer<Scene> one : negative) {
            Scene scene = new Scene();
            one.accept(scene);
            assertThatThrownBy(scene::evidence).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Finding.green(Condition.BACKUP, Instant.EPOCH, " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Finding(
                                        Condition.BACKUP,
                                        Colour.RED,
                                        "Gone.",
                                        Optional.of(Instant.EPOCH),
                                        "",
                                        " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Finding(
                                        Condition.BACKUP,
                                        Colour.GREEN,
                                        "",
                                        Optional.of(Instant.EPOCH),
                                        "",
                                        ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Condition> shown(Scene scene) {
        return scene.decide().findings().stream().map(Finding::condition).toList();
    }

    private static Set<Condition> reds(Decision decision) {
        return decision.findings().stream()
                .filter(f -> f.colour() == Colour.RED)
                .map(Finding::condition)
                .collect(Collectors.toSet());
    }

    private static Finding of(Decision decision, Condition condition) {
        return decision.findings().stream()
                .filter(f -> f.condition() == condition)
                .findFirst()
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        condition + " of " + Arrays.toString(Condition.values())));
    }
}
