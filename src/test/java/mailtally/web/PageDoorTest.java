package mailtally.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.Step;
import mailtally.testing.FakeJourney;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may see the page and press its buttons.
@Timeout(60)
final class PageDoorTest {
    private final FakeJourney journey = new FakeJourney(Step.CHECK);
    private PageServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(journey, Options.usual());
        browser = Browser.at(server);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    @Test
    void theTokenIsExchangedForACookieAndLeavesTheAddress() throws Exception {
        try (PageServer other = PageServer.start(journey, Options.usual());
                Browser fresh = new Browser(other.address())) {
            HttpResponse<String> entered = fresh.get("/enter?" + Browser.query(other));
            assertThat(entered.statusCode()).isEqualTo(303);
            assertThat(entered.headers().firstValue("Location")).contains("/");
            assertThat(entered.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("HttpOnly", "SameSite=Strict", "Path=/");
        }
    }

    @Test
    void theTokenOpensOneBrowserAlone() throws Exception {
        try (Browser second = new Browser(server.address())) {
            HttpResponse<String> refused = second.get("/enter?" + Browser.query(server));
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
            assertThat(refused.body()).contains("opens the page once, and was used");
        }
        assertThat(browser.get("/enter?" + Browser.query(server)).statusCode()).isEqualTo(303);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongTokenOpensNothingAndLeavesTheRightOne() throws Exception {
        try (PageServer other = PageServer.start(journey, Options.usual());
                Browser fresh = new Browser(other.address())) {
            assertThat(fresh.get("/enter?token=wrong").statusCode()).isEqualTo(403);
            assertThat(fresh.get("/enter").statusCode()).isEqualTo(403);
            assertThat(fresh.get("/enter?" + Browser.query(other)).statusCode()).isEqualTo(303);
        }
    }

    @Test
    void withoutItsCookieNothingIsShown() throws Exception {
        try (Browser stranger = new Browser(server.address())) {
            for (String path : List.of("/", "/left", "/left/only-here.csv", "/events", "/report")) {
                HttpResponse<String> refused = stranger.get(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(403);
                assertThat(refused.body())
                        .as(path)
                        .contains("Nothing was changed", "Start Mailtally again")
                        .doesNotContain("jane@example.com");
            }
        }
    }

    @Test
    void theCookieOfAnEarlierStartIsToldSo() throws Exception {
        HttpResponse<String> refused;
        try (PageServer later = PageServer.start(journey, Options.usual());
                Browser old = new Browser(later.address())) {
            String theirs = "mailtally-" + old.port() + "=" + browser.cookie().split("=", 2)[1];
            refused = old.get("/", "Cookie", theirs);
        }
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("an earlier start of Mailtally");
    }

    @Test
    void anotherHostNameIsRefused() throws Exception {
        for (String host :
                List.of("evil.example.com", "localhost:" + browser.port(), "127.0.0.1")) {
            String answer =
                    browser.raw(
                            "GET / HTTP/1.1\r\nHost: "
                                    + host
                                    + "\r\nCookie: "
                                    + browser.cookie()
                                    + "\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(host).startsWith("HTTP/1.1 403").doesNotContain("48,210");
        }
    }

    @Test
    void anotherPageCanNeitherPressNorLook() throws Exception {
        Map<String, String> form = Map.of("csrf", browser.csrf(), "action", "pass-check");
        List<String[]> strangers =
                List.of(
                        new String[] {"Origin", "http://evil.example.com"},
                        new String[] {"Origin", "null"},
                        new String[] {"Origin", "http://127.0.0.1:1"},
                        new String[] {"Origin", browser.origin(), "Sec-Fetch-Site", "cross-site"},
                        new String[] {"Sec-Fetch-Site", "same-site"},
                        new String[] {});
        for (String[] headers : strangers) {
            assertThat(browser.post(form, headers).statusCode())
                    .as(String.join(" ", headers))
                    .isEqualTo(403);
        }
        assertThat(browser.get("/", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(browser.get("/", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
        assertThat(journey.presses()).isEmpty();
    }

    @Test
    void aFormWithoutItsCodeChangesNothing() throws Exception {
        for (String csrf : List.of("", "wrong")) {
            HttpResponse<String> refused =
                    browser.post(
                            Map.of("csrf", csrf, "action", "pass-check"),
                            "Origin",
                            browser.origin());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains("before Mailtally was started", "Show where the move stands");
        }
        assertThat(journey.presses()).isEmpty();
    }

    @Test
    void anAddressAloneChangesNothing() throws Exception {
        HttpResponse<String> refused =
                browser.get("/press?action=pass-check&csrf=" + browser.csrf());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(journey.presses()).isEmpty();
    }

    @Test
    void whatIsNoFormOrTooLargeIsRefused() throws Exception {
        assertThat(browser.press("pass-check", Map.of("x", "y".repeat(70_000))).statusCode())
                .isEqualTo(413);
        String chunk = "x=" + "y".repeat(0xfffd) + "y";
        String answer =
                browser.raw(
                        head("POST /press")
                                + "Origin: "
                                + browser.origin()
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                + ("10000\r\n" + chunk + "\r\n").repeat(2)
                                + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(
                        browser.raw(
                                head("POST /press")
                                        + "Origin: "
                                        + browser.origin()
                                        + "\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n"
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 415");
        assertThat(journey.presses()).isEmpty();
    }

    @Test
    void everyAnswerTellsTheBrowserToKeepAndLoadNothing() throws Exception {
        List<String> answers = new ArrayList<>();
        for (String path :
                List.of(
                        "/",
                        "/help",
                        "/left",
                        "/left/only-here",
                        "/none",
                        "/left/none",
                        "/page.js")) {
            answers.add(browser.raw(head("GET " + path) + "Connection: close\r\n\r\n"));
        }
        answers.add(browser.raw("GET / HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n"));
        answers.add(browser.raw(head("DELETE /") + "Connection: close\r\n\r\n"));
        answers.add(browser.raw("NONSENSE\r\n\r\n"));
        answers.add(browser.raw(head("GET /%zz") + "Connection: close\r\n\r\n"));
        answers.add(browser.raw(head("GET /") + "X: " + "y".repeat(20_000) + "\r\n\r\n"));
        for (String answer : answers) {
            assertThat(answer)
                    .contains(
                            "Content-Security-Policy: default-src 'none'; script-src 'self';",
                            "Cache-Control: no-store",
                            "X-Content-Type-Options: nosniff",
                            "Referrer-Policy: same-origin",
                            "Cross-Origin-Opener-Policy: same-origin",
                            "Cross-Origin-Resource-Policy: same-origin")
                    .doesNotContain("Jetty", "Javalin", "\tat ");
        }
        assertThat(answers.getLast()).startsWith("HTTP/1.1 431");
    }

    @Test
    void onlyThisComputerReachesIt() throws Exception {
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(one.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThatThrownBy(
                                    () -> {
                                        try (Socket socket = new Socket()) {
                                            socket.connect(
                                                    new InetSocketAddress(address, browser.port()),
                                                    2_000);
                                        }
                                    })
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Test
    void eventStreamsHaveANumberThatIsEnough() throws Exception {
        List<InputStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < Events.MOST; i++) {
                InputStream stream = browser.events();
                assertThat(stream.read()).isPositive();
                open.add(stream);
            }
            assertThat(browser.get("/events", "Accept", "text/event-stream").statusCode())
                    .isEqualTo(503);
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(
                        () ->
                                PageServer.start(
                                        journey,
                                        new Options(
                                                browser.port(),
                                                Optional.empty(),
                                                Options.usual().clock())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + browser.port())
                .hasMessageContaining("Nothing was changed");
    }

    @Test
    void onRequestItStopsOnceNobodyLooksAndNothingRuns() throws Exception {
        journey.working(31_400);
        Options idle = new Options(0, Optional.of(Duration.ofMillis(300)), Options.usual().clock());
        try (PageServer brief = PageServer.start(journey, idle);
                Browser visitor = Browser.at(brief)) {
            Thread.sleep(900);
            assertThat(visitor.get("/").statusCode()).as("while work runs").isEqualTo(200);
            journey.idle();
            brief.awaitEnd();
            assertThatThrownBy(() -> visitor.get("/")).isInstanceOf(ConnectException.class);
        }
    }

    private String head(String line) {
        return line
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + browser.port()
                + "\r\nCookie: "
                + browser.cookie()
                + "\r\n";
    }
}
