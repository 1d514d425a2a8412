package mailtally.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.tally.CheckRun.Outcome;
import mailtally.tally.CheckRun.Place;
import mailtally.testing.Choices;
import mailtally.testing.Mail;
import mailtally.testing.Placed;
import mailtally.testing.StoreWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checker is tested by damage: messages are changed at random, and exactly those must be named.
/// Some 900 messages are damaged here, a few in each check.
class DamageTest {
    private static final int ROUNDS = 25;
    private static final int MESSAGES = 24;
    private static final int VICTIMS = 4;

    /// Words and lines of base64 that are content beyond doubt: any change there is a loss.
    private static final Pattern CONTENT =
            Pattern.compile("(?<=\n[^\n]{0,40})mark\\d+|(?<=\n)[A-Za-z0-9+/]{60,76}(?=\n)");

    @TempDir Path folder;

    private CheckRun run;
    private int stores;

    @BeforeEach
    void open() throws IOException {
        run = new CheckRun(Files.createDirectory(folder.resolve("state")));
    }

    @AfterEach
    void close() {
        run.close();
    }

    /// What is done to one message's octets.
    private interface Damage {
        String apply(String message, Choices choices);
    }

    @Test
    void aBitTurnedInTheContentOfACopyNamesExactlyThatMessage() {
        damageTarget(DamageTest::turnedInContent, 100);
    }

    @Test
    void aBitTurnedInTheContentOfTheLibraryNamesExactlyThatMessage() {
        damageSource(DamageTest::turnedInContent, 200);
    }

    @Test
    void aCopyThatIsCutIsNamed() {
        damageTarget((octets, choices) -> octets.substring(0, contentAt(octets, choices)), 300);
    }

    @Test
    void aMessageThatIsCutInTheLibraryIsNamed() {
        damageSource((octets, choices) -> octets.substring(0, contentAt(octets, choices)), 400);
    }

    @Test
    void aByteTooManyInTheContentOfACopyIsNamed() {
        damageTarget(
                (octets, choices) -> {
                    int at = contentAt(octets, choices);
                    return octets.substring(0, at) + "x" + octets.substring(at);
                },
                500);
    }

    @Test
    void aDroppedCopyIsNamedAndADoubledOneIsNot() {
        rounds(
                600,
                (whole, victims, choices) -> {
                    List<Placed> target = new ArrayList<>();
                    for (int i = 0; i < whole.size(); i++) {
                        if (!victims.contains(i)) {
                            target.add(whole.get(i));
                        }
                    }
                    target.add(target.getFirst());
                    target.add(target.getLast());
                    Outcome outcome = run.check(library(whole), copy(target, choices));
                    assertNamed(outcome, victims);
                    assertThat(outcome.exceptions()).allMatch(e -> e.bucket() == Bucket.MISSING);
                });
    }

    @Test
    void aMessageDoubledInTheLibraryIsADuplicateAndStaysProven() {
        rounds(
                700,
                (whole, victims, choices) -> {
                    List<Placed> source = new ArrayList<>(whole);
                    victims.forEach(i -> source.add(whole.get(i)));
                    Outcome outcome = run.check(library(source), copy(whole, choices));
                    assertThat(outcome.exceptions()).isEmpty();
                    assertThat(outcome.all().of(Bucket.DUPLICATE)).isEqualTo(VICTIMS);
                    assertThat(outcome.proven()).isTrue();
                });
    }

    @Test
    void messagesThatChangedPlacesAreStillProven() {
        rounds(
                800,
                (whole, _, choices) -> {
                    List<Placed> target = new ArrayList<>(whole);
                    target.set(0, whole.get(0).damaged(whole.get(1).octets()));
                    target.set(1, whole.get(1).damaged(whole.get(0).octets()));
                    Outcome outcome = run.check(library(whole), copy(target, choices));
                    assertThat(outcome.exceptions()).isEmpty();
                    assertThat(outcome.proven()).isTrue();
                });
    }

    @Test
    void messagesThatChangedTheirEndsAreBothNamed() {
        rounds(
                900,
                (whole, _, choices) -> {
                    List<Placed> target = new ArrayList<>(whole);
                    String first = whole.get(3).octets();
                    String second = whole.get(4).octets();
                    int cutFirst = contentBegin(first);
                    int cutSecond = contentBegin(second);
                    target.set(
                            3,
                            whole.get(3)
                                    .damaged(
                                            first.substring(0, cutFirst)
                                                    + second.substring(cutSecond)));
                    target.set(
                            4,
                            whole.get(4)
                                    .damaged(
                                            second.substring(0, cutSecond)
                                                    + first.substring(cutFirst)));
                    assertNamed(run.check(library(whole), copy(target, choices)), Set.of(3, 4));
                });
    }

