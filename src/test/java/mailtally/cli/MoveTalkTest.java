package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.report.Plain;
import mailtally.testing.FakeJourney;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a person at a terminal reads and types, with a journey that the test plays.
final class MoveTalkTest {
    private static final int WIDE = 79;
    private static final int NARROW = 40;
    private static final Pattern FORBIDDEN =
            Pattern.compile("!|\\b(success|error|failed|please|simply)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACTS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\n\\r\\x07]]");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final ScriptedTyping typing = new ScriptedTyping();

    @Test
    void theTallyStandsAboveTheQuestionAndAddsUp() throws Exception {
        String text = talk(new FakeJourney(Step.CHECK), WIDE);
        assertThat(text)
                .contains("Mailtally  jane@example.com")
                .contains("               found  proven  approved  left")
                .contains("  Server       48,210  48,185         0    25")
                .contains("  Backup            –       –         –     –")
                .contains("Safe to remove now? ○ Not yet: 25 left")
                .contains("Changed so far: nothing")
                .contains("Step 3 of 11: Check")
                .contains("Is every message on the server?")
                .contains("▬ Stops: 48,185 of 48,210 are on the server. 25 are left.")
                .contains("▬ Stops: 25 only on this Mac, 3.1 MB, 4 Feb 2014 to 20 Nov 2026")
                .contains("May not be approved yet: It needs a verified backup first.")
                .contains("[Enter] See where 25 go")
                .contains("[1] Check again")
                .contains("Next: what may be put there. 1 minute.");
    }

