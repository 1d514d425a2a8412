package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What one run of the program answered.
///
/// @param status the exit status
/// @param out standard output
/// @param err standard error
record Run(int status, String out, String err) {
    private static final Pattern ACTS =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\n]]");

    /// Runs a command in this process.
    static Run of(String... arguments) {
        return watched(_ -> {}, arguments);
    }

    /// Runs a command in this process; each line that goes to standard error is heard at once, by
    /// the thread that writes it.
    static Run watched(Consumer<String> listener, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines err = new Lines(listener);
        int status =
                CommandRun.run(
                        arguments,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The one JSON object that standard output must be, on one line.
    JsonNode json() {
        assertThat(out).as(err).endsWith("}\n");
        assertThat(out.indexOf('\n')).as("one line").isEqualTo(out.length() - 1);
        return JsonMapper.shared().readTree(out);
    }

    /// The object of a run that failed: exactly these keys, and the sentence that standard error
    /// has too.
    String failure() {
        JsonNode json = json();
        assertThat(json.propertyNames()).containsExactly("command", "version", "verdict", "error");
        assertThat(json.path("verdict").asString()).isEqualTo("FAILED");
        String sentence = json.path("error").asString();
        assertThat(err).contains(sentence.lines().map(mailtally.report.Plain::text).toList());
        return sentence;
    }

    /// Every reason, warning and place that the object names.
    List<String> told() {
        List<String> told = new ArrayList<>();
        JsonNode json = json();
        json.path("warnings").forEach(w -> told.add(w.asString()));
        json.path("exceptions")
                .forEach(
                        e ->
                                told.add(
                                        e.path("folder").asString()
                                                + " "
                                                + e.path("locator").asString()
                                                + ": "
                                                + e.path("reason").asString()));
        return told;
    }

    /// Asserts that nothing in either stream acts on a terminal.
    Run isPlain() {
        for (String stream : List.of(out, err)) {
            assertThat(ACTS.matcher(stream).results().map(m -> (int) m.group().charAt(0)).toList())
                    .as("code points that act, in\n" + stream)
                    .isEmpty();
        }
        return this;
    }

    /// Asserts the status.
    Run ends(int expected) {
        assertThat(status).as(out + err).isEqualTo(expected);
        return this;
    }

    private static final class Lines extends ByteArrayOutputStream {
        private final Consumer<String> listener;
        private int told;

        Lines(Consumer<String> listener) {
            this.listener = listener;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            for (int i = told; i < count; i++) {
                if (buf[i] == '\n') {
                    String line = new String(buf, told, i - told, StandardCharsets.UTF_8);
                    told = i + 1;
                    listener.accept(line);
                }
            }
        }
    }
}
