package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.MoveJourney;
import mailtally.mac.Hosts;
import mailtally.testing.SmallMac;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// `mailtally move` where nobody can be asked: it says where the move stands.
final class MoveCommandTest {
    @TempDir private Path place;

    private SmallMac mac;
    private String jane;

    @BeforeEach
    void aMac() throws Exception {
        mac = SmallMac.in(place.resolve("home"));
        jane = mac.imap("jane@example.com");
        mac.received(jane, "INBOX", 3);
        mac.received(mac.imap("bob@example.com"), "INBOX", 2);
    }

    @Test
    void beforeAnAccountIsChosenItListsThemAndChangesNothing() throws Exception {
        Map<String, String> before = TreeDigest.of(place.resolve("home"));
        Run run = move().ends(ExitStatus.NOT_PROVEN).isPlain();
        assertThat(run.out())
                .contains("Safe to remove now? ○ Unknown")
                .contains("Which account is moving?")
                .containsPattern(" [ab]  jane@example.com")
                .containsPattern(" [ab]  bob@example.com")
                .contains("Nobody is at a terminal to be asked.");
        assertThat(TreeDigest.of(place.resolve("home"))).isEqualTo(before);
    }

    @Test
    void asJsonWhatIsNotKnownIsNullAndNeverZero() throws Exception {
        choose(Optional.empty());
        JsonNode json = move("--json").ends(ExitStatus.NOT_PROVEN).json();
        assertThat(json.path("command").asString()).isEqualTo("move");
        assertThat(json.path("account").asString()).isEqualTo("jane@example.com");
        assertThat(json.path("safe").path("answer").asString()).isEqualTo("NOT_YET");
        assertThat(json.path("changed").asString()).isEqualTo("nothing");
        assertThat(json.path("tally")).hasSize(3);
        for (JsonNode row : json.path("tally")) {
            assertThat(row.path("found").isNull()).isTrue();
            assertThat(row.path("left").isNull()).isTrue();
        }
        assertThat(json.path("screen").path("question").asString())
                .isEqualTo("Is everything ready?");
        assertThat(json.path("screen").path("primary").path("action").asString())
                .isEqualTo("ready");
        for (JsonNode block : json.path("screen").path("evidence")) {
            if (block.path("takes").asString("").equals("SECRET")) {
                assertThat(block.has("value")).isFalse();
            }
        }
    }

    @Test
    void anAccountsNameFindsItsMove() throws Exception {
        choose(Optional.empty());
        assertThat(move("--account", "jane@example.com", "--json").json().path("account"))
                .hasToString("\"jane@example.com\"");
        assertThat(move("--account", "bob@example.com", "--json").json().path("account"))
                .hasToString("\"\"");
        assertThat(move("--account", "nobody@example.com").ends(ExitStatus.USAGE).err())
                .contains("nobody@example.com");
    }

    @Test
    void aFileOfOnesOwnKeepsAMoveApart() throws Exception {
        Path file = place.resolve("my move.sqlite");
        choose(Optional.of(file));
        assertThat(move(file.toString()).out()).contains("Mailtally  jane@example.com");
        assertThat(move().out()).contains("Which account is moving?");
    }

    @Test
    void whatIsNoMoveIsNotTouched() throws Exception {
        Path file = Files.writeString(place.resolve("letter.txt"), "Dear Jane\n");
        Run run = move(file.toString()).ends(ExitStatus.UNAVAILABLE).isPlain();
        assertThat(run.err()).contains("letter.txt");
        assertThat(file).hasContent("Dear Jane\n");
    }

    @Test
    void aSecondMailtallyOnTheSameMoveIsTold() throws Exception {
        choose(Optional.empty());
        try (JourneyDoor door = door();
                MoveJourney first = MoveJourney.open(door, Optional.empty())) {
            assertThat(first.view().account()).isEqualTo("jane@example.com");
            Run run = new Child(place).run(arguments()).ends(ExitStatus.UNAVAILABLE);
            assertThat(run.err().replaceAll("\\s+", " "))
                    .contains("Another Mailtally works on this move (process ")
                    .contains("Nothing was changed.");
        }
    }

    private void choose(Optional<Path> file) throws Exception {
        try (JourneyDoor door = door();
                MoveJourney journey = MoveJourney.open(door, file)) {
            while (journey.view().work().isPresent()) {
                journey.await(journey.view().revision(), 50);
            }
            assertThat(journey.press("choose", Map.of("account", jane))).isEmpty();
        }
    }

    private JourneyDoor door() {
        CommonOptions options = new CommonOptions();
        new CommandLine(options).parseArgs(options().toArray(new String[0]));
        return new JourneyDoor(options, Hosts.ofThisComputer());
    }

    private Run move(String... more) {
        return Run.of(arguments(more));
    }

    private String[] arguments(String... more) {
        List<String> all = new ArrayList<>(List.of("move"));
        all.addAll(List.of(more));
        all.addAll(options());
        return all.toArray(new String[0]);
    }

    private List<String> options() {
        return List.of(
                "--state",
                place.resolve("state").toString(),
                "--library",
                mac.library().toString(),
                "--accounts",
                mac.accounts().toString());
    }
}
