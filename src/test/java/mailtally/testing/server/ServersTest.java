package mailtally.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The servers that other tests stand on.
final class ServersTest {
    private static final byte[] MESSAGE =
            "Subject: one\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Instant DATE = Instant.ofEpochSecond(1_600_000_000L);

    @Test
    void dovecotServesWhatWasDelivered() throws IOException {
        try (DovecotServer server = DovecotServer.start()) {
            server.deliver("jane", "INBOX", MESSAGE, Set.of("\\Seen", "\\Flagged"), DATE);
            server.deliver("jane", "B\u00fcro/Alt", MESSAGE, Set.of("$Forwarded"), DATE);
            assertThat(server.address("jane")).isEqualTo("imap://jane@127.0.0.1:" + server.port());

            assertThat(server.messages("jane"))
                    .containsExactly(
                            stored("B\u00fcro/Alt", Set.of("$Forwarded")),
                            stored("INBOX", Set.of("\\Flagged", "\\Seen")));
            assertThat(server.doveadm("mailbox", "status", "-u", "jane", "messages", "*"))
                    .contains("INBOX messages=1");
            assertThat(server.doveadm("fetch", "-u", "jane", "hdr.subject", "mailbox", "INBOX"))
                    .contains("one");
            assertThat(talk(server.popPort(), "USER jane", "PASS secret", "STAT", "QUIT"))
                    .anyMatch(line -> line.startsWith("+OK 1 "));
            assertThat(server.popCommands("jane")).containsExactly("STAT", "QUIT");
        }
    }

    @Test
    void dovecotTellsWhichCommandsArrived() throws IOException {
        try (DovecotServer server = DovecotServer.start()) {
            server.address("jane");
            talk(
                    server.port(),
                    "a LOGIN jane secret",
                    "b EXAMINE INBOX",
                    "c APPEND INBOX (\\Seen) {14+}\r\nA: b\r\n\r\nbody\r\n",
                    "d LOGOUT");

            assertThat(server.commands("jane"))
                    .containsExactly("EXAMINE INBOX", "APPEND INBOX (\\Seen) {14+}", "LOGOUT");
            assertThat(server.messages("jane")).hasSize(1);
        }
    }

    @Test
    void dovecotIsAsTheTestWantsIt() throws IOException, CertificateException {
        try (DovecotServer server =
                DovecotServer.setup()
                        .capability("IMAP4rev1 NAMESPACE")
                        .inboxPrefix()
                        .virtualFolders()
                        .compress()
                        .mostMessages(1)
                        .tls(ServerCertificate.EXPIRED)
                        .start()) {
            server.address("jane");
            server.deliver("jane", "Alt", MESSAGE, Set.of(), DATE);
            List<String> answers =
                    talk(
                            server.port(),
                            "a LOGIN jane secret",
                            "b CAPABILITY",
                            "c LIST \"\" *",
                            "d EXAMINE virtual.All",
                            "e APPEND INBOX {14+}\r\nA: b\r\n\r\nbody\r\n",
                            "f LOGOUT");

            assertThat(answers)
                    .contains("* CAPABILITY IMAP4rev1 NAMESPACE")
                    .contains("* LIST (\\HasNoChildren) \".\" INBOX.Alt")
                    .contains("* 1 EXISTS")
                    .anyMatch(line -> line.startsWith("e NO [OVERQUOTA]"));
            assertThat(server.tlsAddress("jane")).startsWith("imaps://jane@localhost:");
        }
    }

    @Test
    void aStoppedServerLeavesNoProcess() throws IOException {
        DovecotServer server = DovecotServer.start();
        talk(server.port(), "a LOGIN jane secret", "b LOGOUT");
        long group = server.group();
        assertThat(processes(group)).isNotEmpty();

        server.close();

        assertThat(processes(group)).isEmpty();
    }

    private static StoredMessage stored(String folder, Set<String> flags) {
        return new StoredMessage(folder, StoredMessage.digest(MESSAGE), flags, DATE);
    }

    /// Sends each line after the answer to the one before it began, and gives all answers.
    private static List<String> talk(int port, String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            in.readLine();
            for (String line : lines) {
                socket.getOutputStream()
                        .write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            return in.lines().toList();
        }
    }

    /// The numbers of the processes in this group that still live.
    private static List<String> processes(long group) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> inGroup(p, group))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean inGroup(Path process, long group) {
        try {
            // pid (name) state parent group ...
            String[] fields =
                    Files.readString(process.resolve("stat"))
                            .replaceFirst("^.*\\) ", "")
                            .split(" ", -1);
            return !fields[0].equals("Z") && fields[2].equals(String.valueOf(group));
        } catch (IOException _) {
            return false;
        }
    }
}
