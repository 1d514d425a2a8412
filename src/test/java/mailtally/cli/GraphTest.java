package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.demo.exchange.GraphDoor;
import mailtally.demo.exchange.GraphRules;
import mailtally.demo.exchange.GraphRules.Harm;
import mailtally.demo.exchange.Insight;
import mailtally.demo.exchange.TokenRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A mailbox in Exchange Online by Microsoft Graph, as the target of a check; the service is the
/// stand-in.
class GraphTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String SECRET = "app~Secret.8Q";
    private static final String USER = "jane@example.com";
    private static final int MESSAGES = 40;

    @TempDir Path place;

    private Mac mac;
    private ExchangeStandIn standIn;
    private Path bag;

    @BeforeEach
    void start() throws Exception {
        mac = new Mac(place).usual();
        for (int i = 0; i < MESSAGES; i++) {
            mac.put("INBOX", (100 + i) + ".emlx", Mac.emlx(Mac.mail("more " + i)));
        }
        bag = Mac.bag(mac.backup());
        standIn = ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty());
        standIn.user(USER, "unused", "unused-token");
        standIn.tokens().rules().client(CLIENT, SECRET).person(USER);
        for (int number : List.of(11, 22, 33)) {
            put("INBOX", "good " + number);
        }
        for (int i = 0; i < MESSAGES; i++) {
            put("INBOX", "more " + i);
        }
        put("Sent Messages", "good 44");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void aBackupIsProvenInExchangeOnlineAndNoSecretIsAnywhere() throws Exception {
        rules().mostOnPage(9);
        Run run = check().ends(ExitStatus.PROVEN);
        assertThat(OnServer.count(run, "found")).isEqualTo(MESSAGES + 4);
        assertThat(OnServer.count(run, "identical")).isEqualTo(MESSAGES + 4);
        assertThat(run.json().path("target").asString()).isEqualTo("graph://jane@example.com");
        assertThat(rules().mostActive()).isLessThanOrEqualTo(4);
        noSecretIn(run);
    }

    @Test
    void whatIsKnownByItsVersionIsNotFetchedAgainAndWhatChangedIs() throws Exception {
        check().ends(ExitStatus.PROVEN);
        assertThat(rules().contents()).isEqualTo(MESSAGES + 4);
        check().ends(ExitStatus.PROVEN);
        assertThat(rules().contents()).as("nothing was fetched again").isEqualTo(MESSAGES + 4);
        String id = mailbox().ids(List.of("INBOX")).getFirst();
        mailbox().flag(id, Set.of("\\Flagged"));
        check().ends(ExitStatus.PROVEN);
        assertThat(rules().contents()).isEqualTo(MESSAGES + 5);
        mailbox().take(id);
        Run run = check().ends(ExitStatus.NOT_PROVEN);
        assertThat(OnServer.named(run)).singleElement().asString().endsWith("INBOX: good 11");
    }

    @Test
    void aTokenThatEndsInTheMiddleOfARunIsRenewedAndTheRunGoesOn() throws Exception {
        standIn.tokens().rules().usesOfToken(15);
        Run run = check().ends(ExitStatus.PROVEN);
        assertThat(standIn.tokens().heard().size()).isGreaterThan(2);
        noSecretIn(run);
    }

    @Test
    void aTokenThatWasNeverTakenIsNotRenewed() throws Exception {
        standIn.tokens().rules().usesOfToken(0);
        assertThat(unavailable()).contains("does not take the token", "InvalidAuthenticationToken");
        assertThat(standIn.tokens().heard()).hasSize(1);
    }

    @Test
    void aServiceThatWantsToBeLeftAloneIsLeftAloneAndAskedAgain() throws Exception {
        rules().throttleEvery(10, Duration.ofSeconds(1));
        check().ends(ExitStatus.PROVEN);
        assertThat(rules().refused()).isPositive();
    }

    @Test
    void aWaitThatIsTooLongEndsTheRunAndIsNamed() throws Exception {
        rules().throttleEvery(1, Duration.ofHours(2));
        assertThat(unavailable()).contains("left alone for 7200 seconds", "Run this again");
        assertThat(rules().asked()).isEqualTo(1);
    }

    @Test
    void neverMoreThanFourAreAskedAtATime() throws Exception {
        rules().slow(Duration.ofMillis(20));
        check("--connections", "32").ends(ExitStatus.PROVEN);
        assertThat(rules().mostActive()).isBetween(2, 4);
        assertThat(rules().refused()).isZero();
    }

    @Test
    void aListWithoutPropertiesThatAreNoColumnsIsReadAllTheSame() throws Exception {
        rules().expands(false);
        check().ends(ExitStatus.PROVEN);
    }

    @Test
    void whatComesWhileItIsReadIsNotCounted() throws Exception {
        put("INBOX", "later");
        rules().newcomer(mailbox().ids(List.of("INBOX")).getLast());
        Run run = check();
        assertThat(run.told()).noneMatch(line -> line.contains("later"));
    }

    @Test
    void aLinkToAnotherHostIsNotFollowedAndNothingIsSentThere() throws Exception {
        try (ExchangeStandIn other =
                ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty())) {
            for (String link :
                    List.of(
                            other.webAddress() + GraphDoor.PATH + "/users/x/mailFolders",
                            standIn.webAddress().replace("127.0.0.1", "localhost") + "/v1.0/x",
                            standIn.webAddress() + "/v1.0/../elsewhere/x",
                            "https://127.0.0.1:" + standIn.webPort() + "/v1.0/x",
                            standIn.webAddress().replace("//", "//a@") + "/v1.0/x",
                            "//127.0.0.1/v1.0/x",
                            "x".repeat(20_000))) {
                rules().elsewhere(link).harm(Harm.NEXT_LINK_ELSEWHERE, "mailFolders");
                assertThat(unavailable())
                        .contains("goes on at another place", "nothing was sent there");
                rules().harm(Harm.NEXT_LINK_ELSEWHERE, "messages/delta");
                Run run = check().ends(ExitStatus.NOT_PROVEN);
                assertThat(run.out()).contains("goes on at another place");
            }
            assertThat(other.graph().rules().asked()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Harm.class,
            names = {"NONE", "NEXT_LINK_ELSEWHERE"},
            mode = EnumSource.Mode.EXCLUDE)
    void aServiceThatMakesNoSenseIsNamedAndNothingOfItIsShown(Harm harm) throws Exception {
        rules().harm(harm, "messages/delta");
        Run run = check().ends(ExitStatus.NOT_PROVEN).isPlain();
        assertThat(run.out()).contains("The folder was not listed");
        assertThat(run.out().length()).isLessThan(100_000);
    }

    @Test
    void whatTheAdministratorHasToDoIsNamed() throws Exception {
        standIn.tokens().rules().applicationsOpen(false);
        assertThat(unavailable()).contains("Mail.Read", "admin consent", "ErrorAccessDenied");
        standIn.tokens().rules().applicationsOpen(true);
        rules().onPremises(USER);
        assertThat(unavailable())
                .contains("not in Exchange Online", "ews://", "MailboxNotEnabledForRESTAPI")
                .doesNotContain("Not to be shown");
    }

    @Test
    void aMailboxThatIsNotThereIsNamed() throws Exception {
        Run run = mac.run(arguments("graph://nobody@example.com")).ends(ExitStatus.UNAVAILABLE);
        assertThat(run.failure()).contains("nobody@example.com", "ErrorInvalidUser");
    }

    @Test
    void withoutASignInNothingIsSent() throws Exception {
        Run run =
                mac.run(
                                "check",
                                bag.toString(),
                                "graph://jane@example.com",
                                "--graph-url",
                                standIn.webAddress() + GraphDoor.PATH,
                                "--json")
                        .ends(ExitStatus.UNAVAILABLE);
        assertThat(run.failure()).contains("takes no passwords", "--oauth-client");
        assertThat(rules().asked()).isZero();
    }

    @Test
    void itIsForReadingAndAtAServiceWithTlsAlone() throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments("graph://jane@example.com")));
        all.set(0, "copy");
        all.add("--yes");
        Run copy = mac.run(all.toArray(new String[0])).ends(ExitStatus.USAGE);
        assertThat(copy.failure()).contains("for reading", "imaps://");
        for (String url :
                List.of("http://graph.example.com/v1.0", "ftp://x", "x", "https://a@b/")) {
            mac.run("check", "apple:", "graph://jane@example.com", "--graph-url", url)
                    .ends(ExitStatus.USAGE);
        }
    }

    @Test
    void oneFolderCanBeNamed() throws Exception {
        String[] sent = arguments("graph://jane@example.com/Sent Messages");
        assertThat(OnServer.count(mac.run(sent), "identical")).isEqualTo(1);
        Run none = mac.run(arguments("graph://jane@example.com/Nowhere")).ends(ExitStatus.USAGE);
        assertThat(none.failure()).contains("There is no folder Nowhere", "INBOX");
    }

    private void put(String folder, String subject) {
        mailbox()
                .deliver(
                        List.of(folder),
                        Mac.mail(subject).getBytes(StandardCharsets.ISO_8859_1),
                        Set.of("\\Seen"),
                        Instant.parse("2019-03-05T09:11:12Z"));
    }

    private Insight mailbox() {
        return new Insight(standIn, USER);
    }

    private GraphRules rules() {
        return standIn.graph().rules();
    }

    private String unavailable() throws Exception {
        return check().ends(ExitStatus.UNAVAILABLE).failure();
    }

    private Run check(String... more) throws Exception {
        return mac.run(arguments("graph://jane@example.com", more)).isPlain();
    }

    private String[] arguments(String target, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("check", bag.toString(), target, "--json"));
        all.addAll(List.of("--graph-url", standIn.webAddress() + GraphDoor.PATH));
        all.addAll(List.of("--oauth-client", CLIENT, "--oauth-tenant", TokenRules.TENANT));
        all.addAll(List.of("--oauth-authority", standIn.webAddress()));
        all.addAll(List.of("--oauth-secret-file", secret()));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private String secret() throws Exception {
        Path file = place.resolve("secret");
        if (Files.notExists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, SECRET + "\n");
        }
        return file.toString();
    }

    private void noSecretIn(Run run) {
        List<String> secrets = new ArrayList<>(standIn.tokens().book().secrets());
        secrets.add(SECRET);
        for (String secret : secrets) {
            assertThat(run.out() + run.err()).doesNotContain(secret);
            SecretSearch.in(mac.state(), secret);
        }
    }
}
