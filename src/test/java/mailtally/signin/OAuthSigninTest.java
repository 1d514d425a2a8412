package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.TokenRules;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signing in with OAuth, against the stand-in.
class OAuthSigninTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String SECRET = "app~Secret.8Q";

    @TempDir Path place;

    private final List<String> shown = new ArrayList<>();
    private ExchangeStandIn standIn;
    private ServerAddress jane;

    @BeforeEach
    void start() throws Exception {
        standIn = ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty());
        standIn.user("jane@example.com", "unused", "unused-token");
        rules().client(CLIENT, SECRET).person("jane@example.com");
        jane = ServerAddress.parse("imaps://jane@example.com@outlook.example.com");
    }

    @AfterEach
    void stop() {
        standIn.close();
        for (String secret : standIn.tokens().book().secrets()) {
            assertThat(shown).noneMatch(line -> line.contains(secret));
        }
    }

    @Test
    void anApplicationSignsInWithItsSecret() throws Exception {
        Secret token = secrets(app()).ask(jane);
        assertThat(bearer(token)).contains(CLIENT).contains("outlook.office365.com/.default");
        assertThat(standIn.tokens().heard()).containsExactly("client_credentials");
        assertThat(kept()).as("nothing is kept of an application's sign-in").isEmpty();
    }

    @Test
    void aPersonEntersACodeAndIsNotAskedAgain() throws Exception {
        Secret token = secrets(device()).ask(jane);
        assertThat(bearer(token)).contains("jane@example.com", "IMAP.AccessAsUser.All");
        assertThat(shown)
                .singleElement()
                .asString()
                .contains("QWER-TYUI", "https://login.example.com/device", "15 minutes", "jane%40")
                .doesNotContain("\u001b");
        Secret next = secrets(device()).ask(jane);
        assertThat(next).isEqualTo(token);
        assertThat(shown).hasSize(1);
    }

    @Test
    void whatIsKeptIsTheUsersAloneAndWhatIsDamagedIsNotUsed() throws Exception {
        secrets(device()).ask(jane);
        Path file = kept().getFirst();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        for (Damage damage : Damage.values()) {
            String sound = Files.readString(file);
            damage.doTo(file);
            shown.clear();
            secrets(device()).ask(jane);
            assertThat(shown).as(damage.name()).hasSize(2);
            assertThat(shown.getFirst()).contains(file.toString(), "damaged or not yours alone");
            assertThat(Files.readString(file)).isNotEqualTo(sound).startsWith("mailtally tokens 1");
            assertThat(kept()).containsExactly(file);
        }
    }

    private enum Damage {
        FLIPPED,
        CUT,
        EMPTY,
        READABLE;

        void doTo(Path file) throws Exception {
            String text = Files.readString(file);
            switch (this) {
                case FLIPPED -> Files.writeString(file, text.replaceFirst("refresh", "reFresh"));
                case CUT -> Files.writeString(file, text.substring(0, text.length() / 2));
                case EMPTY -> Files.writeString(file, "");
                case READABLE ->
                        Files.setPosixFilePermissions(
                                file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
    }

    @Test
    void aTokenThatEndsIsRenewedWithoutAPerson() throws Exception {
        Secrets secrets = secrets(device());
        Secret first = secrets.ask(jane);
        standIn.tokens().book().endAll();
        Secret second = secrets.renew(jane, first).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        assertThat(bearer(second)).contains("jane@example.com");
        assertThat(secrets.ask(jane)).isEqualTo(second);
        assertThat(shown).hasSize(1);
    }

    @Test
    void aSignInThatWasTakenBackIsMadeAnew() throws Exception {
        Secrets secrets = secrets(device());
        Secret first = secrets.ask(jane);
        standIn.tokens().book().endAll();
        standIn.tokens().book().endSignins();
        assertThat(secrets.renew(jane, first)).isPresent();
        assertThat(shown).hasSize(2);
    }

    @Test
    void aCodeThatNobodyEntersEndsWithASentence() throws Exception {
        rules().codeGood(Duration.ofSeconds(1)).pollsBeforeEntered(1000);
        assertThat(refused(device())).contains("nobody entered the code in time", "Run this again");
    }

    @Test
    void whereNobodySeesTheCodeNobodyWaits() {
        Secrets secrets =
                new Signin(question -> Optional.empty(), InputStream.nullInputStream())
                        .secrets(none(), device(), options(), place.resolve("tokens"));
        assertThat(refused(secrets)).contains("nobody is there to be shown the code");
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1), ABCD-EFGH",
        "http://elsewhere.example.com/, ABCD EFGH",
        "https://login.example.com/, x",
        "https://login.example.com/\u202e, ABCD-EFGH",
    })
    void aCodeOrAddressThatActsIsNotShown(String address, String code) {
        rules().shows(code, address);
        assertThat(refused(device())).contains("none that can be shown");
        assertThat(shown).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AADSTS65001, consent_required, no consent for IMAP.AccessAsUser.All",
        "AADSTS90094, access_denied, Grant admin consent",
        "AADSTS700016, unauthorized_client, --oauth-client",
        "AADSTS7000218, invalid_client, Allow public client flows",
        "AADSTS90002, invalid_request, no directory",
        "AADSTS53003, interaction_required, conditional access",
        "AADSTS50105, invalid_grant, may not use the application",
        "AADSTS70011, invalid_scope, API permissions",
        "AADSTS50034, invalid_grant, not known in the directory",
        "AADSTS99999, invalid_grant, (error AADSTS99999)",
        "'', authorization_declined, said no",
        "'', expired_token, nobody entered the code in time",
    })
    void eachRefusalIsASentenceOfOurs(String number, String error, String sentence) {
        for (String grant : List.of("device_code", "devicecode")) {
            rules().refusesNothing().refuses(grant, error, number);
            assertThat(refused(device()))
                    .contains(sentence, number, "Cannot sign in at", "Nothing was changed.")
                    .doesNotContain("Trace ID", "\u001b");
        }
    }

    @ParameterizedTest
    @CsvSource({"AADSTS7000215", "AADSTS7000222", "AADSTS700027"})
    void anApplicationsProofThatIsRefusedIsNamed(String number) {
        rules().refuses("client_credentials", "invalid_client", number);
        assertThat(refused(app())).contains("has expired", "Certificates & secrets", number);
    }

    @Test
    void aWrongSecretClientOrTenantIsNamed() throws Exception {
        rules().client(CLIENT, "another");
        assertThat(refused(app())).contains("AADSTS7000215").doesNotContain(SECRET);
        assertThat(refused(with("22222222", TokenRules.TENANT, base(), "app")))
                .contains("no application with that id");
        assertThat(refused(with(CLIENT, "elsewhere.example", base(), "app")))
                .contains("no directory elsewhere.example");
    }

    @Test
    void aHostThatIsNotThereIsNamed() throws Exception {
        assertThat(refused(with(CLIENT, TokenRules.TENANT, "http://127.0.0.1:1", "app")))
                .contains("nothing answers on that port");
    }

    @Test
    void theTokenIsForTheNamedHostAlone() throws Exception {
        OAuth here =
                new OAuth(
                        CLIENT,
                        TokenRules.TENANT,
                        base(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(secretFile()),
                        Set.of(),
                        Optional.of("outlook.example.com"));
        assertThat(secrets(here).ask(jane)).isInstanceOf(Secret.Token.class);
        ServerAddress old = ServerAddress.parse("imaps://jane@example.com@old.example.com");
        assertThat(refused(secrets(here), old)).contains("no password");
        assertThat(standIn.tokens().heard()).hasSize(1);
    }

    private TokenRules rules() {
        return standIn.tokens().rules();
    }

    private String base() {
        return standIn.webAddress();
    }

    private OAuth device() {
        return new OAuth(
                CLIENT,
                OAuth.USUAL_TENANT,
                base(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    private OAuth app() throws AssertionError {
        return with(CLIENT, TokenRules.TENANT, base(), "app");
    }

    private OAuth with(String client, String tenant, String authority, String way) {
        OAuth choice =
                new OAuth(
                        client,
                        tenant,
                        authority,
                        Optional.of(way),
                        Optional.empty(),
                        Optional.of(secretFile()),
                        Set.of(),
                        Optional.empty());
        assertThat(choice.problem()).isEmpty();
        return choice;
    }

    private String secretFile() {
        Path file = place.resolve("secret");
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, SECRET + "\n");
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return file.toString();
    }

    private Secrets secrets(OAuth choice) throws Exception {
        Path kept = Files.createDirectories(place.resolve("tokens"));
        return new Signin(new Person(), InputStream.nullInputStream())
                .secrets(none(), choice, options(), kept);
    }

    private static SecretSources none() {
        return new SecretSources("source", Optional.empty(), Optional.empty(), Optional.empty());
    }

    private ServerOptions options() {
        return new ServerOptions(
                1, Duration.ofSeconds(20), Duration.ofSeconds(20), Optional.empty(), place);
    }

    private String bearer(Secret secret) {
        assertThat(secret.toString()).isEqualTo("(a token)");
        return standIn.tokens().book().bearer(((Secret.Token) secret).value()).toString();
    }

    private List<Path> kept() throws Exception {
        try (Stream<Path> files = Files.list(place.resolve("tokens"))) {
            return files.toList();
        }
    }

    private String refused(OAuth choice) {
        try {
            return refused(secrets(choice));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String refused(Secrets secrets) {
        return refused(secrets, jane);
    }

    private static String refused(Secrets secrets, ServerAddress address) {
        return catchThrowableOfType(StoreUnavailableException.class, () -> secrets.ask(address))
                .getMessage();
    }

    private final class Person implements Terminal {
        @Override
        public Optional<String> askUnseen(String question) {
            return Optional.empty();
        }

        @Override
        public boolean show(String sentence) {
            shown.add(sentence);
            return true;
        }

        @Override
        public boolean browse(URI address) {
            return false;
        }
    }
}
