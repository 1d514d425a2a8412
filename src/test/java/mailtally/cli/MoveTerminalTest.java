package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mailtally.report.Plain;
import mailtally.testing.SmallMac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `mailtally move` on a real terminal, which Python makes, types at and looks at.
final class MoveTerminalTest {
    private static final int WIDE = 80;
    private static final int NARROW = 40;
    private static final String SECRET = "Tr0ub4dor&3";
    private static final Pattern ACTS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\n\\r\\x07]]");

    @TempDir private Path place;

    private SmallMac mac;

    @Test
    void theKeyboardAloneLeadsThroughTheSteps() throws Exception {
        JsonNode seen =
                talk(
                        NARROW,
                        List.of("CHECK"),
                        "[q] Leave",
                        "1",
                        "[q] Leave",
                        "",
                        "[q] Leave",
                        "",
                        "[q] Leave",
                        "",
                        "y or n",
                        "n",
                        "Has everything arrived?",
                        "q");
        assertThat(seen.path("status").asInt()).as(seen.toString()).isZero();
        assertThat(Files.readString(place.resolve("presses")))
                .isEqualTo("check {}\npass-check {}\nput {}\nbackup {others=}");
        for (String line : seen.path("shown").asString().split("\r?\n", -1)) {
            boolean oneWord = line.strip().split(" +", -1).length <= 2;
            assertThat(Plain.columns(line) < NARROW || oneWord).as(line).isTrue();
        }
    }

    @Test
    void aSecretIsNotShown() throws Exception {
        JsonNode seen =
                talk(
                        WIDE,
                        List.of("READY"),
                        "[q] Leave",
                        "",
                        "Enter: imaps://",
                        "",
                        "is not shown.",
                        SECRET,
                        "Order",
                        "",
                        "Folder for backups",
                        "",
                        "y or n",
                        "",
                        "Is every message",
                        "q");
        assertThat(seen.path("shown").asString()).doesNotContain(SECRET);
        assertThat(seen.path("unseen").size()).isEqualTo(1);
        assertThat(seen.path("echoAfter").asBoolean()).isTrue();
        assertThat(Files.readString(place.resolve("presses"))).contains("password=" + SECRET);
    }

    @Test
    void namesFromAnEnemyDoNothingToTheTerminal() throws Exception {
        JsonNode seen =
                talk(
                        WIDE,
                        List.of("CHECK", "hostile"),
                        "[q] Leave",
                        "3",
                        "Back to the question",
                        "1",
                        "A number shows one.",
                        "1",
                        "[Enter] Back",
                        "",
                        "A number shows one.",
                        "b",
                        "Back to the question",
                        "",
                        "[q] Leave",
                        "q");
        String shown = seen.path("shown").asString();
        assertThat(shown).contains("<script>alert(1)</script> \\u{202E}gpj.exe\\u{202C}");
        assertThat(ACTS.matcher(shown).results().map(m -> (int) m.group().charAt(0)).toList())
                .as(shown)
                .isEmpty();
    }

    @Test
    void aMoveIsLeftAndGoneOnWithWhereItWas() throws Exception {
        JsonNode first =
                program(
                        "[Enter] Choose jane@example.com", "",
                        "a  jane@example.com (Enter)", "",
                        "Is everything ready?", "",
                        "The mailbox that jane@example.com is on", "STOP");
        assertThat(first.path("status").asInt()).as(first.toString()).isEqualTo(ExitStatus.STOPPED);
        assertThat(first.path("shown").asString())
                .contains("Pausing. What is counted stays counted.")
                .contains("mailtally move goes on here.")
                .doesNotContain("Stopped. What was there is as it was.");
        JsonNode second = program("Is everything ready?", "q");
        assertThat(second.path("status").asInt())
                .as(second.toString())
                .isEqualTo(ExitStatus.NOT_PROVEN);
        assertThat(second.path("shown").asString())
                .contains("Mailtally  jane@example.com")
                .contains("You left on ")
                .contains("Step 2 of 11: Ready");
        assertThat(second.path("echoAfter").asBoolean()).isTrue();
    }

    @Test
    void theEndOfTheInputLeaves() throws Exception {
        JsonNode seen = program("[Enter] Choose jane@example.com", "END");
        assertThat(seen.path("status").asInt())
                .as(seen.toString())
                .isEqualTo(ExitStatus.NOT_PROVEN);
    }

    @Test
    void aStopWhileItWorksPausesAndTheMoveCanBeOpenedAgain() throws Exception {
        try (ScriptedServer silent = new ScriptedServer("* OK ready\r\n", _ -> "")) {
            String server = "imap://jane@127.0.0.1:" + silent.port();
            JsonNode seen =
                    program(
                            "[Enter] Choose jane@example.com", "",
                            "a  jane@example.com (Enter)", "",
                            "Is everything ready?", "",
                            "Enter: imaps://", server,
                            "is not shown.", SECRET,
                            "a  Side by side", "",
                            "Folder for backups\r\n", place.resolve("backups").toString(),
                            "Other Macs with this account\r\n", "",
                            "Each of them", "",
                            "Your name\r\n", "Jane",
                            "Signing in to", "STOP");
            assertThat(seen.path("status").asInt())
                    .as(seen.toString())
                    .isEqualTo(ExitStatus.STOPPED);
            assertThat(seen.path("shown").asString())
                    .contains("p and Enter pauses.")
                    .contains("Pausing. What is counted stays counted.");
        }
        Run after = Run.of(move("--json")).ends(ExitStatus.NOT_PROVEN);
        assertThat(after.json().path("screen").path("step").asString()).isEqualTo("READY");
        SecretSearch.in(place.resolve("state"), SECRET);
    }

    private JsonNode talk(int columns, List<String> arguments, String... script) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments.getFirst()));
        all.add(place.resolve("presses").toString());
        all.addAll(arguments.subList(1, arguments.size()));
        return new OnTerminal(place.resolve("python"), columns)
                .converse(Talking.class, all, script);
    }

    private JsonNode program(String... script) throws Exception {
        return new OnTerminal(place.resolve("python"), WIDE)
                .converse(Main.class, List.of(move()), script);
    }

    /// `move` of a small Mac's mail.
    private String[] move(String... more) throws Exception {
        if (mac == null) {
            mac = SmallMac.usual(place.resolve("home"));
        }
        List<String> arguments = new ArrayList<>(List.of("move"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--state", place.resolve("state").toString()));
        arguments.addAll(List.of("--library", mac.library().toString()));
        arguments.addAll(List.of("--accounts", mac.accounts().toString()));
        return arguments.toArray(new String[0]);
    }
}
