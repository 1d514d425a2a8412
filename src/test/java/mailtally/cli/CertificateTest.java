package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates that are right and wrong, made by the JDK's keytool and shown by the JDK's TLS.
/// Where one is refused, nothing is said to the server.
class CertificateTest {
    private static final String STORE_SECRET = "changeit";
    private static final String SECRET = "Tr0ub4dor&3";

    @TempDir private static Path keys;

    @TempDir private Path place;

    private Mac mac;
    private Path password;

    @BeforeAll
    static void anAuthority() throws Exception {
        keytool(
                "-genkeypair -alias ca -keyalg EC -dname CN=Tests -ext bc:c=ca:true -validity 90"
                        + " -startdate -60d");
        keytool("-exportcert -rfc -alias ca -file " + keys.resolve("ca.pem"));
        certificate("good", "dns:localhost,ip:127.0.0.1", "-1d");
        certificate("expired", "dns:localhost,ip:127.0.0.1", "-35d");
        certificate("other", "dns:mail.example.com", "-1d");
    }

    @BeforeEach
    void aMacAndAPassword() throws Exception {
        mac = new Mac(place).usual();
        password =
                Files.createFile(
                        place.resolve("password"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, SECRET);
    }

    @Test
    void anUnknownAuthorityIsBelievedOnlyWhenTheUserNamesIt() throws Exception {
        assertThat(said("good", 0)).contains("nobody this computer trusts", "--ca-file");
        assertThat(said("good", 1, "--ca-file", keys.resolve("ca.pem").toString()))
                .contains("did not let jane in");
    }

    @Test
    void aCertificateThatIsOverIsRefused() throws Exception {
        assertThat(said("expired", 0, "--ca-file", keys.resolve("ca.pem").toString()))
                .contains("certificate has expired");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        assertThat(said("other", 0, "--ca-file", keys.resolve("ca.pem").toString()))
                .contains("for another host");
    }

    private String said(String certificate, int logins, String... options) throws Exception {
        try (ScriptedServer server =
                ScriptedServer.imap(
                        context(certificate).getServerSocketFactory().createServerSocket(),
                        tag -> tag + " NO [AUTHENTICATIONFAILED] no\r\n")) {
            String address = "imaps://jane@localhost:" + server.port();
            List<String> command = new ArrayList<>(List.of("check", address, "apple:", "--json"));
            command.addAll(List.of("--source-password-file", password.toString()));
            command.addAll(Arrays.asList(options));
            Run run = mac.run(command.toArray(new String[0])).isPlain();
            String said = run.ends(ExitStatus.UNAVAILABLE).failure();
            assertThat(said).contains("localhost port " + server.port());
            assertThat(server.logins()).isEqualTo(logins);
            assertThat(run.out() + run.err()).doesNotContain(SECRET);
            return said;
        }
    }

    private static SSLContext context(String alias) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        try (InputStream in = Files.newInputStream(keys.resolve("keys.p12"))) {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(in, STORE_SECRET.toCharArray());
            one.setKeyEntry(
                    alias,
                    all.getKey(alias, STORE_SECRET.toCharArray()),
                    STORE_SECRET.toCharArray(),
                    all.getCertificateChain(alias));
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, STORE_SECRET.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /// Valid for 30 days from its first day on.
    private static void certificate(String alias, String hosts, String firstDay) throws Exception {
        Path request = keys.resolve(alias + ".request");
        Path answer = keys.resolve(alias + ".pem");
        keytool("-genkeypair -alias " + alias + " -keyalg EC -dname CN=" + alias);
        keytool("-certreq -alias " + alias + " -file " + request);
        keytool(
                "-gencert -rfc -alias ca -infile "
                        + request
                        + " -outfile "
                        + answer
                        + " -validity 30 -startdate "
                        + firstDay
                        + " -ext san="
                        + hosts);
        keytool("-importcert -noprompt -alias " + alias + " -file " + answer);
    }

    private static void keytool(String arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ", -1)));
        command.addAll(List.of("-keystore", keys.resolve("keys.p12").toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_SECRET));
        Child.tool(command.toArray(new String[0]));
    }
}
