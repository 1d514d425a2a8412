package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Mailboxes on a real server as places: certificates, secrets, folders, names.
class ServerPlacesTest {
    @TempDir Path place;

    private Mac mac;

    @BeforeEach
    void aMac() throws Exception {
        mac = new Mac(place).usual();
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsBelievedOnlyWhenTheUserNamesIt() throws Exception {
        try (DovecotServer server = DovecotServer.setup().tls(ServerCertificate.GOOD).start()) {
            fill(server);
            for (String address :
                    List.of(server.tlsAddress("jane"), server.popTlsAddress("jane"))) {
                assertThat(unavailable(check(address)))
                        .contains("localhost port", "nobody this computer trusts", "--ca-file");
            }
            check(server.tlsAddress("jane"), "--ca-file", authority()).ends(ExitStatus.PROVEN);
        }
    }

    @Test
    void aCertificateThatIsOverIsRefused() throws Exception {
        try (DovecotServer server = DovecotServer.setup().tls(ServerCertificate.EXPIRED).start()) {
            for (String address :
                    List.of(server.tlsAddress("jane"), server.popTlsAddress("jane"))) {
                assertThat(unavailable(check(address, "--ca-file", authority())))
                        .contains("certificate has expired");
            }
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (DovecotServer server =
                DovecotServer.setup().tls(ServerCertificate.OTHER_HOST).start()) {
            for (String address :
                    List.of(server.tlsAddress("jane"), server.popTlsAddress("jane"))) {
                assertThat(unavailable(check(address, "--ca-file", authority())))
                        .contains("for another host");
            }
        }
    }

    @Test
    void aWrongPasswordIsRefusedByImapAndPop() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            Path wrong = secret("wrong", "Tr0ub4dor&3");
            for (String address : List.of(server.address("jane"), server.popAddress("jane"))) {
                Run run = run("check", address, "apple:", "--source-password-file", wrong);
                assertThat(unavailable(run)).contains("jane").doesNotContain("Tr0ub4dor");
            }
        }
    }

    @Test
    void aMailboxIsProvenBackedUpAndNamedAndItsSecretIsNowhere() throws Exception {
        String secret = MailServer.PASSWORD;
        try (DovecotServer server = DovecotServer.start()) {
            fill(server);
            String address = server.address("jane");
            Run check = check(address).ends(ExitStatus.PROVEN);
            assertThat(check.json().path("source").asString()).isEqualTo(address);
            Run backup =
                    run(
                                    "backup",
                                    address,
                                    "--to",
                                    mac.backups(),
                                    "--source-password-file",
                                    secret("password", secret))
                            .ends(ExitStatus.PROVEN);
            assertThat(Mac.bag(backup).getFileName().toString()).contains("jane@127.0.0.1");
            for (Run run : List.of(check, backup)) {
                assertThat(run.out() + run.err()).doesNotContain(secret);
            }
            SecretSearch.in(mac.state(), secret);
            SecretSearch.in(mac.backups(), secret);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf 'secret\\nmore\\n' | \"$@\" --source-password-file -",
                "\"$@\" --source-password-file <(printf 'secret\\n')"
            })
    void aShellHandsThePasswordOver(String shell) throws Exception {
        assumeTrue(Child.tried("bash", "-c", "true"), "no bash");
        try (DovecotServer server = DovecotServer.start()) {
            fill(server);
            String[] command = mac.arguments("check", server.address("jane"), "apple:", "--json");
            Run run = new Child(place).through("bash", "-c", shell, "bash").run(command);
            run.ends(ExitStatus.PROVEN);
        }
    }

    @Test
    void aFolderThatIsNotThereIsWrongUsage() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            fill(server);
            Run run = check(server.address("jane") + "/Nowhere").ends(ExitStatus.USAGE);
            assertThat(run.failure()).contains("Nowhere", "INBOX");
            check(server.address("jane") + "/INBOX").ends(ExitStatus.PROVEN);
        }
    }

    @Test
    void oneMailboxIsNotCheckedAgainstItself() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            fill(server);
            String address = server.address("jane");
            Run run = run("check", address, address + "/INBOX");
            assertThat(run.ends(ExitStatus.USAGE).failure()).contains("the same place");
        }
    }

    @Test
    void nothingIsLeftOfTheRunsOwnFolder() throws Exception {
        try (DovecotServer server = DovecotServer.start()) {
            fill(server);
            check(server.address("jane")).ends(ExitStatus.PROVEN);
            assertThat(mac.state().resolve("spill")).isEmptyDirectory();
        }
    }

    /// What the Mac's INBOX has.
    private static void fill(DovecotServer server) {
        for (int number : List.of(11, 22, 33)) {
            server.deliver("jane", Mac.bytes(Mac.mail("good " + number)));
        }
    }

    private Run check(String address, Object... options) throws Exception {
        List<Object> all = new ArrayList<>(List.of("check", address, "apple:"));
        all.add("--source-password-file");
        all.add(secret("password", MailServer.PASSWORD));
        all.addAll(Arrays.asList(options));
        return run(all.toArray());
    }

    private Run run(Object... command) {
        List<String> all = new ArrayList<>();
        for (Object word : command) {
            all.add(word.toString());
        }
        all.add("--json");
        return mac.run(all.toArray(new String[0])).isPlain();
    }

    private static String unavailable(Run run) {
        return run.ends(ExitStatus.UNAVAILABLE).failure();
    }

    private String authority() {
        return ServerCertificate.authority(place).toString();
    }

    private Path secret(String name, String text) throws Exception {
        Path file = place.resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text + "\n");
        }
        return file;
    }
}
