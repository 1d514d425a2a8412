package mailtally.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import mailtally.store.server.ServerOptions;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of Apple Mail at each date, and what a server says of EWS.
class AppleMailTest {
    private static final EwsAnswer SIGN_IN = new EwsAnswer.WantsSignIn(List.of("Bearer"));

    @TempDir Path folder;

    @Test
    void beforeTheFirstDateItIsSaidWhatComes() {
        AppleMail mail = online(SIGN_IN, LocalDate.of(2026, 9, 30));
        assertThat(mail.works()).isEqualTo(AppleMail.Works.IF_ALLOWED);
        assertThat(mail.sentences().getFirst()).contains("From 1 October 2026 that is closed");
    }

    @Test
    void fromTheFirstDateOnTheAdministratorMustHaveOpenedIt() {
        AppleMail mail = online(SIGN_IN, LocalDate.of(2026, 10, 1));
        assertThat(mail.works()).isEqualTo(AppleMail.Works.IF_ALLOWED);
        assertThat(mail.sentences())
                .anyMatch(s -> s.contains("Since 1 October 2026"))
                .anyMatch(s -> s.contains("cannot be told from outside"))
                .anyMatch(s -> s.contains("1 April 2027"));
        assertThat(mail.administrator())
                .anyMatch(l -> l.contains(AppleMail.APPLICATION))
                .contains("Set-OrganizationConfig -EwsEnabled:$true");
    }

    @Test
    void theListIsSetBeforeEwsIsEnabledAndKeepsWhatIsInIt() {
        List<String> lines = online(SIGN_IN, LocalDate.of(2026, 11, 1)).administrator();
        int list = index(lines, "-EwsAllowedAppIDs (");
        assertThat(index(lines, "-RetrieveEwsOperationAccessPolicy")).isBetween(0, list);
        assertThat(list).isBetween(0, index(lines, "-EwsEnabled:$true"));
    }

    private static int index(List<String> lines, String part) {
        return lines.indexOf(
                lines.stream().filter(l -> l.contains(part)).findFirst().orElseThrow());
    }

    @Test
    void fromTheLastDateOnNobodyCanAllowIt() {
        assertThat(online(SIGN_IN, LocalDate.of(2027, 3, 31)).works())
                .isEqualTo(AppleMail.Works.IF_ALLOWED);
        AppleMail mail = online(SIGN_IN, LocalDate.of(2027, 4, 1));
        assertThat(mail.works()).isEqualTo(AppleMail.Works.NO);
        assertThat(mail.administrator()).isEmpty();
        assertThat(mail.sentences()).anyMatch(s -> s.contains("Outlook for Mac"));
    }

    @Test
    void anExchangeServerIsNotConcerned() {
        AppleMail mail =
                AppleMail.of(
                        found(MailboxKind.EXCHANGE_SERVER, "jane@example.com"),
                        SIGN_IN,
                        LocalDate.of(2028, 1, 1));
        assertThat(mail.works()).isEqualTo(AppleMail.Works.LIKELY);
    }

    @Test
    void anAddressCannotEndTheTextThatItStandsIn() {
        for (String quote : List.of("'", "\u2019", "\u2018", "\u201a", "\u201b")) {
            AppleMail mail =
                    AppleMail.of(
                            found(
                                    MailboxKind.EXCHANGE_ONLINE,
                                    "a" + quote + ";Remove-Mailbox;@example.com"),
                            SIGN_IN,
                            LocalDate.of(2026, 11, 1));
            assertThat(mail.administrator().getLast()).contains("a" + quote + quote + ";Remove");
        }
    }

    @Test
    void whatTheServerSaysOfEwsIsUnderstood() throws Exception {
        assertThat(asked(403, "EWS is disabled for this user or tenant", "", ""))
                .isInstanceOf(EwsAnswer.SwitchedOff.class);
        assertThat(asked(403, "EWS is blocked by policy for this user or tenant", "", ""))
                .isInstanceOf(EwsAnswer.KeptOut.class);
        assertThat(asked(403, "", "", "")).isEqualTo(new EwsAnswer.Refused(403));
        assertThat(asked(500, "", "", "<e>ErrorAccessDenied</e>"))
                .isEqualTo(new EwsAnswer.Refused(500));
        assertThat(asked(401, "", "Bearer", "")).isEqualTo(SIGN_IN);
        assertThat(asked(200, "", "", "<html>")).isInstanceOf(EwsAnswer.Unclear.class);
        assertThat(online(new EwsAnswer.SwitchedOff(), LocalDate.of(2026, 11, 1)).works())
                .isEqualTo(AppleMail.Works.KEPT_OUT);
    }

    private EwsAnswer asked(int status, String policy, String way, String body) throws Exception {
        try (WebStandIn server =
                WebStandIn.good(
                        e -> {
                            if (!policy.isEmpty()) {
                                e.getResponseHeaders().set("X-EWS-Policy-Reason", policy);
                            }
                            if (!way.isEmpty()) {
                                e.getResponseHeaders().set("WWW-Authenticate", way);
                            }
                            WebStandIn.say(e, status, "text/xml", body);
                        })) {
            ServerOptions options =
                    new ServerOptions(
                            1,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(1),
                            Optional.of(ServerCertificate.authority(folder)),
                            folder);
            try (MailboxSearch search =
                    MailboxSearch.open(SearchSettings.usual(), options, Credentials.NONE)) {
                EwsAnswer answer =
                        search.askEws(
                                URI.create("https://" + server.place() + "/EWS/Exchange.asmx"));
                assertThat(server.heard())
                        .singleElement()
                        .asString()
                        .doesNotContain("Authorization");
                return answer;
            }
        }
    }

    private static AppleMail online(EwsAnswer told, LocalDate today) {
        return AppleMail.of(found(MailboxKind.EXCHANGE_ONLINE, "jane@example.com"), told, today);
    }

    private static Discovered found(MailboxKind kind, String address) {
        return new Discovered(
                address,
                kind,
                Optional.of(URI.create("https://mail.example.com/EWS/Exchange.asmx")),
                Optional.empty(),
                "",
                List.of(),
                List.of());
    }
}
