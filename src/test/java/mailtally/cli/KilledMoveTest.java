package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.WritableStore;
import mailtally.store.maildir.MaildirStore;
import mailtally.testing.SmallMac;
import mailtally.testing.StandIns;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page's program is killed at each step of a move, without a word. Started again, it is at the
/// same step, and no count is lower.
final class KilledMoveTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\S+");

    @TempDir Path place;

    private SmallMac mac;
    private StandIns commands;
    private String jane;
    private Child child;
    private HttpClient browser;
    private String base;

    @Test
    void whateverTheStepItGoesOnThere() throws Exception {
        mac = SmallMac.in(place.resolve("home"));
        commands = StandIns.mac(place.resolve("bin"));
        jane = mac.imap("jane@example.com");
        mac.received(jane, "INBOX", 6);
        mac.sentOnlyHere(jane, 2);
        mac.received(mac.local(), "Letters", 3);
        Path server = place.resolve("server");
        try (WritableStore store = MaildirStore.openWritable(server, Optional.empty())) {
            mac.fill(jane, store);
        }
        start();
        try {
            killed("choose", Map.of("account", jane));
            killed(
                    "ready",
                    Map.of(
                            "server",
                            server.toString(),
                            "order",
                            "switch",
                            "backups",
                            place.resolve("backups").toString()));
            killed("check", Map.of());
            killed("pass-check", Map.of());
            press("plan", Map.of());
            killed("put", Map.of());
            killed("pass-put", Map.of());
            killed("backup", Map.of());
            killed("pass-backup", Map.of());
            press("count", Map.of());
            Document cleared = press("clear", Map.of("typed", "jane@example.com"));
            assertThat(cleared.text()).contains("Yes, until");
            kill();
            start();
            assertThat(page().text()).doesNotContain("Yes, until").contains("Not now");
            press("back-clear", Map.of());
            press("count", Map.of());
            press("clear", Map.of("typed", "jane@example.com"));
            kill();
            mac.files().removeRow(jane);
            start();
            Document removed = untilStep("Was the Mac restarted?");
            assertThat(removed.text()).contains("Gone: jane@example.com (IMAP).");
            commands.with("sysctl", "echo '{ sec = 4102444800, usec = 0 } Fri Jan  1 2100'");
            killed("look-restart", Map.of());
            assertThat(step(page())).isEqualTo("Does the new account show the mail?");
        } finally {
            kill();
        }
    }

    /// Presses a button, kills the program, starts it, and compares.
    private void killed(String button, Map<String, String> typed) throws Exception {
        Document before = press(button, typed);
        kill();
        start();
        Document after = page();
        assertThat(step(after)).as("after " + button).isEqualTo(step(before));
        assertThat(figures(after)).as("after " + button).isEqualTo(figures(before));
    }

    private void start() throws Exception {
        child =
                new Child(place.resolve("runs"))
                        .with("PATH", commands.folder().toString())
                        .start(
                                "serve",
                                "--no-browser",
                                "--library",
                                mac.library().toString(),
                                "--accounts",
                                mac.accounts().toString(),
                                "--state",
                                place.resolve("state").toString());
        child.await(() -> ADDRESS.matcher(child.printed()).find());
        Matcher address = ADDRESS.matcher(child.printed());
        assertThat(address.find()).isTrue();
        base = address.group().replaceFirst("/enter.*", "");
        browser =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        get(address.group());
    }

    private void kill() throws Exception {
        child.signal("KILL");
        child.end();
    }

    private String get(String address) throws Exception {
        HttpResponse<String> answer =
                browser.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /// The page, once no work runs.
    private Document page() throws Exception {
        while (true) {
            Document page = Jsoup.parse(get(base + "/"));
            if (page.select("button[value=pause]").isEmpty()) {
                return page;
            }
            Thread.sleep(100);
        }
    }

    private Document untilStep(String question) throws Exception {
        for (int i = 0; i < 300; i++) {
            Document page = page();
            if (step(page).equals(question)) {
                return page;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the page shows: " + page().text());
    }

    private Document press(String button, Map<String, String> typed) throws Exception {
        Document page = page();
        Element form = page.select("form[action=/press]:has(button[value=" + button + "])").first();
        assertThat(form).as(button + " on " + page.text()).isNotNull();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element input : form.select("input[name]")) {
            boolean choice = List.of("radio", "checkbox").contains(input.attr("type"));
            if (!choice || input.hasAttr("checked")) {
                fields.put(input.attr("name"), input.attr("value"));
            }
        }
        fields.putAll(typed);
        fields.put("action", button);
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        HttpResponse<String> answer =
                browser.send(
                        HttpRequest.newBuilder(URI.create(base + "/press"))
                                .timeout(Duration.ofSeconds(60))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Origin", base)
                                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Thread.sleep(200);
        return page();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String step(Document page) {
        return page.select("h1").text();
    }

    /// Every figure of the tally.
    private static String figures(Document page) {
        return page.select("table").text();
    }
}
