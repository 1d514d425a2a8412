package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that are not to be had: status 3 with host, what was tried and what to look at; and
/// options that do not fit together: status 2.
class ServerFailureTest {
    private static final String SECRET = "Tr0ub4dor&3";

    @TempDir Path place;

    private Mac mac;
    private Path password;

    @BeforeEach
    void aMacAndAPassword() throws Exception {
        mac = new Mac(place).usual();
        password =
                Files.createFile(
                        place.resolve("password"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, SECRET + "\n");
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThat(unavailable("imaps://jane@no-such-host.invalid"))
                .contains("no-such-host.invalid port 993", "no computer of that name");
    }

    @Test
    void aClosedPortIsNamed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        for (String scheme : List.of("imaps", "imap", "pop3s", "pop3")) {
            assertThat(unavailable(scheme + "://jane@127.0.0.1:" + port))
                    .contains("127.0.0.1 port " + port, "nothing answers on that port");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.com ESMTP\r\n",
                "HTTP/1.0 400 Bad Request\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "* BYE busy\r\n",
                "\u001b]0;x\u0007\r\n"
            })
    void whatDoesNotGreetLikeAMailServerIsNamed(String greeting) throws Exception {
        for (String scheme : List.of("imap", "imaps", "pop3", "pop3s")) {
            try (ScriptedServer server = new ScriptedServer(greeting, _ -> "what?\r\n")) {
                assertThat(unavailable(scheme + "://jane@127.0.0.1:" + server.port()))
                        .contains("127.0.0.1 port " + server.port());
                assertThat(server.heard()).noneMatch(line -> line.contains(SECRET));
            }
        }
    }

    @Test
    void whatSaysNothingIsWaitedForAsLongAsTheUserSays() throws Exception {
        for (String scheme : List.of("imap", "imaps", "pop3", "pop3s")) {
            try (ScriptedServer server = new ScriptedServer("", _ -> "")) {
                long began = System.nanoTime();
                assertThat(
                                unavailable(
                                        scheme + "://jane@127.0.0.1:" + server.port(),
                                        "--timeout",
                                        "1"))
                        .contains("127.0.0.1 port " + server.port());
                assertThat((System.nanoTime() - began) / 1_000_000_000L).isLessThan(20);
            }
        }
    }

    @Test
    void withoutTlsNothingIsSaidToAnotherComputer() throws Exception {
        Optional<InetAddress> outside = outside();
        assumeTrue(outside.isPresent(), "this computer has no address but loopback");
        List<String> heard = new ArrayList<>();
        for (String scheme : List.of("imap", "pop3")) {
            String greeting = scheme.equals("imap") ? "* OK ready\r\n" : "+OK ready\r\n";
            String no = scheme.equals("imap") ? "tls BAD no such command\r\n" : "-ERR no\r\n";
            try (ScriptedServer server =
                    new ScriptedServer(new ServerSocket(), outside.get(), greeting, _ -> no)) {
                String host = outside.get().getHostAddress();
                assertThat(unavailable(scheme + "://jane@" + host + ":" + server.port()))
                        .contains("offers no TLS", "never sent without it", scheme + "s://");
                heard.addAll(server.heard());
            }
        }
        assertThat(heard).isNotEmpty().containsOnly("tls STARTTLS", "STLS");
    }

    @Test
    void aWrongPasswordIsTriedOnce() throws Exception {
        try (ScriptedServer server =
                ScriptedServer.imap(tag -> tag + " NO [AUTHENTICATIONFAILED] no\r\n")) {
            String address = "imap://jane@127.0.0.1:" + server.port();
            assertThat(unavailable(address, "--connections", "8"))
                    .contains("did not let jane in", "password");
            assertThat(server.logins()).isEqualTo(2); // two commands, and one try in each
        }
    }

    @Test
    void aSecretThatIsNotToBeHadIsNotAskedOfTheServer() throws Exception {
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " NO no\r\n")) {
            assertThat(unavailable("imap://jane@127.0.0.1:" + server.port()))
                    .contains("chmod 600", "--source-password-file");
            assertThat(server.logins()).isZero();
        }
    }

    @Test
    void aFileOfAuthoritiesThatIsNoneIsNamed() throws Exception {
        try (ScriptedServer server = ScriptedServer.imap(tag -> tag + " NO no\r\n")) {
            assertThat(
                            unavailable(
                                    "imap://jane@127.0.0.1:" + server.port(),
                                    "--ca-file",
                                    password.toString()))
                    .contains("--ca-file", password.toString());
        }
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        usage("Standard input", "--source-password-file", "-", "--target-password-file", "-");
        usage("Standard input", "--source-token-file", "-", "--target-password-file", "-");
        usage("Only one of", "--source-password-file", "a", "--source-token-file", "b");
        usage("Only one of", "--target-token-command", "a", "--target-token-file", "b");
        usage("without a shell", "--source-token-command", "echo " + SECRET + " | cat");
        for (String number : List.of("0", "3601", "-1", "x", "", "99999999999")) {
            usage("is no number from 1 to 3600", "--timeout", number);
        }
        usage("is no number from 1 to 64", "--connections", "65");
    }

    private void usage(String words, String... options) {
        List<String> command = new ArrayList<>(List.of("check", "a", "b", "--json"));
        command.addAll(List.of(options));
        Run run = mac.run(command.toArray(new String[0])).isPlain().ends(ExitStatus.USAGE);
        assertThat(run.failure()).contains(words).doesNotContain(SECRET);
    }

    /// Runs check and backup with the address as source, in every way of telling.
    ///
    /// @return what is said
    private String unavailable(String address, String... options) {
        List<String> said = new ArrayList<>();
        for (String[] command :
                List.of(
                        new String[] {"check", address, "apple:", "--json"},
                        new String[] {
                            "backup", address, "--to", mac.backups().toString(), "--verbose"
                        })) {
            List<String> all = new ArrayList<>(Arrays.asList(command));
            all.addAll(List.of("--source-password-file", password.toString()));
            all.addAll(List.of(options));
            Run run = mac.run(all.toArray(new String[0])).isPlain().ends(ExitStatus.UNAVAILABLE);
            assertThat(run.out() + run.err()).doesNotContain(SECRET);
            said.add(command[0].equals("check") ? run.failure() : run.err());
        }
        assertThat(said.getLast()).contains(said.getFirst());
        assertThat(mac.inBackups()).isEmpty();
        SecretSearch.in(mac.state(), SECRET);
        return said.getFirst();
    }

    private static Optional<InetAddress> outside() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> !a.isLoopbackAddress() && a.getAddress().length == 4)
                .findFirst();
    }
}
