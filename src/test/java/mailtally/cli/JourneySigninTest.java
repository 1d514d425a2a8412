package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mailtally.demo.exchange.ExchangeQuirk;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.TokenRules;
import mailtally.testing.server.StandInServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Signing in to a mailbox that takes no passwords, on the page of a move.
@Timeout(180)
final class JourneySigninTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String ONLINE = "imaps://jane%40example.com@outlook.office365.com";
    private static final Pattern FORM =
            Pattern.compile("action='([^']+)'.*name='code' value='([^']+)'.*value='([^']+)'");

    @TempDir Path home;

    private StandInServer exchange;

    @BeforeEach
    void start() {
        exchange =
                StandInServer.start(
                        ExchangeSettings.everyday().without(ExchangeQuirk.NOT_CONNECTED));
        rules().client(CLIENT).person(PressedPage.USER);
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @Test
    void theCodeStandsOnThePageUntilSomebodyEnteredItAndTheIdsAreAskedForOnce() throws Exception {
        rules().pollsBeforeEntered(3);
        try (PressedPage page = page("--oauth", "device").arrived()) {
            page.begin("move-there", typed());
            assertThat(page.until(view -> view.alert().isPresent()).alert().get())
                    .contains("https://login.example.com/device", "QWER-TYUI", "15 minutes");
            assertThat(page.page())
                    .contains("https://login.example.com/device", "QWER-TYUI", "data-alert")
                    .contains("Pause");
            page.until(view -> view.work().isEmpty());
            assertThat(page.page()).contains("5 of 5").doesNotContain("QWER-TYUI");

            String again = page.press("arrived", Map.of());
            assertThat(again).contains("value=\"" + CLIENT + "\"").contains("5 of 5");
            assertThat(asked("devicecode")).isEqualTo(1);
            assertThat(page.mac.host().opened).isEmpty();
            assertThat(page.mac.host().notified).contains("Mailtally needs you.");
            page.press("report", Map.of("folder", home.resolve("report").toString()));
            noSecretIn(page);
        }
    }

    @Test
    void onAMacTheBrowserIsOpenedUnlessAnotherWayIsNamed() throws Exception {
        try (PressedPage page = page().arrived()) {
            page.begin("move-there", typed());
            page.until(view -> view.alert().isPresent());
            assertThat(page.page()).contains("A browser was opened. Sign in there");
            follow(URI.create(page.mac.host().opened.getLast()));
            page.until(view -> view.work().isEmpty());
            assertThat(page.page()).contains("5 of 5").doesNotContain("A browser was opened");
            assertThat(asked("authorize")).isEqualTo(1);
            noSecretIn(page);
        }
    }

    @Test
    void elsewhereACodeIsShown() throws Exception {
        try (PressedPage page = page()) {
            page.mac.host().version = Optional.empty();
            page.arrived().press("move-there", typed());
            assertThat(asked("devicecode")).isEqualTo(1);
            assertThat(page.mac.host().opened).isEmpty();
        }
    }

    @Test
    void pauseEndsTheWaiting() throws Exception {
        rules().pollsBeforeEntered(1000);
        try (PressedPage page = page("--oauth", "device").arrived()) {
            page.begin("arrived", typed());
            page.until(view -> view.alert().isPresent());
            page.begin("pause", Map.of());
            page.until(view -> view.work().isEmpty());
            assertThat(page.page()).contains("Paused.").doesNotContain("QWER-TYUI");

            rules().pollsBeforeEntered(1);
            assertThat(page.press("move-there", typed())).contains("5 of 5");
        }
    }

    @Test
    void pauseEndsTheWaitingForABrowserToo() throws Exception {
        try (PressedPage page = page().arrived()) {
            page.begin("arrived", typed());
            page.until(view -> view.alert().isPresent());
            page.begin("pause", Map.of());
            page.until(view -> view.work().isEmpty());
            assertThat(page.page()).contains("Paused.").doesNotContain("A browser was opened");
        }
    }

    @Test
    void aRefusedSignInIsASentenceAndNoPasswordIsAskedFor() throws Exception {
        try (PressedPage page = page("--oauth", "device").arrived()) {
            rules().declines(true);
            String said = page.press("arrived", typed());
            assertThat(said)
                    .contains("whoever signed in said no", "Nothing was changed")
                    .doesNotContain("QWER-TYUI", "Password for", "Trace");

            rules().declines(false).usesOfToken(0);
            said = page.press("arrived", typed());
            assertThat(said)
                    .contains("did not let jane@example.com in")
                    .doesNotContain("Password for");
        }
    }

    @Test
    void whatIsMissingOrWrongIsSaidBeforeAnyConnection() throws Exception {
        try (PressedPage page = page().arrived()) {
            String said = page.press("arrived", mailbox(ONLINE));
            assertThat(said)
                    .contains("Exchange Online takes no password", "Nothing was sent")
                    .contains("the sign-in is for 127.0.0.1 alone");
            assertThat(page.page()).contains("value=\"" + ONLINE + "\"");
            Map<String, String> wrong = typed();
            wrong.put("newclient", "<b>no id</b>");
            assertThat(page.press("arrived", wrong))
                    .contains("The application's ID (--oauth-client) is none")
                    .doesNotContain("<b>no id");
            wrong = typed();
            wrong.put("newtenant", "../x");
            assertThat(page.press("arrived", wrong)).contains("The directory (--oauth-tenant)");
            assertThat(exchange.standIn().tokens().heard()).isEmpty();
        }
    }

    @Test
    void withoutAnApplicationExchangeOnlineIsNotAskedWithAPassword() throws Exception {
        try (PressedPage page = new PressedPage(home).arrived()) {
            Map<String, String> fields = mailbox(ONLINE);
            fields.put("newpassword", "open-sesame-7");
            assertThat(page.press("arrived", fields))
                    .contains("the application to sign in with is not named")
                    .contains("Whoever administers your Microsoft 365 has them");
        }
    }

    @Test
    void whatTheOptionsNameIsNotAskedFor() throws Exception {
        try (PressedPage page = page("--oauth-client", CLIENT, "--oauth", "device").arrived()) {
            assertThat(page.page()).doesNotContain("newclient", "newtenant");
            assertThat(page.press("move-there", mailbox(address()))).contains("5 of 5");
        }
    }

    private PressedPage page(String... more) throws Exception {
        List<String> options =
                Stream.concat(
                                Stream.of(
                                        "--oauth-host",
                                        "127.0.0.1",
                                        "--oauth-authority",
                                        exchange.standIn().webAddress()),
                                Stream.of(more))
                        .toList();
        return new PressedPage(home, options.toArray(new String[0]));
    }

    private TokenRules rules() {
        return exchange.standIn().tokens().rules();
    }

    private String address() {
        return exchange.address(PressedPage.USER);
    }

    private long asked(String what) {
        return exchange.standIn().tokens().heard().stream().filter(what::equals).count();
    }

    private static Map<String, String> mailbox(String address) {
        Map<String, String> fields = new HashMap<>();
        fields.put("newmailbox", address);
        fields.put("newpassword", "");
        fields.put("newclient", "");
        fields.put("newtenant", "");
        return fields;
    }

    private Map<String, String> typed() {
        Map<String, String> fields = mailbox(address());
        fields.put("newclient", " " + CLIENT + " ");
        fields.put("newtenant", TokenRules.TENANT);
        return fields;
    }

    /// No page, no file but the one for it, and never the old server has anything of the sign-in.
    private void noSecretIn(PressedPage page) throws Exception {
        String old = page.oldHeard();
        assertThat(old).contains(" PLAIN ").doesNotContain("XOAUTH2");
        List<String> secrets = exchange.standIn().tokens().book().secrets();
        assertThat(secrets).hasSizeGreaterThan(1);
        for (String secret : secrets) {
            byte[] login =
                    ("user=" + PressedPage.USER + "\1auth=Bearer " + secret + "\1\1")
                            .getBytes(StandardCharsets.UTF_8);
            String sent = Base64.getEncoder().encodeToString(login);
            assertThat(old + page.pages).doesNotContain(secret, sent);
            try (Stream<Path> tree = Files.walk(home)) {
                for (Path file : tree.filter(Files::isRegularFile).toList()) {
                    if (!file.startsWith(home.resolve("state/tokens"))) {
                        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                        assertThat(content.contains(secret) || content.contains(sent))
                                .as(file.toString())
                                .isFalse();
                    }
                }
            }
        }
    }

    /// As a browser does with the page where somebody signed in.
    private static void follow(URI url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse.BodyHandler<String> text = HttpResponse.BodyHandlers.ofString();
            Matcher form =
                    FORM.matcher(client.send(HttpRequest.newBuilder(url).build(), text).body());
            assertThat(form.find()).isTrue();
            HttpRequest.BodyPublisher fields =
                    HttpRequest.BodyPublishers.ofString(
                            "code=" + form.group(2) + "&state=" + form.group(3));
            HttpRequest back =
                    HttpRequest.newBuilder(URI.create(form.group(1)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(fields)
                            .build();
            assertThat(client.send(back, text).body()).contains("You can close this window");
        }
    }
}
