package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mailtally.store.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    private static final String TOKEN = "ya29.a0AfH6SMBx-token";
    private static final String KEY = "refresh-key-of-jane";

    @TempDir Path place;

    @Test
    void theFirstLineThatItPrintsIsTheToken() throws Exception {
        String command = script("echo $1.x; echo more; echo noise >&2") + " '" + TOKEN + "'";
        assertThat(run(command)).isEqualTo(TOKEN + ".x");
    }

    @Test
    void itGetsNoInput() throws Exception {
        assertThat(run(script("read line || echo none"))).isEqualTo("none");
    }

    @Test
    void whatPrintsNoTokenIsRefused() throws Exception {
        assertThat(refused(script("exit 0"))).contains("first line is empty");
        assertThat(refused(script("echo " + TOKEN + " two"))).contains("no access token");
        assertThat(refused(script("echo " + TOKEN + "; echo " + TOKEN + " >&2; exit 3")))
                .contains("status 3", "Run it yourself");
        assertThat(refused(place.resolve("none").toString())).contains("no such program");
        assertThat(refused("cat | tr a b")).contains("without a shell");
    }

    @Test
    void whatPrintsWithoutEndIsEnded() throws Exception {
        assertThat(refused(script("exec yes " + TOKEN))).contains("more than 64 KiB");
    }

    @Test
    void whatDoesNotEndIsEndedWithItsChildren() throws Exception {
        Path pid = place.resolve("pid");
        String command = script("sleep 300 & echo $! > '" + pid + "'; echo " + TOKEN + "; wait");
        long began = System.nanoTime();
        assertThat(refused(command)).contains("2 seconds");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began)).isLessThan(30);
        long child = Long.parseLong(Files.readString(pid).strip());
        for (int i = 0; i < 100 && alive(child); i++) {
            Thread.sleep(50);
        }
        assertThat(alive(child)).isFalse();
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private String script(String text) throws IOException {
        Path script = Files.createTempFile(place, "token", ".sh");
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }

    private static String run(String command) throws StoreUnavailableException {
        return new TokenCommand(command, "--source-token-command", Duration.ofSeconds(2)).token();
    }

    /// What is said: the program's name, and nothing of its arguments or of what it printed.
    private static String refused(String command) {
        StoreUnavailableException failure =
                catchThrowableOfType(
                        StoreUnavailableException.class, () -> run(command + " " + KEY));
        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .contains("--source-token-command")
                .doesNotContain(TOKEN)
                .doesNotContain(KEY);
        return failure.getMessage();
    }
}
