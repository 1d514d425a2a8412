package mailtally.store.ews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said where a server does not let us in, or is none. Whatever it is, no secret is in it.
final class EwsRefusedTest {
    private static final Charset UTF_8 = StandardCharsets.UTF_8;

    @TempDir private Path place;

    @Test
    void aWrongPasswordIsTriedOnceAndAnotherOneMayHelp() throws Exception {
        try (ScriptedEws server =
                ScriptedEws.status(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""))) {
            StoreUnavailableException said = refused(server, new Secret.Password("wrong-word-5"));
            assertThat(said)
                    .hasCauseInstanceOf(NotLetInException.class)
                    .hasMessageContaining("did not let jane@example.com in")
                    .hasMessageContaining("Nothing was changed")
                    .hasMessageContaining("tried once");
            assertThat(server.questions()).hasSize(1);
        }
    }

    @Test
    void aServerThatTakesNoPasswordIsToldApartFromAWrongOne() throws Exception {
        try (ScriptedEws server =
                ScriptedEws.status(401, Map.of("WWW-Authenticate", "Negotiate, NTLM"))) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("takes no password over HTTPS (Basic), only: negotiate")
                    .hasMessageContaining("-BasicAuthentication $true");
        }
        try (EwsMailbox there =
                EwsMailbox.with(ExchangeSettings.plain().with(ExchangeQuirk.TOKENS_ONLY), place)) {
            assertThat(
                            refused(
                                    there.server().webPort(),
                                    _ -> new Secret.Password(EwsMailbox.PASSWORD),
                                    Clock.systemUTC()))
                    .hasMessageContaining("only: bearer");
        }
    }

    @Test
    void aTokenThatEndsInTheMiddleIsRenewedOnceAndElseTheRunEndsWithAReason() throws Exception {
        try (EwsMailbox there = EwsMailbox.with(ExchangeSettings.plain(), place).holding(3)) {
            AtomicInteger renewed = new AtomicInteger();
            Secrets renewing =
                    new Secrets() {
                        private Secret now = new Secret.Token(EwsMailbox.TOKEN);

                        @Override
                        public Secret ask(ServerAddress address) {
                            return now;
                        }

                        @Override
                        public Optional<Secret> renew(ServerAddress address, Secret refused) {
                            renewed.incrementAndGet();
                            now = new Secret.Token("second-token-4");
                            return Optional.of(now);
                        }
                    };
            try (EwsStore store = there.open(there.options(false), renewing)) {
                there.server().renew(EwsMailbox.USER, "second-token-4");
                EwsMailbox.Got got = new EwsMailbox.Got();
                store.read(EwsMailbox.inbox(store), got);
                assertThat(got.texts).hasSize(3);
                assertThat(renewed).hasValue(1);
                there.server().renew(EwsMailbox.USER, "third-token-4");
                StoreUnavailableException end =
                        catchThrowableOfType(
                                StoreUnavailableException.class,
                                () -> store.read(EwsMailbox.inbox(store), new EwsMailbox.Got()));
                assertThat(end)
                        .hasCauseInstanceOf(NotLetInException.class)
                        .hasMessageContaining("no longer lets")
                        .hasMessageNotContainingAny("second-token-4", "third-token-4");
            }
        }
    }

    @Test
    void whereExchangeOnlineBlocksEwsItSaysWhoCanAllowItAndUntilWhen() throws Exception {
        try (EwsMailbox there =
                EwsMailbox.with(ExchangeSettings.plain().with(ExchangeQuirk.EWS_BLOCKED), place)) {
            assertThat(blocked(there, "2026-09-30"))
                    .hasMessageContaining("-EWSEnabled $true")
                    .hasMessageContaining("From 2026-10-01 on the app's client id");
            assertThat(blocked(there, "2026-10-01"))
                    .hasMessageContaining("blocks EWS since 2026-10-01")
                    .hasMessageContaining("EwsAllowedAppIDs")
                    .hasMessageContaining("ends on 2027-04-01 for good");
            assertThat(blocked(there, "2027-04-01"))
                    .hasMessageContaining("turned EWS off")
                    .hasMessageContaining("imaps://")
                    .hasMessageNotContaining("EWSEnabled");
        }
    }

    private StoreUnavailableException blocked(EwsMailbox there, String day) throws Exception {
        Instant then = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        return refused(
                there.server().webPort(),
                _ -> new Secret.Token(EwsMailbox.TOKEN),
                Clock.fixed(then, ZoneOffset.UTC));
    }

    @Test
    void whereAServerOfOnesOwnForbidsEwsItsAdministratorIsTold() throws Exception {
        try (ScriptedEws server = ScriptedEws.status(403, Map.of())) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("Set-CASMailbox -EwsEnabled $true")
                    .hasMessageContaining("EwsAllowList");
        }
    }

    @Test
    void noSecretGoesWhereAServerPoints() throws Exception {
        try (ScriptedEws elsewhere = ScriptedEws.status(200, Map.of());
                ScriptedEws server =
                        ScriptedEws.status(
                                302, Map.of("Location", "https://localhost:" + elsewhere.port()))) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("EWS is elsewhere (HTTP 302), at localhost")
                    .hasMessageContaining("Neither user nor secret was sent there");
            assertThat(elsewhere.questions()).isEmpty();
        }
    }

    @Test
    void whatIsNoEwsIsNamed() throws Exception {
        try (ScriptedEws server = ScriptedEws.status(404, Map.of())) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("There is no EWS at localhost")
                    .hasMessageContaining("/EWS/Exchange.asmx");
        }
        try (ScriptedEws server = ScriptedEws.status(456, Map.of())) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("Sign in there with a browser")
                    .hasCauseInstanceOf(NotLetInException.class);
        }
        try (ScriptedEws server =
                new ScriptedEws(
                        (exchange, _) -> {
                            exchange.getResponseHeaders().set("Content-Type", "text/html");
                            exchange.sendResponseHeaders(200, 0);
                            exchange.getResponseBody().write("<html>Sign in".getBytes(UTF_8));
                        })) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("a page for people");
        }
    }

    @Test
    void aMailboxThatIsNotThereOrNotOursIsNamed() throws Exception {
        for (String code :
                new String[] {
                    "ErrorNonExistentMailbox",
                    "ErrorAccessDenied",
                    "ErrorMailboxMoveInProgress",
                    "ErrorInvalidServerVersion"
                }) {
            try (ScriptedEws server = fault(code, "It is so.")) {
                assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                        .hasMessageContaining(code + ": It is so")
                        .hasMessageContaining("Nothing was changed");
            }
        }
    }

    @Test
    void aTokenThatNoHeaderCanHoldIsNotSentAndNotShown() throws Exception {
        try (ScriptedEws server = ScriptedEws.status(200, Map.of())) {
            StoreUnavailableException said =
                    refused(server, new Secret.Token("two-lines\nX-Evil: yes"));
            assertThat(said)
                    .hasMessageContaining("is none")
                    .hasMessageNotContainingAny("two-lines", "X-Evil");
            assertThat(server.questions()).isEmpty();
        }
    }

    @Test
    void anApplicationAsksInTheNameOfTheMailboxesUser() throws Exception {
        try (ScriptedEws server =
                new ScriptedEws(
                        (exchange, question) -> {
                            if (question.contains("<t:PrimarySmtpAddress>jane@example.com<")) {
                                exchange.sendResponseHeaders(404, -1);
                            } else {
                                exchange.getResponseHeaders().set("Content-Type", "text/xml");
                                exchange.sendResponseHeaders(500, 0);
                                exchange.getResponseBody()
                                        .write(
                                                text(
                                                                "ErrorInvalidRequest",
                                                                "ExchangeImpersonation SOAP header"
                                                                        + " must be present")
                                                        .getBytes(UTF_8));
                            }
                        })) {
            refused(server, new Secret.Token("token-of-an-app-2"));
            assertThat(server.questions()).hasSize(2);
        }
    }

    @Test
    void aServerThatIsBusyForLongerThanOneWantsToWaitEndsTheRun() throws Exception {
        try (ScriptedEws server = ScriptedEws.status(503, Map.of("Retry-After", "3600"))) {
            assertThat(refused(server, new Secret.Password("word-of-jane-5")))
                    .hasMessageContaining("asks to be left alone for 3600 seconds")
                    .hasMessageContaining("Run this again later");
            assertThat(server.questions()).hasSize(1);
        }
    }

    private static ScriptedEws fault(String code, String words) throws IOException {
        return new ScriptedEws(
                (exchange, _) -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/xml");
                    exchange.sendResponseHeaders(500, 0);
                    exchange.getResponseBody().write(text(code, words).getBytes(UTF_8));
                });
    }

    private static String text(String code, String words) {
        return ScriptedEws.HEAD
                + "<s:Fault><faultcode>a:"
                + code
                + "</faultcode><faultstring>"
                + words
                + "</faultstring><detail><ResponseCode>"
                + code
                + "</ResponseCode></detail></s:Fault>"
                + ScriptedEws.FOOT;
    }

    private StoreUnavailableException refused(ScriptedEws server, Secret secret) throws Exception {
        return refused(server.port(), _ -> secret, Clock.systemUTC());
    }

    private StoreUnavailableException refused(int port, Secrets secrets, Clock clock)
            throws Exception {
        StoreUnavailableException said =
                catchThrowableOfType(
                        StoreUnavailableException.class,
                        () ->
                                EwsStore.open(
                                        EwsMailbox.address(port),
                                        EwsMailbox.options(place, 4, Duration.ofSeconds(20), false),
                                        secrets,
                                        clock));
        assertThat(said).isNotNull();
        for (Throwable one = said; one != null; one = one.getCause()) {
            assertThat(String.valueOf(one.getMessage()))
                    .doesNotContain(
                            "word-of-jane-5",
                            "wrong-word-5",
                            EwsMailbox.PASSWORD,
                            EwsMailbox.TOKEN,
                            Base64.getEncoder()
                                    .encodeToString(
                                            (EwsMailbox.USER + ":word-of-jane-5").getBytes(UTF_8)));
        }
        return said;
    }
}
