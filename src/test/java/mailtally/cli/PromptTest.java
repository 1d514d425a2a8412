package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mailtally.testing.Python;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The prompt on a real terminal, which Python makes and looks at.
class PromptTest {
    private static final String SECRET = "Tr0ub4dor&3";
    private static final String ADDRESS = "imaps://jane@example.com@mail.example.com";

    @TempDir Path place;

    @Test
    void whatIsTypedIsNotShown() throws Exception {
        JsonNode seen = typing("Password for jane@example.com at mail.example.com: ", SECRET);
        assertThat(seen.path("asked").asBoolean()).as(seen.toString()).isTrue();
        assertThat(seen.path("echo").asBoolean()).isFalse();
        assertThat(seen.path("echoAfter").asBoolean()).isTrue();
        assertThat(seen.path("shown").asString()).doesNotContain(SECRET);
        assertThat(Files.readString(place.resolve("answer"))).isEqualTo(SECRET);
    }

    @Test
    void anEndOfInputIsNoPassword() throws Exception {
        typing("Password for ", "EOF");
        assertThat(Files.readString(place.resolve("answer"))).isEqualTo("none");
    }

    @Test
    void nothingThatActsIsInTheQuestion() throws Exception {
        JsonNode seen =
                typing(
                        "Password for ",
                        SECRET,
                        "imaps://jane\u202Eeve@example.com@mail.example.com");
        assertThat(seen.path("shown").asString()).contains("jane\\u{202E}eve");
    }

    @Test
    void aStopAtTheQuestionLeavesTheTerminalAsItWas() {
        JsonNode seen = typing("Password for ", "STOP");
        assertThat(seen.path("echo").asBoolean()).as(seen.toString()).isFalse();
        assertThat(seen.path("echoAfter").asBoolean()).isTrue();
        assertThat(seen.path("status").asInt()).isNotZero();
        assertThat(place.resolve("answer")).doesNotExist();
    }

    @Test
    void theProgramItselfAsksOnceAndShowsNothing() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " NO no\r\n")) {
            JsonNode seen = program(server, SECRET);
            assertThat(seen.path("status").asInt()).isEqualTo(ExitStatus.UNAVAILABLE);
            assertThat(seen.path("shown").asString())
                    .containsOnlyOnce("Password for jane at 127.0.0.1: ")
                    .contains("did not let jane in")
                    .doesNotContain(SECRET);
            assertThat(server.logins()).isEqualTo(1);
            SecretSearch.in(place, SECRET);
        }
    }

    @Test
    void aStopOfTheProgramAtTheQuestionIsAStop() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " NO no\r\n")) {
            JsonNode seen = program(server, "STOP");
            assertThat(seen.path("status").asInt())
                    .as(seen.toString())
                    .isEqualTo(ExitStatus.STOPPED);
            assertThat(seen.path("echoAfter").asBoolean()).isTrue();
            assertThat(server.logins()).isZero();
        }
    }

    @Test
    void withoutATerminalNobodyIsAsked() {
        assertThat(new UserTerminal().askUnseen("Password: ")).isEmpty();
    }

    private JsonNode typing(String question, String line) {
        return typing(question, line, ADDRESS);
    }

    private JsonNode typing(String question, String line, String address) {
        return onTerminal(
                question, line, Asking.class, address, place.resolve("answer").toString());
    }

    /// `check` of the server's mailbox against nothing much.
    private JsonNode program(ScriptedServer server, String line) throws Exception {
        Path target = Files.createDirectories(place.resolve("target"));
        Files.writeString(target.resolve("1.eml"), "From: jane@example.com\n\nx\n");
        return onTerminal(
                "Password for ",
                line,
                Main.class,
                "check",
                "imap://jane@127.0.0.1:" + server.port(),
                target.toString(),
                "--state",
                place.resolve("state").toString());
    }

    private JsonNode onTerminal(String question, String line, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(question, line));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        return Python.run(
                place.resolve("python"),
                "/mailtally/cli/type_at_prompt.py",
                command.toArray(new String[0]));
    }
}