    @Test
    void aBitTurnedAnywhereNeverPassesAsIdentical() {
        rounds(
                1000,
                (whole, victims, choices) -> {
                    Damage anywhere = (o, c) -> turned(o, c.below(o.length()), c);
                    List<Placed> target = damaged(whole, victims, anywhere, choices);
                    Outcome outcome = run.check(library(whole), copy(target, choices));
                    Set<Integer> changed = new TreeSet<>();
                    outcome.ended().stream()
                            .filter(e -> e.bucket() != Bucket.IDENTICAL)
                            .forEach(e -> changed.add(e.number()));
                    assertThat(changed).isEqualTo(victims);
                });
    }

    private interface Round {
        void check(List<Placed> whole, Set<Integer> victims, Choices choices);
    }

    private static void rounds(int firstSeed, Round round) {
        for (int seed = firstSeed; seed < firstSeed + ROUNDS; seed++) {
            Choices choices = Choices.of(seed);
            List<Placed> whole = messages(choices);
            Set<Integer> victims = new TreeSet<>();
            while (victims.size() < VICTIMS) {
                victims.add(choices.below(MESSAGES));
            }
            try {
                round.check(whole, victims, choices);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void damageTarget(Damage damage, int firstSeed) {
        rounds(
                firstSeed,
                (whole, victims, choices) -> {
                    List<Placed> target = damaged(whole, victims, damage, choices);
                    assertNamed(run.check(library(whole), copy(target, choices)), victims);
                });
    }

    private void damageSource(Damage damage, int firstSeed) {
        rounds(
                firstSeed,
                (whole, victims, choices) -> {
                    Place target = copy(whole, choices);
                    Place source = library(damaged(whole, victims, damage, choices));
                    assertNamed(run.check(source, target), victims);
                });
    }

    private static void assertNamed(Outcome outcome, Set<Integer> victims) {
        assertThat(outcome.proven()).isFalse();
        assertThat(new TreeSet<>(outcome.unproven())).isEqualTo(victims);
        assertThat(outcome.exceptions()).hasSize(victims.size());
        assertThat(outcome.all().of(Bucket.IDENTICAL)).isEqualTo(MESSAGES - victims.size());
    }

    private Place library(List<Placed> messages) {
        return write(StoreWriter.APPLE_MAIL, messages);
    }

    /// A Maildir, a folder of .eml, or a bag that was made of a library.
    private Place copy(List<Placed> messages, Choices choices) {
        return switch (choices.below(3)) {
            case 0 -> write(StoreWriter.MAILDIR, messages);
            case 1 -> write(StoreWriter.EML, messages);
            default -> run.backUp(library(messages), folder.resolve("bag" + stores++));
        };
    }

    private Place write(StoreWriter kind, List<Placed> messages) {
        Path root = folder.resolve("store" + stores++);
        return new Place.Written(kind, kind.write(root, messages, Choices.of(stores)));
    }

    private static List<Placed> messages(Choices choices) {
        List<Placed> messages = new ArrayList<>();
        for (Placed message : Placed.set(choices, 0, MESSAGES, 3)) {
            // A changed tag in HTML is no lost content, and base64 does not show what is a tag.
            boolean damageable =
                    CONTENT.matcher(message.octets()).find()
                            && message.mail().leaves().stream()
                                    .noneMatch(
                                            leaf ->
                                                    leaf instanceof Mail.Html html
                                                            && html.form()
                                                                    .encoding()
                                                                    .equals("base64"));
            Mail.Form ascii = new Mail.Form("us-ascii", "7bit");
            String mark = "mark" + (1_000 + messages.size());
            Mail plain = message.mail().withBody(new Mail.Text(List.of("a", mark, "b"), ascii));
            messages.add(damageable ? message : message.with(plain));
        }
        return messages;
    }

    private static List<Placed> damaged(
            List<Placed> whole, Set<Integer> victims, Damage damage, Choices choices) {
        List<Placed> damaged = new ArrayList<>(whole);
        for (int victim : victims) {
            Placed message = whole.get(victim);
            damaged.set(victim, message.damaged(damage.apply(message.octets(), choices)));
        }
        return damaged;
    }

    private static String turnedInContent(String octets, Choices choices) {
        return turned(octets, contentAt(octets, choices), choices);
    }

    private static String turned(String octets, int at, Choices choices) {
        char changed = (char) (octets.charAt(at) ^ (1 << choices.below(8)));
        return octets.substring(0, at) + changed + octets.substring(at + 1);
    }

    /// A character within a word of content, not its first: before it there is content too.
    private static int contentAt(String octets, Choices choices) {
        List<Integer> places = new ArrayList<>();
        Matcher content = CONTENT.matcher(octets);
        while (content.find()) {
            for (int i = content.start() + 1; i < content.end(); i++) {
                places.add(i);
            }
        }
        return choices.one(places);
    }

    private static int contentBegin(String octets) {
        Matcher content = CONTENT.matcher(octets);
        return Optional.of(content).filter(Matcher::find).map(Matcher::start).orElseThrow();
    }
}
