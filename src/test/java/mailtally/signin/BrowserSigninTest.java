package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.demo.exchange.ExchangeSettings;
import mailtally.demo.exchange.ExchangeStandIn;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with a browser of this computer; the browser is a client of the test's own.
class BrowserSigninTest {
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    private static final Pattern FORM =
            Pattern.compile("action='([^']+)'.*name='code' value='([^']+)'.*value='([^']+)'");

    @TempDir Path place;

    private final List<String> shown = new ArrayList<>();
    private final List<URI> opened = new ArrayList<>();
    private Consumer<URI> browser = this::follow;
    private ExchangeStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = ExchangeStandIn.start(ExchangeSettings.plain(), Optional.empty());
        standIn.tokens().rules().client(CLIENT).person("jane@example.com");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void aPersonSignsInAndTheVerifierIsNowhereToBeSeen() throws Exception {
        Secret token = ask();
        assertThat(standIn.tokens().book().bearer(((Secret.Token) token).value()))
                .hasValueSatisfying(who -> assertThat(who.user()).isEqualTo("jane@example.com"));
        assertThat(standIn.tokens().heard()).containsExactly("authorize", "authorization_code");
        assertThat(opened.getFirst().toString())
                .startsWith(standIn.webAddress() + "/organizations/oauth2/v2.0/authorize?")
                .contains("code_challenge_method=S256", "login_hint=jane%40example.com");
        assertThat(shown).singleElement().asString().contains("A browser was opened");
        for (String secret : standIn.tokens().book().secrets()) {
            assertThat(shown + " " + opened).doesNotContain(secret);
        }
        ask();
        assertThat(opened).as("the sign-in is kept").hasSize(1);
    }

    @Test
    void withoutABrowserTheAddressIsShown() throws Exception {
        browser = null;
        Thread person =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (shown().isEmpty()) {
                                        Thread.onSpinWait();
                                    }
                                    String text = shown().getFirst();
                                    follow(URI.create(text.substring(text.indexOf("http"))));
                                });
        assertThat(ask()).isInstanceOf(Secret.Token.class);
        person.join();
    }

    @Test
    void whatIsNotTheAnswerIsNotTaken() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        browser =
                url -> {
                    String back = field(url, "redirect_uri");
                    String state = field(url, "state");
                    for (String wrong :
                            List.of(
                                    back + "/?code=stolen&state=" + state + "x",
                                    back + "/?code=stolen",
                                    back + "/?error=access_denied",
                                    back + "/else?code=stolen&state=" + state,
                                    back + "/?state=" + state,
                                    back.replace("localhost", "127.0.0.1")
                                            + "/?code=stolen&state="
                                            + state,
                                    back + "/")) {
                        statuses.add(get(URI.create(wrong)).statusCode());
                    }
                    follow(url);
                };
        assertThat(ask()).isInstanceOf(Secret.Token.class);
        assertThat(statuses).hasSize(7).containsOnly(404);
    }

    @Test
    void aRefusalThatTheBrowserBringsIsASentenceOfOurs() {
        browser =
                url ->
                        get(
                                URI.create(
                                        field(url, "redirect_uri")
                                                + "/?error=access_denied&error_description=AADSTS"
                                                + "65004%3A+no+%1B%5B31m+Trace&state="
                                                + field(url, "state")));
        assertThat(refused())
                .contains("no consent for IMAP.AccessAsUser.All", "AADSTS65004")
                .doesNotContain("Trace", "\u001b");
    }

    @Test
    void aCodeOfSomebodyElsesIsOfNoUse() {
        browser =
                url ->
                        get(
                                URI.create(
                                        field(url, "redirect_uri")
                                                + "/?code=stolen&state="
                                                + field(url, "state")));
        assertThat(refused()).contains("it was refused", "AADSTS501481");
    }

    @Test
    void thePortIsClosedAfterwards() throws Exception {
        ask();
        URI back = URI.create(field(opened.getFirst(), "redirect_uri"));
        assertThat(catchThrowableOfType(UncheckedIOException.class, () -> get(back))).isNotNull();
    }

    private Secret ask() throws Exception {
        OAuth choice =
                new OAuth(
                        CLIENT,
                        OAuth.USUAL_TENANT,
                        standIn.webAddress(),
                        Optional.of("browser"),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty());
        ServerOptions options =
                new ServerOptions(
                        1, Duration.ofSeconds(20), Duration.ofSeconds(20), Optional.empty(), place);
        return new Signin(new Person(), InputStream.nullInputStream())
                .secrets(
                        new SecretSources(
                                "source", Optional.empty(), Optional.empty(), Optional.empty()),
                        choice,
                        options,
                        Files.createDirectories(place.resolve("tokens")))
                .ask(ServerAddress.parse("imaps://jane@example.com@outlook.example.com"));
    }

    private String refused() {
        return catchThrowableOfType(StoreUnavailableException.class, this::ask).getMessage();
    }

    private synchronized List<String> shown() {
        return List.copyOf(shown);
    }

    private final class Person implements Terminal {
        @Override
        public Optional<String> askUnseen(String question) {
            return Optional.empty();
        }

        @Override
        public boolean show(String sentence) {
            synchronized (BrowserSigninTest.this) {
                shown.add(sentence);
            }
            return true;
        }

        @Override
        public boolean browse(URI address) {
            opened.add(address);
            if (browser == null) {
                return false;
            }
            browser.accept(address);
            return true;
        }
    }

    /// As a browser does with the page that it gets.
    private void follow(URI url) {
        Matcher form = FORM.matcher(get(url).body());
        assertThat(form.find()).isTrue();
        HttpResponse<String> done =
                send(
                        HttpRequest.newBuilder(URI.create(form.group(1)))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "code="
                                                        + form.group(2)
                                                        + "&state="
                                                        + form.group(3))));
        assertThat(done.body()).contains("You can close this window");
    }

    private static HttpResponse<String> get(URI url) {
        return send(HttpRequest.newBuilder(url));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.timeout(Duration.ofSeconds(20)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String field(URI url, String name) {
        for (String pair : url.getQuery().split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError(name);
    }
}
