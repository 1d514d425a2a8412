package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.TokenRules;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with OAuth from the command line, for mail on a real IMAP server.
class OAuthTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String SECRET = "app~Secret.8Q";
    private static final int ALL = Integer.MAX_VALUE;

    @TempDir Path place;

    private Mac mac;
    private DovecotServer server;
    private ExchangeStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        mac = new Mac(place).usual();
        server = DovecotServer.start();
        for (int number : List.of(11, 22, 33)) {
            server.deliver("jane", Mac.bytes(Mac.mail("good " + number)));
        }
        standIn = ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty());
        standIn.tokens().rules().client(CLIENT, SECRET).person("jane");
    }

    @AfterEach
    void stop() {
        server.close();
        standIn.close();
    }

    @Test
    void aMailboxIsProvenByAnApplicationsSignInAndNoSecretIsAnywhere() throws Exception {
        try (TokenFront front = front(ALL, "")) {
            Run run = check(front, app()).ends(ExitStatus.PROVEN);
            assertThat(front.logins()).isNotEmpty().doesNotContain(false);
            noSecretIn(run);
        }
    }

    @Test
    void aPersonEntersACodeOnceAndNoSecretIsInAnyOutput() throws Exception {
        try (TokenFront front = front(ALL, "")) {
            for (boolean asked : List.of(true, false)) {
                Run run = new Child(place).run(mac.arguments(arguments(front, device())));
                run.ends(ExitStatus.PROVEN);
                assertThat(run.err().contains("QWER-TYUI")).as(run.err()).isEqualTo(asked);
                noSecretIn(run);
            }
        }
    }

    @Test
    void aTokenThatEndsInTheMiddleOfARunIsRenewedAndTheRunGoesOn() throws Exception {
        for (int i = 0; i < 300; i++) {
            server.deliver("jane", Mac.bytes(Mac.mail("more " + i) + "x".repeat(4000)));
        }
        standIn.tokens().rules().usesOfToken(3);
        try (TokenFront front = front(300_000, "AUTHENTICATE failed.")) {
            Run run = check(front, app()).ends(ExitStatus.NOT_PROVEN);
            assertThat(OnServer.count(run, "found")).isEqualTo(303);
            assertThat(OnServer.count(run, "identical")).isEqualTo(3);
            assertThat(OnServer.count(run, "unreadable")).isZero();
            assertThat(front.logins()).contains(true, false);
            assertThat(standIn.tokens().heard()).hasSizeGreaterThan(1);
            noSecretIn(run);
        }
    }

    @Test
    void aTokenThatWasNeverTakenIsNotRenewed() throws Exception {
        standIn.tokens().rules().usesOfToken(0);
        try (TokenFront front = front(ALL, "AUTHENTICATE failed.")) {
            Run run = check(front, app()).ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure()).contains("did not let jane in", "IMAP.AccessAsApp");
            assertThat(front.logins()).containsExactly(false);
            assertThat(standIn.tokens().heard()).hasSize(1);
        }
    }

    @Test
    void whoHasNoRightToTheMailboxIsToldWhoCanGiveIt() throws Exception {
        standIn.tokens().rules().usesOfToken(0);
        try (TokenFront front = front(ALL, "User is authenticated but not connected.")) {
            Run run = check(front, app()).ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure()).contains("Add-MailboxPermission", "New-ServicePrincipal");
        }
    }

    @Test
    void optionsThatDoNotFitAreWrongUsage() throws Exception {
        try (TokenFront front = front(ALL, "")) {
            for (List<String> wrong :
                    List.of(
                            List.of("--oauth", "device"),
                            List.of("--oauth-client", CLIENT, "--oauth", "other"),
                            List.of("--oauth-client", CLIENT, "--oauth", "app"),
                            List.of("--oauth-client", "a b"),
                            List.of("--oauth-client", CLIENT, "--oauth-authority", "http://a.b"),
                            List.of("--oauth-client", CLIENT, "--oauth-tenant", "../x"))) {
                Run run = check(front, wrong).ends(ExitStatus.USAGE);
                assertThat(run.failure()).contains("--oauth");
            }
            assertThat(standIn.tokens().heard()).isEmpty();
        }
    }

    @Test
    void ofTwoServersTheOneThatGetsTheTokenIsNamed() throws Exception {
        try (TokenFront front = front(ALL, "AUTHENTICATE failed.");
                ScriptedServer old =
                        ScriptedServer.imap(tag -> tag + " NO [AUTHENTICATIONFAILED] no\r\n")) {
            String oldAddress = "imap://jane@localhost:" + old.port();
            List<String> all = new ArrayList<>(List.of("check", oldAddress, front.address("jane")));
            all.addAll(app());
            all.add("--json");
            Run run = mac.run(all.toArray(new String[0])).ends(ExitStatus.USAGE);
            assertThat(run.failure()).contains("--oauth-host", "Nothing was sent");
            assertThat(old.heard()).isEmpty();
            assertThat(standIn.tokens().heard()).isEmpty();

            all.addAll(List.of("--oauth-host", "127.0.0.1"));
            all.addAll(List.of("--source-password-file", OnServer.password(place).toString()));
            mac.run(all.toArray(new String[0])).ends(ExitStatus.UNAVAILABLE);
            assertThat(old.logins()).isEqualTo(1);
            assertThat(old.heard()).noneMatch(line -> line.contains("XOAUTH2"));
        }
    }

    private TokenFront front(int mostBytes, String refusal) throws Exception {
        return new TokenFront(
                server.port(),
                MailServer.PASSWORD,
                token -> standIn.tokens().book().bearer(token).isPresent(),
                mostBytes,
                refusal);
    }

    private List<String> app() throws Exception {
        Path file = place.resolve("secret");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, SECRET + "\n");
        }
        List<String> options = new ArrayList<>(device());
        options.addAll(List.of("--oauth-tenant", TokenRules.TENANT));
        options.addAll(List.of("--oauth-secret-file", file.toString()));
        return options;
    }

    private List<String> device() {
        return List.of("--oauth-client", CLIENT, "--oauth-authority", standIn.webAddress());
    }

    private Run check(TokenFront front, List<String> options) throws Exception {
        return mac.run(arguments(front, options)).isPlain();
    }

    private String[] arguments(TokenFront front, List<String> options) {
        List<String> all = new ArrayList<>(Arrays.asList("check", front.address("jane"), "apple:"));
        all.addAll(options);
        all.add("--json");
        return all.toArray(new String[0]);
    }

    private void noSecretIn(Run run) {
        List<String> secrets = new ArrayList<>(standIn.tokens().book().secrets());
        secrets.add(SECRET);
        for (String secret : secrets) {
            assertThat(run.out() + run.err()).doesNotContain(secret);
            for (String folder : List.of("ledgers", "spill", "copies")) {
                SecretSearch.in(mac.state().resolve(folder), secret);
            }
        }
    }
}
