package mailtally.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mailtally.journey.Step;
import mailtally.journey.View;
import mailtally.testing.Chromium;
import mailtally.testing.FakeJourney;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/// What becomes of a person's presses, keys and waiting in a real browser.
@Timeout(120)
final class ClickedTest extends InChromium {
    /// Loose, for a busy computer: a press is to answer within 200 ms.
    private static final double ANSWERED_MS = 1000;

    @Test
    void eachScreenHasOnePrimaryButtonAndASecondPressDoesNothing() {
        List<String> slow = new ArrayList<>();
        for (Step step : Step.values()) {
            if (step == Step.FINISHED) {
                break;
            }
            assertThat(chromium.run("return document.querySelectorAll('.primary').length"))
                    .as(step.name())
                    .isEqualTo(1L);
            assertThat(chromium.run("return document.querySelector('#screen').dataset.step"))
                    .isEqualTo(step.name());
            int before = journey.presses().size();
            double took =
                    ((Number)
                                    chromium.runLater(
                                            """
                                            const end = arguments[arguments.length - 1];
                                            const old = document.getElementById('question');
                                            const start = performance.now();
                                            new MutationObserver((_, self) => {
                                              if (document.getElementById('question') !== old) {
                                                self.disconnect();
                                                end(performance.now() - start);
                                              }
                                            }).observe(document.body,
                                              { childList: true, subtree: true });
                                            const button = document.querySelector('.primary');
                                            button.click();
                                            button.click();
                                            """))
                            .doubleValue();
            if (took > ANSWERED_MS) {
                slow.add(step + " answered in " + took + " ms");
            }
            assertThat(journey.presses()).as(step.name()).hasSize(before + 1);
        }
        assertThat(slow).isEmpty();
    }

    @Test
    void aPageThatHearsNothingSaysUnknownWithinSixSeconds() throws Exception {
        journey.show(Step.REMOVE).safe(new View.Safe.Yes(Instant.now().plusSeconds(3600)));
        chromium.until("Yes", () -> shown("#safe").contains("Yes, until"));
        server.close();
        Duration took = chromium.until("Unknown", () -> shown("#safe").contains("Unknown"));
        assertThat(took).isLessThan(Duration.ofSeconds(6));
        assertThat(shown("#safe")).doesNotContain("Yes");
        assertThat(chromium.run("return document.getElementById('assertive').textContent"))
                .asString()
                .contains("Unknown");
    }

    @Test
    void aPageWhoseHourIsOverSaysNotYetByItself() throws Exception {
        journey.show(Step.REMOVE).safe(new View.Safe.Yes(Instant.now().plusSeconds(3)));
        chromium.until("Yes", () -> shown("#safe").contains("Yes, until"));
        chromium.until("Not yet", () -> shown("#safe").contains("Not yet"));
        assertThat(shown("#safe")).contains("the hour is over").doesNotContain("Yes");
    }

    @Test
    void theWholeMoveGoesByKeyboardAlone() throws Exception {
        for (Step step : Step.values()) {
            if (step == Step.FINISHED) {
                break;
            }
            String question = shown("h1");
            toPrimary();
            chromium.keys(Keys.ENTER);
            chromium.until("the screen after " + step, () -> !shown("h1").equals(question));
            assertThat(chromium.run("return document.activeElement.id")).isEqualTo("question");
        }
        assertThat(journey.presses()).hasSize(Step.values().length - 1);
    }

    /// What is read there now: the piece of the page may be exchanged at any moment.
    private static String shown(String css) {
        return (String) chromium.run("return document.querySelector(arguments[0]).innerText", css);
    }

    private void toPrimary() {
        for (int i = 0; i < 40; i++) {
            chromium.keys(Keys.TAB);
            if (Boolean.TRUE.equals(
                    chromium.run("return document.activeElement.matches('.primary')"))) {
                return;
            }
        }
        throw new AssertionError("no Tab leads to the button of " + shown("h1"));
    }

    @Test
    void tabGoesSkipLinkHeaderTallyStepsMainAndTheFocusIsAlwaysSeen() {
        for (int[] size : new int[][] {{1280, 800}, {360, 740}}) {
            chromium.size(size[0], size[1], 1);
            for (Step step : List.of(Step.READY, Step.CHECK, Step.CLEAR, Step.REMOVE)) {
                journey.show(step);
                chromium.open(origin + "/");
                order(step + " at " + size[0]);
            }
        }
    }