    @Test
    void enterPressesTheOneButtonAndANumberALink() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK);
        typing.types("1", "", "q");
        String text = talk(journey, WIDE);
        assertThat(journey.presses())
                .extracting(FakeJourney.Press::action)
                .containsExactly("check", "pass-check");
        assertThat(text).contains("May 25 messages go onto the server?");
    }

    @Test
    void theTallyIsPrintedAgainOnlyWhereItChanged() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK);
        typing.types("", "q");
        String text = talk(journey, WIDE);
        assertThat(text.split("found  proven", -1)).hasSize(2);
        assertThat(text.split("Safe to remove now[?]", -1)).hasSize(3);
    }

    @Test
    void questionsAreAskedWithTheirDefaultsAndSentByName() throws Exception {
        FakeJourney journey = new FakeJourney(Step.READY);
        typing.types("", "", "s3cret word", "b", "~/Backups", "y", "q");
        String text = talk(journey, WIDE);
        assertThat(journey.presses())
                .containsExactly(
                        new FakeJourney.Press(
                                "ready",
                                Map.of(
                                        "server", "imaps://jane%40example.com@mail.example.com",
                                        "password", "s3cret word",
                                        "order", "switch",
                                        "backups", System.getProperty("user.home") + "/Backups",
                                        "othersettled", "yes")));
        assertThat(text)
                .contains("What is typed is not shown.")
                .contains("  a  Side by side (Enter)")
                .contains("  b  Switch")
                .contains("For your administrator, to be copied:\n-----")
                .doesNotContain("s3cret");
    }

    @Test
    void aLinkNeedsNoAnswersAndWhatWasAnsweredBeforeGoesWithIt() throws Exception {
        FakeJourney journey = new FakeJourney(Step.ARRIVED);
        typing.types("1", "2", "imaps://jane@new.example.com", "its secret", "1", "q");
        talk(journey, WIDE);
        assertThat(journey.presses())
                .extracting(press -> press.action() + press.fields().get("newmailbox"))
                .containsExactly("move-there", "move-thereimaps://jane@new.example.com");
    }

    @Test
    void anAnswerThatIsNoneIsAskedForAgain() throws Exception {
        FakeJourney journey = new FakeJourney(Step.BACKUP);
        typing.types("seven", "", "perhaps", "n", "q");
        String text = talk(journey, WIDE);
        assertThat(text)
                .contains("Type one of the keys in brackets, then Enter.")
                .contains("Type y or n.");
        assertThat(journey.presses())
                .containsExactly(new FakeJourney.Press("backup", Map.of("others", "")));
    }

    @Test
    void aSentenceThatRefusesIsRead() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK).refuse("The folder is not there.");
        typing.types("", "q");
        assertThat(talk(journey, WIDE)).contains("\nThe folder is not there.\n");
    }

    @Test
    void whatNeedsThePersonIsHeardAtOnceAndWhatIsTypedThenDoesNotCount() throws Exception {
        FakeJourney journey = new FakeJourney(Step.REMOVE);
        typing.meanwhile(
                        () ->
                                journey.safe(new View.Safe.NoLonger("1 message left the server"))
                                        .alert("No longer safe: 1 message left the server."))
                .type("q");
        String text = talk(journey, WIDE);
        assertThat(text)
                .contains("✓ Yes, until 15:42")
                .contains("\u0007▬ No longer safe: 1 message left the server.")
                .contains("Safe to remove now? ▬ No longer: 1 message left the server");
        assertThat(journey.presses()).isEmpty();
    }

    @Test
    void aLineThatWasTypedAsTheScreenChangedPressesNothing() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CLEAR);
        typing.type("", () -> journey.show(Step.REMOVE)).type("q");
        String text = talk(journey, WIDE);
        assertThat(journey.presses()).isEmpty();
        assertThat(text).contains("Is the right row gone, and no other?");
    }

    @Test
    void aSecondEnterOfTheSameMomentPressesNothing() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK);
        typing.types("", "", "q", "q");
        new MoveTalk(journey, typing, console(), () -> WIDE, ZoneOffset.UTC, 60_000).run();
        assertThat(journey.presses()).isEmpty();
        assertThat(text()).contains("That was typed before this stood here. Type it again.");
    }

    @Test
    void workIsOneLineAndPCanPauseIt() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK).working(31_400);
        typing.meanwhile(() -> {}).type("").type("p").meanwhile(journey::idle).type("q");
        String text = talk(journey, WIDE);
        assertThat(text)
                .contains("Comparing jane@example.com with imaps://mail.example.com")
                .contains("31,400 of 48,210 messages, about 7 minutes left, 40 a second, 18 MB/s")
                .contains("What is counted stays counted.")
                .contains("Pausing. 31,400 of 48,210 messages");
        assertThat(journey.presses())
                .extracting(FakeJourney.Press::action)
                .containsExactly("pause");
    }

    @Test
    void whereToSignInIsPrintedWhileTheWorkWaits() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CHECK).working(0);
        typing.meanwhile(() -> {})
                .meanwhile(() -> journey.alert("Open https://login.example.com\u001b[2J now."))
                .meanwhile(journey::idle)
                .type("q");
        assertThat(talk(journey, WIDE))
                .contains("\u0007▬ Open https://login.example.com")
                .doesNotContain("\u001b");
    }

    @Test
    void whatIsLeftCanBeLookedThroughApprovedAndTakenBack() throws Exception {
        FakeJourney journey = new FakeJourney(Step.CLEAR).left(64);
        typing.types("2", "1", "", "", "2", "b", "f", "summer", "", "o", "a", "Jane", "seen them");
        typing.types("t", "b", "", "q");
        String text = talk(journey, WIDE);
        assertThat(typing.over()).isTrue();
        assertThat(text)
                .contains("1 to 10 of 64, by date. A number shows one.")
                .contains("21 to 30 of 64, by date")
                .contains("with 'summer', by date")
                .contains("with 'summer', by from")
                .contains("[a] Approve these 64")
                .contains("On this Mac:")
                .contains("◆ Approved: 64 only on this Mac")
                .contains("[t] Take back");
        assertThat(journey.presses())
                .containsExactly(
                        new FakeJourney.Press(
                                "approve",
                                Map.of(
                                        "cause", "only-here",
                                        "name", "Jane",
                                        "reason", "seen them")),
                        new FakeJourney.Press("takeback", Map.of("cause", "only-here")));
    }

    @Test
    void whatCannotBeReadIsApprovedOneByOne() throws Exception {
        FakeJourney journey =
                new FakeJourney(Step.CLEAR).evidence(new View.Block.Causes(List.of(unreadable())));
        typing.types("2", "1", "a", "2", "a", "Jane", "it is spam", "", "", "q");
        String text = talk(journey, WIDE);
        assertThat(text).doesNotContain("[a] Approve these").contains("[a] Approve this message");
        assertThat(journey.presses())
                .containsExactly(
                        new FakeJourney.Press(
                                "approve",
                                Map.of(
                                        "cause", unreadable().id(),
                                        "message", "0",
                                        "name", "Jane",
                                        "reason", "it is spam")));
    }

    private static View.Cause unreadable() {
        return new View.Cause(
                "unreadable",
                "cannot be read",
                2,
                2_000,
                Optional.empty(),
                Optional.empty(),
                "Each is approved by itself.",
                "",
                true,
                "",
                true);
    }

    @Test
    void theConditionsHaveShapeWordEvidenceAndTheWayOn() throws Exception {
        String text = talk(new FakeJourney(Step.CLEAR).mailOpen(), WIDE);
        assertThat(text)
                .contains("  ✓ Proven: Library read whole\n      48,210 messages in 61 folders")
                .contains("  ◆ Approved: Other Macs\n      none (14:40)\n      Jane, 14:02:")
                .contains("  ▬ Stops: Mail is open\n      Mail runs since 14:31. (14:40)\n")
                .contains("      > Quit it with Command-Q; Mailtally never does.");
    }

    @Test
    void thePaneSaysWhichRowGoesAndWhichStay() throws Exception {
        assertThat(talk(new FakeJourney(Step.REMOVE), WIDE))
                .contains("  REMOVE  jane@example.com (IMAP)\n  STAY    bob@example.com (POP)");
    }

    @Test
    void aYesWhoseHourIsOverIsNone() throws Exception {
        FakeJourney journey =
                new FakeJourney(Step.REMOVE)
                        .safe(new View.Safe.Yes(Instant.parse("2026-11-25T14:42:00Z")));
        assertThat(talk(journey, WIDE)).contains("now? ○ Not yet: the hour is over");
    }

    @Test
    void allStepsAreShownWhereTheyAreAskedFor() throws Exception {
        typing.types("s", "q");
        assertThat(talk(new FakeJourney(Step.BACKUP), WIDE))
                .contains("  ✓  3  Check: 48,185 of 48,210")
                .contains("  >  5  Backup")
                .contains("     6  Arrived");
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void everyStepIsReadableOnANarrowTerminalInAllowedWords(Step step) throws Exception {
        String text = talk(new FakeJourney(step), NARROW);
        assertThat(text).doesNotContainPattern(FORBIDDEN);
        for (String line : text.lines().toList()) {
            // What has no space, such as an address, stays whole so that it can be copied.
            boolean oneWord = line.strip().split(" +", -1).length <= 2;
            assertThat(Plain.columns(line) <= NARROW || oneWord).as(line).isTrue();
        }
        assertThat(talk(new FakeJourney(step), WIDE)).doesNotContainPattern(FORBIDDEN);
    }

    @Test
    void aNarrowTallyIsASentenceAPlace() throws Exception {
        assertThat(talk(new FakeJourney(Step.CHECK), NARROW))
                .contains("  Server\n    48,210 found, 48,185 proven, 0\n    approved, 25 left");
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void namesFromAnEnemyActOnNothing(Step step) throws Exception {
        FakeJourney journey = new FakeJourney(step).hostile();
        typing.types("s", "1", "", "", "a");
        typing.meanwhile(journey::idle)
                .types("1", "", "", "", "2", "", "", "3", "1", "1", "", "", "", "q");
        String text = talk(journey, WIDE);
        assertThat(ACTS.matcher(text).results().map(m -> (int) m.group().charAt(0)).toList())
                .as(text)
                .isEmpty();
        assertThat(text).contains("\\u{202E}").contains("<script>");
    }

    @Test
    void theWordsAreTheJourneysInEveryStep() throws Exception {
        for (Step step : Step.values()) {
            FakeJourney journey = new FakeJourney(step);
            String text = talk(journey, 10_000);
            View view = journey.view();
            assertThat(text)
                    .contains(view.screen().question(), view.screen().why(), view.screen().next());
            view.screen().links().forEach(link -> assertThat(text).contains(link.label()));
        }
    }

    @Test
    void thisEnglishIsTheSameInEveryLanguage() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(talk(new FakeJourney(Step.CHECK), WIDE)).contains("48,210", "4 Feb 2014");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theExitStatusSaysWhereTheMoveStands() {
        assertThat(List.of(Step.CHECK, Step.CLEAR, Step.REMOVE, Step.RESTART, Step.FINISHED))
                .extracting(step -> MoveCommand.status(new FakeJourney(step).view()))
                .containsExactly(
                        ExitStatus.NOT_PROVEN,
                        ExitStatus.REFUSED,
                        ExitStatus.PROVEN,
                        ExitStatus.NOT_PROVEN,
                        ExitStatus.PROVEN);
        View over =
                new FakeJourney(Step.REMOVE)
                        .safe(new View.Safe.NoLonger("1 message left the server"))
                        .view();
        assertThat(MoveCommand.status(over)).isEqualTo(ExitStatus.REFUSED);
    }

    private String talk(FakeJourney journey, int columns) throws InterruptedException {
        shown.reset();
        new MoveTalk(journey, typing, console(), () -> columns, ZoneOffset.UTC, 0).run();
        return text();
    }

    private Console console() {
        PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new Console(stream, stream);
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
