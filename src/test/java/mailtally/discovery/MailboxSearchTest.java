package mailtally.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mailtally.demo.exchange.AutodiscoverDoor;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.store.AddressException;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is asked, what is taken, and what is said of it, against the stand-in for Exchange.
class MailboxSearchTest {
    private static final String JANE = "jane@example.com";

    @TempDir Path folder;

    private ExchangeStandIn exchange;
    private AutodiscoverDoor door;
    private String place;
    private URI ews;

    @BeforeEach
    void anExchange() throws Exception {
        exchange =
                ExchangeStandIn.start(
                        ExchangeSettings.plain(), Optional.of(ServerCertificate.GOOD.context()));
        exchange.user(JANE, Searching.PASSWORD, "token");
        place = "127.0.0.1:" + exchange.webPort();
        ews = URI.create(exchange.webAddress() + "/EWS/Exchange.asmx");
        door = AutodiscoverDoor.open(exchange, ews.toString());
    }

    @AfterEach
    void closed() {
        exchange.close();
    }

    @Test
    void exchangeOnlineIsFoundWithoutAPassword() throws Exception {
        Searching searching = new Searching(folder).online(place);
        Discovered found = searching.find(JANE);
        assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_ONLINE);
        assertThat(found.ews()).contains(ews);
        assertThat(found.because()).contains(place);
        assertThat(found.evidence())
                .filteredOn(Evidence::taken)
                .singleElement()
                .satisfies(e -> assertThat(e.answered()).contains(ews.toString()));
        assertThat(door.heard()).containsExactly("GET /autodiscover/autodiscover.json");
        assertThat(searching.asked()).isEmpty();
    }

    @Test
    void anAnswerFromExchangeOnlineAloneIsDoubtedWhereTheDomainPointsElsewhere() throws Exception {
        Discovered found = new Searching(folder).online(place).find(JANE);
        assertThat(found.doubts()).anySatisfy(d -> assertThat(d).contains("Signing in will show"));
    }

    @Test
    void theDomainsOwnServerComesBeforeExchangeOnline() throws Exception {
        try (WebStandIn online =
                WebStandIn.saying(
                        200,
                        "application/json",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://online.example/EWS\"}")) {
            Discovered found =
                    new Searching(folder)
                            .online(online.place())
                            .at("autodiscover.example.com", place)
                            .find(JANE);
            assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_SERVER);
            assertThat(found.ews()).contains(ews);
            assertThat(found.because()).contains("autodiscover.example.com");
            assertThat(found.doubts())
                    .anySatisfy(d -> assertThat(d).contains("https://online.example/EWS"));
        }
    }

    @Test
    void theOlderWayIsAskedWithAPasswordOnlyWhereThePersonConfirms() throws Exception {
        try (WebStandIn server = older()) {
            Searching no = new Searching(folder).at("autodiscover.example.com", server.place());
            assertThat(no.find(JANE).kind()).isEqualTo(MailboxKind.UNKNOWN);
            assertThat(no.asked()).singleElement().asString().startsWith(server.place());
            assertThat(server.heard()).noneMatch(h -> h.contains("Authorization"));

            Searching yes =
                    new Searching(folder)
                            .at("autodiscover.example.com", server.place())
                            .confirming(server.place());
            Discovered found = yes.find(JANE);
            assertThat(found.kind()).isEqualTo(MailboxKind.EXCHANGE_SERVER);
            assertThat(found.ews())
                    .contains(URI.create("https://mail.example.com/EWS/Exchange.asmx"));
            assertThat(server.heard()).filteredOn(h -> h.contains("Authorization")).hasSize(1);
        }
    }

    /// Knows the older way alone, and wants a password.
    private static WebStandIn older() throws Exception {
        return WebStandIn.good(
                e -> {
                    if (e.getRequestURI().getPath().endsWith(".json")) {
                        WebStandIn.say(e, 404, "text/plain", "");
                    } else if (!e.getRequestHeaders().containsKey("Authorization")) {
                        WebStandIn.askForPassword(e, "NTLM", "Basic realm=\"x\"");
                    } else {
                        WebStandIn.say(
                                e,
                                200,
                                "text/xml",
                                "<Autodiscover><Response><Account><Action>settings</Action>"
                                        + "<Protocol><Type>EXPR</Type><EwsUrl>"
                                        + "https://mail.example.com/EWS/Exchange.asmx</EwsUrl>"
                                        + "</Protocol></Account></Response></Autodiscover>");
                    }
                });
    }

    @Test
    void theStandInsOlderDoorIsUnderstood() throws Exception {
        Searching searching = new Searching(folder).at("example.com", place).confirming(place);
        assertThat(searching.find(JANE).ews()).contains(ews);
        assertThat(new OlderCase(folder, place).find()).contains(ews);
    }

    @Test
    void anAddressThatNobodyKnowsIsNotFoundAndAllIsListed() throws Exception {
        Discovered found = new Searching(folder).online(place).find("bob@example.com");
        assertThat(found.kind()).isEqualTo(MailboxKind.UNKNOWN);
        assertThat(found.evidence())
                .extracting(Evidence::answered)
                .contains("error UserNotFound", "nothing answers on that port");
    }

    @Test
    void whatIsNoAddressIsNotAskedFor() {
        for (String no :
                List.of("jane", "jane@", "@example.com", "jane@exa mple.com", "a@b\r\nc.d")) {
            assertThatThrownBy(() -> new Searching(folder).find(no))
                    .isInstanceOf(AddressException.class);
        }
    }

    /// The older way alone, asked with a password.
    private record OlderCase(Path folder, String place) {
        Optional<URI> find() throws Exception {
            try (WebStandIn jsonless =
                    WebStandIn.good(
                            e -> {
                                if (e.getRequestURI().getPath().endsWith(".json")) {
                                    WebStandIn.say(e, 404, "text/plain", "");
                                } else {
                                    WebStandIn.point(
                                            e,
                                            "https://" + place + "/autodiscover/autodiscover.xml");
                                }
                            })) {
                return new Searching(folder)
                        .at("example.com", jsonless.place())
                        .confirming(place)
                        .find(JANE)
                        .ews();
            }
        }
    }
}
