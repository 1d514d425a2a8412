package mailtally.store.mbox;

import static mailtally.store.mbox.Oracle.bytes;
import static mailtally.store.mbox.Oracle.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mailtally.message.MessageBytes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Python's mailbox module on the other side: it writes mboxo, and does not unquote when it reads.
class PythonMailboxTest {
    private static final List<String> MESSAGES =
            List.of(
                    "Subject: plain\n\nbody\n",
                    "Subject: from\n\nFrom here\n>From there\n>>From far\n\nFrom again\n",
                    "Subject: no body\n",
                    "Subject: bytes\n\n\u0000\u0001\u00e4\u00ff\rbare\n",
                    "Subject: blank lines\n\n\n\nx\n",
                    "Subject: separator\n\nFrom a@b Wed Feb  3 04:05:06 2021\nSubject: no\n");

    @TempDir Path place;

    @BeforeAll
    static void pythonIsThere() throws Exception {
        boolean there;
        try {
            there = run(List.of("python3", "-c", "import mailbox")).isEmpty();
        } catch (IOException e) {
            there = false;
        }
        boolean required = Boolean.getBoolean("mailtally.required");
        assertThat(there || !required).as("python3 is required").isTrue();
        assumeTrue(there, "there is no python3 here");
    }

    @Test
    void pythonFindsWhatWeWrite() throws Exception {
        Path file = place.resolve("mbox");
        try (MboxWriter writer = MboxWriter.create(file)) {
            for (String message : MESSAGES) {
                writer.begin("jane@example.com", Optional.empty()).write(bytes(message));
                writer.end();
            }
        }
        String script =
                """
                import mailbox, sys
                for key, _ in mailbox.mbox(sys.argv[1], create=False).iteritems():
                    print(mailbox.mbox(sys.argv[1], create=False).get_bytes(key).hex())
                """;
        List<String> found = run(List.of("python3", "-c", script, file.toString()));
        assertThat(found.stream().map(hex -> latin(HexFormat.of().parseHex(hex))).toList())
                .isEqualTo(MESSAGES.stream().map(m -> latin(Oracle.quoted(bytes(m)))).toList());
    }

    @Test
    void weFindWhatPythonWrites() throws Exception {
        Path file = place.resolve("mbox");
        Path list = place.resolve("list");
        StringBuilder hex = new StringBuilder();
        for (String message : MESSAGES) {
            hex.append(HexFormat.of().formatHex(bytes(message))).append('\n');
        }
        Files.writeString(list, hex);
        String script =
                """
                import mailbox, sys
                box = mailbox.mbox(sys.argv[1])
                for line in open(sys.argv[2]):
                    box.add(bytes.fromhex(line))
                box.flush()
                """;
        assertThat(run(List.of("python3", "-c", script, file.toString(), list.toString())))
                .isEmpty();
        List<String> first = new ArrayList<>();
        List<String> other = new ArrayList<>();
        MboxStore.readPackage(
                file,
                false,
                new MboxStore.PackageVisitor() {
                    @Override
                    public void message(
                            long offset, long length, String separator, MessageBytes bytes)
                            throws IOException {
                        first.add(latin(bytes.head(1000)));
                        other.add(latin(bytes.otherReading().orElse(bytes).head(1000)));
                    }

                    @Override
                    public void unreadable(long offset, long length, String reason) {
                        throw new AssertionError(reason);
                    }
                });
        // mboxo quotes `From ` alone, so what was `>From ` before comes back in neither reading
        // where both occur; everything else does.
        List<String> unquoted =
                MESSAGES.stream().map(m -> m.replaceAll("(?m)^>(>*From )", "$1")).toList();
        List<String> stored =
                MESSAGES.stream().map(m -> m.replaceAll("(?m)^From ", ">From ")).toList();
        assertThat(first).isEqualTo(unquoted);
        assertThat(other).isEqualTo(stored);
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output.lines().toList();
    }
}
