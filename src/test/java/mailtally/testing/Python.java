package mailtally.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs a Python script of the tests' resources: a reader that shares no code with ours.
public final class Python {
    private static final long LIMIT_SECONDS = 120;

    private Python() {}

    /// Runs the script and gives the JSON that it prints. Where there is no `python3` the test is
    /// skipped, unless the system property `mailtally.required` is `true`.
    ///
    /// @param resource such as `/mailtally/demo/read_library.py`
    public static JsonNode run(Path workFolder, String resource, String... arguments) {
        Path script = workFolder.resolve("script.py");
        Path out = workFolder.resolve("script.out");
        Path err = workFolder.resolve("script.err");
        try (InputStream in = Python.class.getResourceAsStream(resource)) {
            Files.createDirectories(workFolder);
            assertThat(in).as(resource).isNotNull();
            Files.write(script, in.readAllBytes());
            List<String> command = new ArrayList<>(List.of("python3", script.toString()));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(resource + " did not end");
            }
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
            return JsonMapper.builder().build().readTree(Files.readString(out));
        } catch (IOException e) {
            throw Prerequisite.missing("no python3 (" + e.getMessage() + "): install it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
