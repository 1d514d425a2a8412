package mailtally.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import mailtally.testing.server.ServerCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Servers that answer for a domain and should not, and such that mean harm.
@Timeout(600)
class HostileAutodiscoverTest {
    private static final String JANE = "jane@example.com";
    private static final String DISCOVER = "autodiscover.example.com";

    @TempDir Path folder;

    @Test
    void whatPointsInACircleIsLeft() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(e -> WebStandIn.point(e, e.getRequestURI().toString()))) {
            Discovered found = at(server);
            assertThat(told(found)).anyMatch(t -> t.contains("points in a circle"));
            assertThat(server.heard()).hasSize(2);
        }
    }

    @Test
    void whatPointsOnWithoutEndIsLeft() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (WebStandIn server =
                WebStandIn.good(
                        e ->
                                WebStandIn.point(
                                        e,
                                        "/autodiscover/autodiscover.json?n="
                                                + count.incrementAndGet()))) {
            Discovered found = at(server);
            assertThat(told(found)).anyMatch(t -> t.contains("more than 5 times"));
            assertThat(server.heard()).hasSize(12);
        }
    }

    @Test
    void noPasswordFollowsWhereAServerPoints() throws Exception {
        try (WebStandIn other =
                        WebStandIn.good(e -> WebStandIn.askForPassword(e, "Basic realm=x"));
                WebStandIn first =
                        WebStandIn.good(
                                e -> {
                                    if (e.getRequestHeaders().containsKey("Authorization")) {
                                        WebStandIn.point(e, "https://" + other.place() + "/x.xml");
                                    } else {
                                        WebStandIn.askForPassword(e, "Basic realm=x");
                                    }
                                })) {
            Searching searching =
                    new Searching(folder).at(DISCOVER, first.place()).confirming(first.place());
            searching.find(JANE);
            assertThat(first.heard()).anyMatch(h -> h.contains("Authorization"));
            assertThat(other.heard()).isNotEmpty().noneMatch(HostileAutodiscoverTest::secret);
            assertThat(searching.asked()).anyMatch(a -> a.startsWith(other.place()));
        }
    }

    @Test
    void plainHttpIsNotFollowed() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(e -> WebStandIn.point(e, "http://127.0.0.1:9/autodiscover"))) {
            assertThat(told(at(server))).anyMatch(t -> t.contains("points to no https address"));
        }
    }

    @Test
    void aPortThatIsNoneIsNotFollowed() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(e -> WebStandIn.point(e, "https://a.example:99999/x.xml"))) {
            assertThat(told(at(server))).anyMatch(t -> t.contains("points to no https address"));
        }
    }

    @Test
    void aHostWithAnotherNamesCertificateGetsNothing() throws Exception {
        try (WebStandIn server =
                new WebStandIn(
                        ServerCertificate.OTHER_HOST,
                        e -> WebStandIn.askForPassword(e, "Basic realm=x"))) {
            Searching searching =
                    new Searching(folder).at(DISCOVER, server.place()).confirming(server.place());
            assertThat(told(searching.find(JANE)))
                    .anyMatch(t -> t.contains("certificate is for another host"));
            assertThat(server.heard()).isEmpty();
            assertThat(searching.asked()).isEmpty();
        }
    }

    @Test
    void aHostThatNobodyVouchesForGetsNoPasswordHoweverItAsks() throws Exception {
        try (WebStandIn server =
                new WebStandIn(
                        ServerCertificate.EXPIRED,
                        e -> WebStandIn.askForPassword(e, "Basic realm=x"))) {
            Searching searching =
                    new Searching(folder).at(DISCOVER, server.place()).confirming(server.place());
            assertThat(told(searching.find(JANE)))
                    .anyMatch(t -> t.contains("certificate has expired"));
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void whereOnlyAnotherWayToSignInIsOfferedNoPasswordIsSent() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(e -> WebStandIn.askForPassword(e, "Negotiate", "NTLM"))) {
            Searching searching =
                    new Searching(folder).at(DISCOVER, server.place()).confirming(server.place());
            assertThat(told(searching.find(JANE))).anyMatch(t -> t.contains("Negotiate, NTLM"));
            assertThat(server.heard()).noneMatch(HostileAutodiscoverTest::secret);
            assertThat(searching.asked()).isEmpty();
        }
    }

    @Test
    void aPasswordThatIsRefusedIsTriedOnceInAll() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(e -> WebStandIn.askForPassword(e, "Basic realm=x"))) {
            Searching searching =
                    new Searching(folder)
                            .at(DISCOVER, server.place())
                            .at("example.com", server.place())
                            .confirming(server.place());
            Discovered found = searching.find(JANE);
            assertThat(server.heard()).filteredOn(HostileAutodiscoverTest::secret).hasSize(1);
            assertThat(found.kind()).isEqualTo(MailboxKind.UNKNOWN);
            assertThat(found.doubts()).anyMatch(d -> d.contains("did not take the password"));
        }
    }

    @Test
    void aWebSiteIsNamedAndPassedOver() throws Exception {
        try (WebStandIn server =
                WebStandIn.saying(
                        200,
                        "text/html",
                        "<!DOCTYPE html><link href='/wp-content/x.css'><h1>Welcome</h1>")) {
            Discovered found = at(server);
            assertThat(found.kind()).isEqualTo(MailboxKind.UNKNOWN);
            assertThat(told(found)).anyMatch(t -> t.contains("WordPress"));
        }
    }

    @Test
    void aWebHostThatNamesImapIsNotExchangeAndIsNamed() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(
                        e -> {
                            if (e.getRequestURI().getPath().endsWith(".json")) {
                                WebStandIn.say(e, 404, "text/html", "<html>cPanel</html>");
                            } else {
                                WebStandIn.say(e, 200, "application/xml", CPANEL);
                            }
                        })) {
            Discovered found = at(server);
            assertThat(found.kind()).isEqualTo(MailboxKind.NOT_EXCHANGE);
            assertThat(found.imap()).contains(new ImapPlace("mail.web-host.example", 993, true));
            assertThat(told(found)).anyMatch(t -> t.contains("not in Exchange"));
        }
    }

    @Test
    void aGigabyteIsNotReadToItsEnd() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (WebStandIn server =
                WebStandIn.good(
                        e -> {
                            e.sendResponseHeaders(200, 0);
                            byte[] piece = new byte[64 << 10];
                            try (OutputStream out = e.getResponseBody()) {
                                for (int i = 0; i < 16 << 10; i++) {
                                    out.write(piece);
                                    sent.addAndGet(piece.length);
                                }
                            }
                        })) {
            assertThat(told(at(server))).anyMatch(t -> t.contains("more than 256 KB"));
            assertThat(sent.get()).isLessThan(64L << 20);
        }
    }

    @Test
    void anAnswerThatDripsIsLeftInTheEnd() throws Exception {
        try (WebStandIn server =
                WebStandIn.good(
                        e -> {
                            e.sendResponseHeaders(200, 0);
                            try (OutputStream out = e.getResponseBody()) {
                                for (int i = 0; i < 1_000; i++) {
                                    out.write(' ');
                                    out.flush();
                                    Thread.sleep(100);
                                }
                            } catch (InterruptedException stop) {
                                Thread.currentThread().interrupt();
                            }
                        })) {
            Searching searching =
                    new Searching(folder)
                            .at(DISCOVER, server.place())
                            .patience(Duration.ofSeconds(1));
            assertThat(told(searching.find(JANE)))
                    .anyMatch(t -> t.contains("did not answer in time"));
        }
    }

    @Test
    void hostileXmlNamesNothingAndFetchesNothing() throws Exception {
        List<String> fetched = new ArrayList<>();
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> accept(listening, fetched));
            String outside = "http://127.0.0.1:" + listening.getLocalPort() + "/x";
            for (String xml :
                    List.of(
                            bomb(),
                            "<!DOCTYPE a [<!ENTITY x SYSTEM '" + outside + "'>]>" + named("&x;"),
                            "<!DOCTYPE a SYSTEM '" + outside + "'>" + named("https://a.example/"),
                            "<!DOCTYPE a>" + named("https://a.example/EWS"),
                            "<a>".repeat(100_000),
                            named("javascript:alert(1)"),
                            named("http://a.example/EWS"),
                            named("https://user:secret@a.example/EWS"),
                            "<Autodiscover>\0",
                            "<other>"
                                    + named("https://a.example/EWS")
                                            .replace("Autodiscover", "Auto"),
                            "")) {
                try (WebStandIn server = WebStandIn.saying(200, "text/xml", xml)) {
                    Discovered found = at(server);
                    assertThat(found.ews())
                            .as(xml.substring(0, Math.min(80, xml.length())))
                            .isEmpty();
                }
            }
        }
        assertThat(fetched).isEmpty();
    }

    @Test
    void hostileJsonNamesNothing() throws Exception {
        for (String json :
                List.of(
                        "[".repeat(100_000),
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://a.example/\",\"Url\":\"https://b.example/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://a.example/\",\"url\":\"https://b.example/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://a.example:99999/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"http://a.example/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://u:p@a.example/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"file:///etc/passwd\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":{\"a\":1}}",
                        "{\"Protocol\":\"ActiveSync\",\"Url\":\"https://a.example/\"}",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://a.example/\"} trailing",
                        "{\"Url\":\"https://a.example/\"",
                        "{\"Protocol\":\"EWS\",\"Url\":\"https://" + "a".repeat(100_000) + "/\"}",
                        "null",
                        "\u001b]0;title\u0007")) {
            try (WebStandIn server = WebStandIn.saying(200, "application/json", json)) {
                assertThat(at(server).ews())
                        .as(json.substring(0, Math.min(80, json.length())))
                        .isEmpty();
            }
        }
    }

    @Test
    void whatPlainHttpPointsToIsAskedOnlyWhenConfirmed() throws Exception {
        try (WebStandIn real =
                        WebStandIn.saying(
                                200,
                                "application/json",
                                "{\"Protocol\":\"EWS\",\"Url\":\"https://a.example/EWS\"}");
                PlainServer plain =
                        new PlainServer(
                                "HTTP/1.1 302 Found\r\nLocation: https://"
                                        + real.place()
                                        + "/autodiscover/autodiscover.xml\r\n\r\n")) {
            Searching no = new Searching(folder).at("http://" + DISCOVER, plain.place());
            assertThat(no.find(JANE).kind()).isEqualTo(MailboxKind.UNKNOWN);
            assertThat(real.heard()).isEmpty();
            assertThat(no.asked()).singleElement().asString().contains("without TLS");
            assertThat(plain.heard()).noneMatch(h -> h.contains("jane"));

            Searching yes =
                    new Searching(folder)
                            .at("http://" + DISCOVER, plain.place())
                            .confirming(real.place());
            assertThat(yes.find(JANE).kind()).isEqualTo(MailboxKind.EXCHANGE_SERVER);
        }
    }

    @Test
    void aChainOfOtherAddressesEnds() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (WebStandIn server =
                WebStandIn.good(
                        e ->
                                WebStandIn.say(
                                        e,
                                        200,
                                        "text/xml",
                                        "<Autodiscover><Response><Account>"
                                                + "<Action>redirectAddr</Action><RedirectAddr>j"
                                                + count.incrementAndGet()
                                                + "@example.com</RedirectAddr></Account></Response>"
                                                + "</Autodiscover>"))) {
            Discovered found = at(server);
            assertThat(found.kind()).isEqualTo(MailboxKind.UNKNOWN);
            assertThat(found.doubts()).anyMatch(d -> d.contains("more than 3 addresses"));
        }
    }

    private Discovered at(WebStandIn server) throws Exception {
        return new Searching(folder).at(DISCOVER, server.place()).find(JANE);
    }

    private static List<String> told(Discovered found) {
        return found.evidence().stream().map(e -> e.answered() + " | " + e.means()).toList();
    }

    private static boolean secret(String request) {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (JANE + ":" + Searching.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return request.contains("Authorization")
                || request.contains(Searching.PASSWORD)
                || request.contains(basic);
    }

    private static String named(String url) {
        return "<Autodiscover><Response><Account><Action>settings</Action><Protocol>"
                + "<Type>EXPR</Type><EwsUrl>"
                + url
                + "</EwsUrl></Protocol></Account></Response></Autodiscover>";
    }

    private static String bomb() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE a [<!ENTITY e0 'https://a.example/'>");
        for (int i = 1; i < 12; i++) {
            xml.append("<!ENTITY e" + i + " '")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        return xml + "]>" + named("&e11;");
    }

    private static void accept(ServerSocket listening, List<String> fetched) {
        try {
            while (true) {
                listening.accept().close();
                fetched.add("asked");
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static final String CPANEL =
            "<?xml version=\"1.0\"?><Autodiscover><Response><Account><AccountType>email"
                    + "</AccountType><Action>settings</Action><Protocol><Type>IMAP</Type><Server>"
                    + "mail.web-host.example</Server><Port>993</Port><SSL>on</SSL></Protocol>"
                    + "</Account></Response></Autodiscover>";

    /// Plain HTTP that says one thing.
    private static final class PlainServer implements AutoCloseable {
        private final ServerSocket socket;
        private final List<String> heard = new ArrayList<>();

        PlainServer(String answer) throws IOException {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(answer));
        }

        private void serve(String answer) {
            try {
                while (true) {
                    try (Socket one = socket.accept()) {
                        byte[] question = new byte[4_000];
                        int got = one.getInputStream().read(question);
                        heard.add(
                                new String(question, 0, Math.max(0, got), StandardCharsets.UTF_8));
                        one.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                // the test is over
            }
        }

        String place() {
            return "127.0.0.1:" + socket.getLocalPort();
        }

        List<String> heard() {
            return heard;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
