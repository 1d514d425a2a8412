package mailtally.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The servers that other tests stand on.
final class ServersTest {
    private static final byte[] MESSAGE =
            "Subject: one\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Instant DATE = Instant.ofEpochSecond(1_600_010_000L);

    @ParameterizedTest
    @EnumSource(MailServers.class)
    void eachServerGivesBackWhatWasDelivered(MailServers kind) throws IOException {
        try (MailServer server = kind.start()) {
            server.deliver("jane", "INBOX", MESSAGE, Set.of("\\Seen", "\\Flagged"), DATE);
            server.deliver("jane", "Gr\u00f6\u00dfe/Alt", MESSAGE, Set.of("$Forwarded"), DATE);
            server.deliver("john", MESSAGE);

            assertThat(server.messages("jane"))
                    .containsExactly(
                            stored("Gr\u00f6\u00dfe/Alt", Set.of("$Forwarded")),
                            stored("INBOX", Set.of("\\Flagged", "\\Seen")));
            assertThat(server.messages("john")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DOVECOT", "CYRUS", "COURIER"})
    void eachStoppedServerLeavesNoProcess(MailServers kind) throws Exception {
        MailServer server = kind.start();
        List<ProcessHandle> processes;
        try (ImapTalk talk = ImapTalk.login(server.port(), "jane")) {
            talk.ok("NOOP");
            processes = ProcessHandle.current().descendants().toList();
            assertThat(processes).isNotEmpty();

            server.close();
        }

        // Whoever takes in orphans may take a moment over it.
        for (int i = 0; i < 200 && processes.stream().anyMatch(ServersTest::runs); i++) {
            Thread.sleep(50);
        }
        assertThat(processes).noneMatch(ServersTest::runs);
    }

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
    void certificatesAreGoodOrWrongInTheWayTheyAreNamed(@TempDir Path folder) throws Exception {
        SSLContext trusting = trusting(ServerCertificate.authority(folder));
        try (DovecotServer server = DovecotServer.setup().tls(ServerCertificate.GOOD).start()) {
            assertThat(greeting(trusting, server.tlsAddress("jane"))).startsWith("* OK");
            assertThat(greeting(trusting, server.popTlsAddress("jane"))).startsWith("+OK");
            assertThatThrownBy(() -> greeting(SSLContext.getDefault(), server.tlsAddress("jane")))
                    .hasStackTraceContaining("unable to find valid certification path");
        }
        try (DovecotServer server = DovecotServer.setup().tls(ServerCertificate.EXPIRED).start()) {
            assertThatThrownBy(() -> greeting(trusting, server.tlsAddress("jane")))
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
        try (DovecotServer server =
                DovecotServer.setup().tls(ServerCertificate.OTHER_HOST).start()) {
            assertThatThrownBy(() -> greeting(trusting, server.tlsAddress("jane")))
                    .hasStackTraceContaining("localhost");
        }
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream pem = Files.newInputStream(authority)) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String greeting(SSLContext context, String address) throws IOException {
        int port = URI.create(address).getPort();
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            SSLParameters checked = socket.getSSLParameters();
            checked.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(checked);
            return Wire.line(socket.getInputStream());
        }
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

    /// False too for what has ended and waits for its parent to notice.
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.replaceFirst("(?s)^.*\\) ", "").startsWith("Z");
        } catch (IOException _) {
            return false;
        }
    }
}
