package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mailtally.demo.exchange.AutodiscoverDoor;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.testing.server.DovecotServer;
import mailtally.testing.server.MailServer;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `setup` from outside: the mailbox found at the stand-in for Exchange, tried on a real server.
class SetupCommandTest {
    private static final String JANE = "jane@example.com";

    @TempDir Path place;

    private ExchangeStandIn exchange;
    private DovecotServer server;
    private Mac mac;

    @BeforeEach
    void servers() throws Exception {
        mac = new Mac(place).usual();
        server = DovecotServer.start();
        exchange =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()));
        exchange.user(JANE, MailServer.PASSWORD, "token");
        AutodiscoverDoor.open(exchange, exchange.webAddress() + "/EWS/Exchange.asmx");
        server.deliver("jane", Mac.bytes(Mac.mail("one")));
    }

    @AfterEach
    void closed() {
        exchange.close();
        server.close();
    }

    @Test
    void itFindsTriesAndWritesTheProfile() throws Exception {
        Run run = setup("--new", server.address("jane"), "--yes").ends(ExitStatus.PROVEN).isPlain();
        assertThat(run.out())
                .contains("In Exchange Online")
                .contains("> https://" + online() + "/autodiscover/autodiscover.json")
                .contains("Ten messages were put into Mailtally trial ")
                .contains("plain text: byte for byte the same.")
                .contains("Dates are kept")
                .contains("The folder is gone again.")
                .contains("Removing the profile removes the account")
                .doesNotContain(MailServer.PASSWORD);
        assertThat(server.messages("jane")).hasSize(1);
        assertThat(folders()).containsExactly("INBOX");
        assertThat(profiles()).singleElement().asString().contains(JANE);
        assertThat(Files.readString(profiles().getFirst()))
                .contains("com.apple.ews.account")
                .doesNotContain(MailServer.PASSWORD);
    }

    @Test
    void theSameAsJson() throws Exception {
        Run run = setup("--new", server.address("jane"), "--yes", "--json").ends(ExitStatus.PROVEN);
        JsonNode json = run.json();
        assertThat(json.path("kind").asString()).isEqualTo("EXCHANGE_ONLINE");
        JsonNode trial = json.path("mailbox").path("trial");
        assertThat(trial.path("proven").asBoolean()).isTrue();
        assertThat(trial.path("removed").asBoolean()).isTrue();
        assertThat(trial.path("messages")).hasSize(10);
        assertThat(trial.path("server").path("dates").asString()).isEqualTo("YES");
        assertThat(trial.path("server").path("sizesTold").asInt()).isEqualTo(10);
        assertThat(json.path("mailbox").path("messages").asInt()).isEqualTo(1);
        assertThat(json.path("appleMail").path("administrator")).isNotEmpty();
        assertThat(Path.of(json.path("profile").path("file").asString())).isRegularFile();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        Run run = setup("--new", server.address("jane"), "--dry-run").ends(ExitStatus.PROVEN);
        assertThat(run.out()).contains("1 folder, 1 message").contains("No message was put there.");
        assertThat(profiles()).isEmpty();
        assertThat(server.commands("jane"))
                .noneMatch(c -> c.matches("(?i)(UID )?(CREATE|APPEND|STORE|DELETE|SELECT).*"));
    }

    @Test
    void withoutAnybodyToAskNothingIsPut() throws Exception {
        Run run = setup("--new", server.address("jane")).ends(ExitStatus.USAGE);
        assertThat(run.err()).contains("--yes");
        assertThat(server.commands("jane")).noneMatch(c -> c.startsWith("CREATE"));
    }

    @Test
    void whatAKilledTrialLeftIsRemovedAndNamed() throws Exception {
        String left = "Mailtally trial K7M2Q9XW";
        server.deliver(
                "jane",
                left,
                Mac.bytes(
                        "Message-ID: <trial.3.K7M2Q9XW@mailtally.invalid>\r\nSubject: x\r\n\r\nx\r\n"),
                java.util.Set.of(),
                java.time.Instant.EPOCH);
        String mine = "Mailtally trial AAAABBBB";
        server.deliver(
                "jane",
                mine,
                Mac.bytes(Mac.mail("somebody's own")),
                java.util.Set.of(),
                java.time.Instant.EPOCH);
        Run run = setup("--new", server.address("jane"), "--yes").ends(ExitStatus.PROVEN);
        assertThat(run.out())
                .contains("An earlier trial had left the folder " + left)
                .contains(mine + ", which was left as it is");
        assertThat(folders()).containsExactlyInAnyOrder("INBOX", mine);
    }

    @Test
    void anAddressThatNobodyKnowsIsStatusThree() throws Exception {
        Run run = run("bob@example.com").ends(ExitStatus.UNAVAILABLE).isPlain();
        assertThat(run.out()).contains("It was not found").contains("error UserNotFound");
        assertThat(profiles()).isEmpty();
    }

    @Test
    void aRefusedLoginIsStatusThreeAndLeavesNoProfile() throws Exception {
        try (ScriptedServer refusing =
                ScriptedServer.imap(tag -> tag + " NO [AUTHENTICATIONFAILED] no\r\n")) {
            Run run =
                    setup("--new", "imap://jane@127.0.0.1:" + refusing.port(), "--yes", "--json")
                            .ends(ExitStatus.UNAVAILABLE);
            assertThat(run.failure()).contains("did not let jane in");
            assertThat(run.out() + run.err()).doesNotContain(MailServer.PASSWORD);
        }
        assertThat(profiles()).isEmpty();
    }

    @Test
    void whereEwsIsSwitchedOffThereIsNoProfileAndTheAdministratorGetsHisLines() throws Exception {
        try (ExchangeStandIn closed =
                ExchangeStandIn.start(
                        ExchangeSettings.plain().with(ExchangeQuirk.EWS_BLOCKED),
                        Optional.of(ServerCertificate.GOOD.context()))) {
            closed.user(JANE, MailServer.PASSWORD, "token");
            AutodiscoverDoor.open(closed, closed.webAddress() + "/EWS/Exchange.asmx");
            String[] there = {"--autodiscover", "127.0.0.1:" + closed.webPort()};
            Run run = setup(there).ends(ExitStatus.NOT_PROVEN).isPlain();
            assertThat(run.out())
                    .contains("Not now: it is kept out.")
                    .contains("Set-OrganizationConfig -EwsEnabled:$true")
                    .contains("Outlook for Mac")
                    .contains("No profile was made.");
            assertThat(profiles()).isEmpty();
            setup("--autodiscover", there[1], "--anyway").ends(ExitStatus.NOT_PROVEN);
            assertThat(profiles()).hasSize(1);
        }
    }

    @Test
    void anExchangeServerIsTriedByEws() throws Exception {
        Run run =
                setup(
                        "--new",
                        "ews://" + JANE + "@127.0.0.1:" + exchange.webPort(),
                        "--yes",
                        "--json");
        JsonNode trial = run.ends(ExitStatus.PROVEN).json().path("mailbox").path("trial");
        assertThat(trial.path("proven").asBoolean()).isTrue();
        assertThat(trial.path("removed").asBoolean()).isTrue();
    }

    @Test
    void aServerThatWasFoundIsTriedOnlyWhereItIsConfirmed() throws Exception {
        String instead = "autodiscover.example.com=" + online();
        String[] there = {"--autodiscover", "127.0.0.1:1", "--ask-instead", instead, "--yes"};
        Run no = setup(there).ends(ExitStatus.PROVEN);
        assertThat(no.out()).contains("On an Exchange Server").contains("--new imaps://USER@HOST");
        assertThat(no.out()).doesNotContain("Ten messages");
        List<String> confirmed = new ArrayList<>(List.of(there));
        confirmed.addAll(List.of("--confirm-host", online()));
        Run yes = setup(confirmed.toArray(String[]::new)).ends(ExitStatus.PROVEN);
        assertThat(yes.out()).contains("Ten messages").contains("The folder is gone again.");
    }

    @Test
    void whatServersSendCannotActOnATerminal() throws Exception {
        try (ExchangeStandIn other =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()))) {
            other.user(JANE, "x", "x");
            AutodiscoverDoor.open(other, "https://a.example/\\u001b]0;x\\u0007");
            Run run =
                    mac.run(
                            "setup",
                            JANE,
                            "--autodiscover",
                            "127.0.0.1:" + other.webPort(),
                            "--name-server",
                            "none",
                            "--ca-file",
                            ServerCertificate.authority(place).toString());
            run.isPlain();
        }
    }

    @Test
    void wrongHostsAreWrongUsage() throws Exception {
        for (List<String> wrong :
                List.of(
                        List.of("--autodiscover", "a b"),
                        List.of("--autodiscover", "host:99999"),
                        List.of("--ask-instead", "host"),
                        List.of("--sign-in-url", "javascript:1"),
                        List.of("--new", "apple:"))) {
            run(JANE, wrong.toArray(String[]::new)).ends(ExitStatus.USAGE).isPlain();
        }
    }

    @Test
    void theProfileDoesNotGoIntoTheLibrary() throws Exception {
        run(JANE, "--to", mac.library().toString()).ends(ExitStatus.USAGE);
    }

    @Test
    void thePasswordGoesToAConfirmedHostAlone() throws Exception {
        String ana = "ana@example.com";
        try (ExchangeStandIn own =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()))) {
            own.user(ana, MailServer.PASSWORD, "token");
            AutodiscoverDoor door = AutodiscoverDoor.olderAlone(own, "https://127.0.0.1/EWS");
            String instead = "autodiscover.example.com=127.0.0.1:" + own.webPort();
            Run no = run(ana, "--ask-instead", instead, "--dry-run");
            assertThat(no.ends(ExitStatus.UNAVAILABLE).out()).contains("401, asks to sign in");
            assertThat(door.heard()).isNotEmpty().noneMatch(h -> h.endsWith("signed in"));
            Run yes =
                    run(ana, "--ask-instead", instead, "--confirm-host", "127.0.0.1", "--dry-run");
            assertThat(yes.ends(ExitStatus.PROVEN).out()).contains("On an Exchange Server");
            assertThat(door.heard()).filteredOn(h -> h.endsWith("signed in")).hasSize(1);
        }
    }

    private String online() {
        return "127.0.0.1:" + exchange.webPort();
    }

    private Run setup(String... more) throws Exception {
        return run(JANE, more);
    }

    private Run run(String address, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("setup", address));
        if (!List.of(more).contains("--autodiscover")) {
            all.addAll(List.of("--autodiscover", online()));
        }
        all.addAll(
                List.of(
                        "--name-server",
                        "none",
                        "--ask-instead",
                        "example.com=127.0.0.1:1",
                        "--ca-file",
                        ServerCertificate.authority(place).toString(),
                        "--target-password-file",
                        OnServer.password(place).toString()));
        all.addAll(List.of(more));
        for (String host : List.of("autodiscover.example.com", "http://autodiscover.example.com")) {
            if (Stream.of(more).noneMatch(m -> m.startsWith(host + "="))) {
                all.addAll(List.of("--ask-instead", host + "=127.0.0.1:1"));
            }
        }
        if (!List.of(more).contains("--to")) {
            all.addAll(List.of("--to", Files.createDirectories(place.resolve("out")).toString()));
        }
        return mac.run(all.toArray(String[]::new));
    }

    private List<Path> profiles() throws Exception {
        Path out = place.resolve("out");
        if (Files.notExists(out)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(out)) {
            return all.toList();
        }
    }

    private List<String> folders() {
        return server.doveadm("mailbox", "list", "-u", "jane").lines().toList();
    }
}
