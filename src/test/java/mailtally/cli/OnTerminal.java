package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mailtally.testing.Python;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program on a terminal of its own, which Python makes, types at and looks at.
///
/// @param work a folder for what Python needs
/// @param columns how wide the terminal is
/// @param prefix what starts the program in its stead, such as `env`; may be empty
record OnTerminal(Path work, int columns, List<String> prefix) {
    OnTerminal {
        prefix = List.copyOf(prefix);
    }

    OnTerminal(Path work, int columns) {
        this(work, columns, List.of());
    }

    /// Runs the program and types each line once what it waits for was shown.
    ///
    /// @param script pairs: what is waited for, and what is typed then; STOP is Ctrl-C, END the end
    ///     of the input
    /// @return `status`, `shown`, `unseen` (what was typed while the terminal showed nothing),
    ///     `echoAfter`
    JsonNode converse(Class<?> main, List<String> arguments, String... script) {
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < script.length; i += 2) {
            pairs.add(List.of(script[i], script[i + 1]));
        }
        List<String> command = new ArrayList<>();
        command.add(Integer.toString(columns));
        command.add(JsonMapper.shared().writeValueAsString(pairs));
        command.addAll(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(arguments);
        JsonNode seen =
                Python.run(work, "/mailtally/cli/converse.py", command.toArray(new String[0]));
        assertThat(seen.path("typed").asInt())
                .as(seen.path("shown").asString())
                .isEqualTo(pairs.size());
        assertThat(seen.path("killed").asBoolean()).as(seen.toString()).isFalse();
        return seen;
    }
}
