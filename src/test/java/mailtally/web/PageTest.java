package mailtally.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.testing.FakeJourney;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is on the page, and what becomes of a press.
@Timeout(60)
final class PageTest {
    /// 14:42, as the journey says.
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-25T14:42:00Z"), ZoneOffset.UTC);

    /// Where a browser would run, load or follow something.
    private static final Pattern ACTS =
            Pattern.compile(
                    "(?i)<script(?! src=\"/(htmx|page)\\.js\" defer></script>)|<img|<iframe|<style"
                            + "|<[a-z][^<>]*(\\son[a-z]+=|\\sstyle=|javascript:"
                            + "|\\s(src|href|action)=\"(?!/|#|data:,))");

    private final FakeJourney journey = new FakeJourney(Step.CHECK);
    private PageServer server;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        server = PageServer.start(journey, new Options(0, Optional.empty(), CLOCK));
        browser = Browser.at(server);
    }

    @AfterEach
    void stop() {
        browser.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void eachStepHasOneQuestionOnePrimaryButtonAndTheTally(Step step) throws Exception {
        journey.show(step);
        String page = browser.get("/").body();
        assertThat(count(page, "<h1")).isEqualTo(1);
        assertThat(count(page, "class=\"primary\"")).isEqualTo(1);
        assertThat(page)
                .contains(journey.view().screen().question(), "Safe to remove now?")
                .contains("Changed so far:", "aria-current=\"step\"")
                .doesNotContain("!</");
        assertThat(ACTS.matcher(page).find()).isFalse();
    }

    @Test
    void theTallyAddsUpAndWhatIsNotKnownIsADash() throws Exception {
        String page = browser.get("/").body();
        assertThat(page)
                .contains("<title>25 left, Check</title>")
                .contains("<td>48,210</td><td>48,185</td><td>0</td><td class=\"left\">25</td>")
                .contains("<td>–</td><td>–</td><td>–</td><td class=\"left\">–</td>")
                .contains("Not yet: 25 left");
    }

    @Test
    void eachAnswerHasAWordOfItsOwn() throws Exception {
        Instant until = Instant.parse("2026-11-25T15:42:00Z");
        Map<View.Safe, String> words =
                Map.of(
                        new View.Safe.Unknown(),
                        "Unknown",
                        new View.Safe.NotYet("25 left"),
                        "Not yet: 25 left",
                        new View.Safe.Yes(until),
                        "Yes, until 15:42",
                        new View.Safe.Yes(CLOCK.instant()),
                        "Not yet: the hour is over",
                        new View.Safe.NoLonger("1 message left the server 14:51"),
                        "No longer: 1 message left the server 14:51. Do not remove.",
                        new View.Safe.Removed(Instant.parse("2026-11-25T15:04:00Z")),
                        "Removed 15:04");
        for (Map.Entry<View.Safe, String> one : words.entrySet()) {
            journey.safe(one.getKey());
            String page = browser.get("/").body();
            assertThat(page).contains("<strong>" + one.getValue() + "</strong>");
            assertThat(page.contains("Yes, until")).isEqualTo(one.getValue().startsWith("Yes"));
        }
    }

    @Test
    void whatNeedsThePersonStandsUnderTheTallyOnEveryPageAndOnce() throws Exception {
        journey.alert("bob@example.com is gone. Do not open Mail.");
        for (String path : List.of("/", "/left", "/help")) {
            assertThat(count(browser.get(path).body(), "Do not open Mail.")).as(path).isEqualTo(1);
        }
        journey.safe(new View.Safe.NoLonger("1 message left the server 14:51"))
                .alert("No longer safe: 1 message left the server 14:51. Do not remove.");
        assertThat(count(browser.get("/").body(), "Do not remove.")).isEqualTo(1);
    }

    @Test
    void namesFromMailStayText() throws Exception {
        journey.hostile();
        for (String path : List.of("/", "/left", "/left/only-here", "/left/only-here/0", "/help")) {
            String page = browser.get(path).body();
            assertThat(page).as(path).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
            assertThat(ACTS.matcher(page).find()).as(path).isFalse();
            assertThat(page.replaceAll("<input(?:[^>\"]|\"[^\"]*\")*>", ""))
                    .as("%s: marks that turn the direction, and control characters", path)
                    .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\x00-\\x08\\x1B\\x07]");
        }
        assertThat(browser.get("/left/only-here/0").body())
                .contains("&lt;img src=\"http://tracker.example.com/open.gif\"")
                .contains("\\u{202E}", "\\u{0007}")
                .doesNotContain("<a href=\"http");
    }

    @Test
    void theListIsRunByNoSpreadsheet() throws Exception {
        HttpResponse<String> csv = browser.get("/left/only-here.csv");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"left-only-here.csv\"");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(26);
        assertThat(csv.body())
                .contains("\"'=cmd()|' /C calc'!A0 <bob@example.com>\"")
                .contains("\\u{202E}", "& \"\"quoted\"\"")
                .doesNotContain("\u202E")
                .doesNotContainPattern("(^|,)\"?[=+@-]");
    }

    @Test
    void whatIsLeftIsShownFiftyAtATimeFoundAndSorted() throws Exception {
        journey.left(132);
        String first = browser.get("/left/only-here").body();
        assertThat(first).contains("1 to 50 of 132", "The next 50").doesNotContain("The 50 before");
        String last = browser.get("/left/only-here?page=2").body();
        assertThat(last).contains("101 to 132 of 132", "The 50 before");
        assertThat(last).doesNotContain("The next 50");
        assertThat(browser.get("/left/only-here?q=alert&sort=subject").body())
                .contains("1 to 1 of 1", "value=\"alert\"", "value=\"subject\" selected");
        assertThat(browser.get("/left/only-here?q=nothing-has-this&page=-7&sort=x").body())
                .contains("None of these has that");
        assertThat(browser.get("/left/../../etc/passwd").statusCode()).isNotEqualTo(200);
        assertThat(browser.get("/left/only-here/999999").statusCode()).isEqualTo(404);
        assertThat(browser.get("/left/only-here.csv").body().lines().count()).isEqualTo(133);
    }

    @Test
    void aCauseIsApprovedAndTakenBack() throws Exception {
        journey.left(12);
        assertThat(browser.get("/left/only-here").body()).contains("Approve these 12");
        HttpResponse<String> approved =
                browser.press(
                        "approve",
                        Map.of(
                                "cause",
                                "only-here",
                                "name",
                                "Jane",
                                "reason",
                                "old drafts",
                                "back",
                                "only-here"));
        assertThat(approved.statusCode()).isEqualTo(303);
        assertThat(approved.headers().firstValue("Location")).contains("/left/only-here");
        assertThat(browser.get("/left/only-here").body()).contains("Jane: old drafts", "Take back");
        assertThat(browser.get("/").body())
                .contains("<td>48,198</td><td>12</td><td class=\"left\">0</td>");
        browser.press("takeback", Map.of("cause", "only-here"));
        assertThat(browser.get("/").body()).contains("<td class=\"left\">12</td>");
    }

    @Test
    void aPressIsHandedOnWithItsFieldsAndWithoutOurs() throws Exception {
        journey.show(Step.CLEAR);
        assertThat(browser.press("clear", Map.of("typed", "Jane@Example.com")).statusCode())
                .isEqualTo(303);
        assertThat(journey.presses())
                .containsExactly(
                        new FakeJourney.Press("clear", Map.of("typed", "Jane@Example.com")));
    }

    @Test
    void aPressByScriptIsAnsweredWithTheNextScreenAtOnce() throws Exception {
        Map<String, String> form = Map.of("csrf", browser.csrf(), "action", "pass-check");
        browser.get("/help");
        long began = System.nanoTime();
        HttpResponse<String> next =
                browser.post(form, "Origin", browser.origin(), "HX-Request", "true");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body())
                .contains("May 25 messages go onto the server?", "id=\"tally\"")
                .doesNotContain("<html");
    }

    @Test
    void theSameButtonInTwoTabsIsPressedOnce() throws Exception {
        Map<String, String> form = Map.of("csrf", browser.csrf(), "action", "pass-check");
        browser.post(form, "Origin", browser.origin());
        HttpResponse<String> second =
                browser.post(form, "Origin", browser.origin(), "HX-Request", "true");
        assertThat(second.body())
                .contains("belongs to an earlier screen. Nothing was changed.")
                .contains("May 25 messages go onto the server?");
        assertThat(journey.presses()).hasSize(1);
        assertThat(journey.view().screen().step()).isEqualTo(Step.PUT);
    }

    @Test
    void whyAPressWasNotDoneIsSaidOnce() throws Exception {
        String sentence = "Could not sign in to mail.example.com: it refused the password.";
        journey.refuse(sentence);
        browser.press("pass-check", Map.of());
        assertThat(browser.get("/").body()).contains(sentence);
        assertThat(browser.get("/").body()).doesNotContain(sentence);
    }

    @Test
    void aPasswordIsNeverShownAgain() throws Exception {
        journey.evidence(
                new View.Block.Field("password", "Its password", View.Kind.SECRET, "hunter2", ""));
        assertThat(browser.get("/").body()).contains("type=\"password\"").doesNotContain("hunter2");
    }

    @Test
    void eventsBeatEachSecondAndTellWhatIsNew() throws Exception {
        try (BufferedReader events =
                new BufferedReader(
                        new InputStreamReader(browser.events(), StandardCharsets.UTF_8))) {
            await(events, "event: view", Duration.ofSeconds(2));
            await(events, "event: beat", Duration.ofSeconds(2));
            await(events, "event: beat", Duration.ofSeconds(3));
            journey.working(31_400);
            await(events, "31,400 of 48,210 messages", Duration.ofSeconds(2));
            await(events, "event: beat", Duration.ofSeconds(2));
        }
    }

    @Test
    void numbersChangeAtMostTwiceASecond() throws Exception {
        try (BufferedReader events =
                new BufferedReader(
                        new InputStreamReader(browser.events(), StandardCharsets.UTF_8))) {
            CompletableFuture<Long> views =
                    CompletableFuture.supplyAsync(
                            () ->
                                    events.lines()
                                            .takeWhile(l -> !l.contains("the end"))
                                            .filter("event: view"::equals)
                                            .count());
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            for (long done = 1; System.nanoTime() < end; done++) {
                journey.working(done);
                Thread.sleep(20);
            }
            journey.alert("the end");
            assertThat(views.get()).isBetween(2L, 6L);
        }
    }

    @Test
    void twoWindowsAreBothLive() throws Exception {
        try (BufferedReader one =
                        new BufferedReader(
                                new InputStreamReader(browser.events(), StandardCharsets.UTF_8));
                BufferedReader two =
                        new BufferedReader(
                                new InputStreamReader(browser.events(), StandardCharsets.UTF_8))) {
            journey.show(Step.BACKUP);
            await(one, "Back up 48,210 messages", Duration.ofSeconds(3));
            await(two, "Back up 48,210 messages", Duration.ofSeconds(3));
        }
    }

    private static void await(BufferedReader events, String text, Duration longest)
            throws Exception {
        CompletableFuture.supplyAsync(
                        () ->
                                events.lines()
                                        .filter(l -> l.contains(text))
                                        .findFirst()
                                        .orElseThrow())
                .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
