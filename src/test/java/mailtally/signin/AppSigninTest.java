package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.TokenRules;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An application that signs in by itself, with a certificate, at a server with TLS.
class AppSigninTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String PASSWORD = "changeit";

    @TempDir Path place;

    private ExchangeStandIn standIn;
    private Path store;
    private KeyStore keys;

    @BeforeEach
    void start() throws Exception {
        store = mine("keys.p12", new byte[0]);
        Files.delete(store);
        keytool(store);
        mode(store, "rw-------");
        keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        standIn =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()));
        standIn.tokens().rules().client(CLIENT, keys.getCertificate("app").getPublicKey());
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void aCertificateAsPkcs12OrPemProvesWhoAsks() throws Exception {
        assertThat(ask(store, Optional.of(password(PASSWORD)), true))
                .isInstanceOf(Secret.Token.class);
        assertThat(ask(pem("app.pem", true, true), Optional.empty(), true))
                .isInstanceOf(Secret.Token.class);
        assertThat(standIn.tokens().heard())
                .containsExactly("client_credentials", "client_credentials");
    }

    @Test
    void anotherKeyThanTheRegisteredOneIsRefused() throws Exception {
        Path other = place.resolve("other.p12");
        keytool(other);
        mode(other, "rw-------");
        assertThat(refused(other, Optional.of(password(PASSWORD)), true))
                .contains("Certificates & secrets");
    }

    @Test
    void whatIsNoCertificateWithItsKeyIsNamedAndNothingIsSent() throws Exception {
        Optional<String> none = Optional.empty();
        assertThat(refused(store, none, true)).contains("does not open as PKCS #12 without");
        assertThat(refused(store, Optional.of(password("wrong")), true))
                .contains("does not open with the password")
                .doesNotContain("wrong");
        assertThat(refused(pem("nokey.pem", false, true), none, true)).contains("no certificate");
        assertThat(refused(pem("nocert.pem", true, false), none, true)).contains("no certificate");
        assertThat(refused(place.resolve("none"), none, true)).contains("cannot be read");
        byte[] noKey =
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(refused(mine("bad.pem", noKey), none, true)).contains("no certificate");
        byte[] oldForm =
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(refused(mine("old.pem", oldForm), none, true)).contains("openssl pkcs8");
        Path seen = pem("seen.pem", true, true);
        mode(seen, "rw-r--r--");
        assertThat(refused(seen, none, true)).contains("--oauth-certificate", "chmod 600");
        assertThat(standIn.tokens().heard()).isEmpty();
    }

    @Test
    void aServerThatNobodyVouchesForHearsNothing() throws Exception {
        assertThat(refused(pem("app.pem", true, true), Optional.empty(), false))
                .contains("nobody this computer trusts", "--ca-file", "Nothing was sent");
        assertThat(standIn.tokens().heard()).isEmpty();
    }

    private Secret ask(Path certificate, Optional<String> secretFile, boolean trusted)
            throws Exception {
        OAuth choice =
                new OAuth(
                        CLIENT,
                        TokenRules.TENANT,
                        standIn.webAddress(),
                        Optional.empty(),
                        Optional.of(certificate.toString()),
                        secretFile,
                        Set.of(),
                        Optional.empty());
        assertThat(choice.problem()).isEmpty();
        ServerOptions options =
                new ServerOptions(
                        1,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        trusted
                                ? Optional.of(ServerCertificate.authority(place))
                                : Optional.empty(),
                        place);
        return new Signin(question -> Optional.empty(), InputStream.nullInputStream())
                .secrets(
                        new SecretSources(
                                "source", Optional.empty(), Optional.empty(), Optional.empty()),
                        choice,
                        options,
                        Files.createDirectories(place.resolve("tokens")))
                .ask(ServerAddress.parse("imaps://jane@example.com@outlook.example.com"));
    }

    private String refused(Path certificate, Optional<String> secretFile, boolean trusted) {
        return catchThrowableOfType(
                        StoreUnavailableException.class,
                        () -> ask(certificate, secretFile, trusted))
                .getMessage();
    }

    private Path pem(String name, boolean key, boolean certificate) throws Exception {
        StringBuilder text = new StringBuilder("Bag Attributes\n");
        if (certificate) {
            text.append(part("CERTIFICATE", keys.getCertificate("app").getEncoded()));
        }
        if (key) {
            text.append(
                    part("PRIVATE KEY", keys.getKey("app", PASSWORD.toCharArray()).getEncoded()));
        }
        return mine(name, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String part(String kind, byte[] value) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(value)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    private String password(String text) throws Exception {
        return mine("password-" + text, (text + "\n").getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Path mine(String name, byte[] content) throws Exception {
        Path file = Files.write(place.resolve(name), content);
        mode(file, "rw-------");
        return file;
    }

    private static void mode(Path file, String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void keytool(Path store) throws Exception {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "app",
                        "-dname",
                        "CN=Mailtally test app",
                        "-keyalg",
                        "RSA");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).isZero();
    }
}
