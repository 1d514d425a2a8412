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
    void withoutATerminalNobodyIsAsked() {
        assertThat(new UserTerminal().askUnseen("Password: ")).isEmpty();
    }

    private JsonNode typing(String question, String line) {
        return typing(question, line, ADDRESS);
    }

    private JsonNode typing(String question, String line, String address) {
        List<String> command = new ArrayList<>(List.of(question, line));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Asking.class.getName(),
                        address,
                        place.resolve("answer").toString()));
        return Python.run(
                place.resolve("python"),
                "/mailtally/cli/type_at_prompt.py",
                command.toArray(new String[0]));
    }
}