    private static void order(String where) {
        List<String> parts = List.of("skip", "top", "tally", "steps", "main");
        int reached = 0;
        List<String> all = new ArrayList<>();
        while (all.size() < 60) {
            chromium.keys(Keys.TAB);
            Map<?, ?> focus = (Map<?, ?>) chromium.run(FOCUS);
            String part = String.valueOf(focus.get("part"));
            if (part.equals("body") || (part.equals("skip") && !all.isEmpty())) {
                break; // the page's end
            }
            all.add(part + " " + focus.get("text"));
            assertThat(parts).as(where + ": " + all).contains(part);
            assertThat(parts.indexOf(part)).as(where + ": " + all).isGreaterThanOrEqualTo(reached);
            assertThat(focus.get("ring")).as(where + ": " + all).isEqualTo(true);
            assertThat(focus.get("seen")).as(where + " covers it: " + all).isEqualTo(true);
            reached = parts.indexOf(part);
        }
        assertThat(reached).as(where + ": " + all).isEqualTo(4);
        assertThat(all.getFirst()).as(where).startsWith("skip");
    }

    /// Where the focus is, whether it has a ring, and whether nothing lies over it.
    private static final String FOCUS =
            """
            const on = document.activeElement;
            const part = on === document.body ? 'body'
              : on.matches('.skip') ? 'skip'
              : (on.closest('#top, #tally, #steps, main') || { id: 'nowhere' }).id;
            const style = getComputedStyle(on);
            const box = on.getBoundingClientRect();
            const at = document.elementFromPoint(
              box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20));
            return { part, text: on.textContent.trim().slice(0, 30),
              ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
              seen: Boolean(at) && (on.contains(at) || at.contains(on)
                || Boolean(on.labels && [...on.labels].some(l => l.contains(at)))) };
            """;

    @Test
    void aStepThatEndsByItselfMovesNoFocus() throws Exception {
        chromium.run("document.querySelector('.tools a').focus()");
        journey.show(Step.CHECK);
        chromium.until("the next step", () -> shown("h1").contains("on the server"));
        assertThat(chromium.run("return document.activeElement.textContent")).isEqualTo("Report");
    }

    @Test
    void hundredTalliesReadDuringARunAddUp() {
        journey.show(Step.CHECK).left(25);
        chromium.open(origin + "/");
        Thread changes =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < 200; i++) {
                                        boolean take = i % 2 == 1;
                                        journey.press(
                                                take ? "takeback" : "approve",
                                                Map.of(
                                                        "cause",
                                                        "only-here",
                                                        "name",
                                                        "Jane",
                                                        "reason",
                                                        "old"));
                                        pause(i % 7 * 5L);
                                    }
                                });
        Object read =
                chromium.runLater(
                        """
                        const end = arguments[arguments.length - 1];
                        const all = [];
                        const timer = setInterval(() => {
                          all.push([...document.querySelectorAll('#tally .wide tbody tr')].map(
                            r => [...r.querySelectorAll('td:not(.bar)')].map(c => c.textContent)
                              .join('\\t')).join('\\n'));
                          if (all.length === 100) {
                            clearInterval(timer);
                            end(all);
                          }
                        }, 25);
                        """);
        changes.interrupt();
        List<String> tallies = Chromium.strings(read);
        assertThat(tallies).hasSize(100);
        List<String> wrong = new ArrayList<>();
        tallies.forEach(t -> Tallied.look(List.of(t.split("\n")), wrong));
        assertThat(wrong).isEmpty();
        assertThat(tallies.stream().distinct().count()).isGreaterThan(1);
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatMailSaysStaysTextAndNoRequestLeavesThisComputer() {
        chromium.requests();
        journey.hostile();
        chromium.open(origin + "/");
        assertThat(shown("h1")).contains("<script>alert(1)</script>");
        unharmed();
        journey.idle();
        FakeJourney left = journey.show(Step.CHECK).left(2);
        assertThat(left.exceptions().causes()).hasSize(1);
        for (String path : List.of("/left", "/left/only-here", "/left/only-here/0", "/report")) {
            chromium.open(origin + path);
            unharmed();
        }
        chromium.open(origin + "/left/only-here/0");
        assertThat(chromium.text("main")).contains("<img src=\"http://tracker.example.com");
        assertThat(chromium.run("return document.querySelectorAll('img').length")).isEqualTo(0L);
        assertThat(chromium.requests())
                .isNotEmpty()
                .allMatch(a -> a.startsWith(origin + "/") || a.startsWith("data:,"));
    }

    /// Nothing in the page acts or turns the direction of writing. An open alert would end the
    /// test.
    private static void unharmed() {
        assertThat(chromium.run("return document.scripts.length")).isEqualTo(2L);
        assertThat(chromium.text())
                .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\u001B]");
        assertThat(chromium.run("return [...document.links].every(l => l.host === location.host)"))
                .isEqualTo(true);
    }
}
