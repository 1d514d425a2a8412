package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.MailAccount.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The made-up System Settings in a browser, and from where they must not be reached.
class SettingsPageTest {
    private static final String HOSTILE = "\"><script>alert(1)</script>\u202e&amp;'";

    @TempDir private Path place;
    private MacFiles files;
    private DemoMac mac;
    private String jane;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void aMac() throws Exception {
        files = MacFiles.create(place.resolve("home"));
        jane = files.addAccount(Kind.IMAP, "jane@example.com", "jane", "Work", "imap.example.com");
        mac = DemoMac.start(files, Clock.systemUTC(), _ -> true, () -> mac.mailOf(jane).open());
    }

    @AfterEach
    void off() {
        mac.close();
        client.close();
    }

    private URI address() {
        return URI.create(mac.settingsAddress());
    }

    private String origin() {
        return "http://127.0.0.1:" + address().getPort();
    }

    private HttpResponse<String> get(String rest) throws Exception {
        return send(HttpRequest.newBuilder(address().resolve(rest)).GET());
    }

    private HttpResponse<String> post(String origin, Map<String, String> fields) throws Exception {
        String form =
                fields.entrySet().stream()
                        .map(f -> f.getKey() + "=" + coded(f.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(origin.isEmpty() ? request : request.header("Origin", origin));
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private List<String> names() throws Exception {
        return mac.rows().stream().map(AccountRow::name).toList();
    }

    @Test
    void itSaysThatItIsMadeUpAndDrawsTheRows() throws Exception {
        HttpResponse<String> page = get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Made up.", "Work", "IMAP", "jane@example.com", "Delete Account")
                .contains("Mail is closed.", "Restart this Mac", "Add an Exchange account")
                .doesNotContain("<script", "style=", "onclick");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get("style.css").body()).contains("prefers-color-scheme");
    }

    @Test
    void anAccountIsDeletedAfterAQuestion() throws Exception {
        String asked = get("?delete=" + jane).body();
        assertThat(asked).contains("Delete the account <bdi>Work</bdi> from this Mac?", ">OK<");
        assertThat(names()).containsExactly("Work");
        HttpResponse<String> done = post(origin(), Map.of("action", "delete", "id", jane));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue(address().getPath());
        assertThat(names()).isEmpty();
        assertThat(get("").body()).contains("There is no account on this Mac.");
        HttpResponse<String> again = post(origin(), Map.of("action", "delete", "id", jane));
        assertThat(again.body()).contains("there is no such account any more");
    }

    @Test
    void mailTheMacAndAccountsAreChangedByButtons() throws Exception {
        post(origin(), Map.of("action", "open-mail"));
        assertThat(mac.mailRuns()).hasValue(true);
        assertThat(get("").body()).contains("Mail is open.", "Quit Mail");
        post(origin(), Map.of("action", "quit-mail"));
        assertThat(mac.mailRuns()).hasValue(false);
        Instant before = mac.bootTime().orElseThrow();
        post(origin(), Map.of("action", "restart"));
        assertThat(mac.bootTime().orElseThrow()).isAfter(before);
        post(origin(), Map.of("action", "rename", "id", jane, "name", "MT-4K7"));
        post(
                origin(),
                Map.of("action", "add", "address", "jane@example.com", "host", "outlook.example"));
        assertThat(names()).containsExactly("MT-4K7", "Exchange");
        assertThat(mac.rows().getLast().host()).isEqualTo("outlook.example");
        assertThat(post(origin(), Map.of("action", "format-disk")).statusCode()).isEqualTo(400);
        assertThat(post(origin(), Map.of("action", "add")).body()).contains("needs a mail address");
        assertThat(post(origin(), Map.of("action", "rename", "id", jane)).statusCode())
                .isEqualTo(400);
        assertThat(names()).containsExactly("MT-4K7", "Exchange");
    }

    @Test
    void aDescriptionIsTextAndNeverMarkup() throws Exception {
        post(origin(), Map.of("action", "rename", "id", jane, "name", HOSTILE));
        assertThat(names()).containsExactly(HOSTILE);
        for (String rest : List.of("", "?delete=" + jane, "?delete=" + coded(HOSTILE))) {
            assertThat(get(rest).body())
                    .contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\ufffd&amp;amp;&#39;")
                    .doesNotContain("<script", "\u202e");
        }
    }

    @Test
    void anotherPageCannotPressAButton() throws Exception {
        Map<String, String> delete = Map.of("action", "delete", "id", jane);
        for (String other :
                List.of("", "null", "http://evil.example", "http://127.0.0.1:1", origin() + ".x")) {
            assertThat(post(other, delete).statusCode()).as(other).isEqualTo(403);
        }
        assertThat(get("?action=delete&id=" + jane).statusCode()).isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(address()).DELETE()).statusCode()).isEqualTo(405);
        assertThat(names()).containsExactly("Work");
    }

    @Test
    void whoDoesNotKnowThePathSeesNothing() throws Exception {
        for (String rest : List.of("/", "/0/", "/style.css", address().getPath() + "x", "../")) {
            HttpResponse<String> answer = get(rest);
            assertThat(answer.statusCode()).as(rest).isEqualTo(404);
            assertThat(answer.body()).doesNotContain("Work");
        }
        assertThat(address().getPath()).matches("/[0-9a-f]{32}/");
    }

    @Test
    void anotherNameForThisComputerIsRefused() throws Exception {
        for (String host : List.of("evil.example", "localhost:" + address().getPort())) {
            assertThat(raw("GET " + address().getPath() + " HTTP/1.1\r\nHost: " + host + "\r\n"))
                    .startsWith("HTTP/1.1 421")
                    .doesNotContain("Work");
        }
        assertThat(raw("GET " + address().getPath() + " HTTP/1.1\r\n")).doesNotContain("Work");
    }

    @Test
    void aFormWithoutEndIsRefused() throws Exception {
        HttpResponse<String> answer =
                post(origin(), Map.of("action", "rename", "id", jane, "name", "x".repeat(9000)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(post(origin(), Map.of("a", "%", "%zz", "b")).statusCode()).isEqualTo(400);
        assertThat(names()).containsExactly("Work");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address().getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
