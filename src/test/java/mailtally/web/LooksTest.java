package mailtally.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import mailtally.journey.Step;
import mailtally.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the page looks in a real browser, and to whom colours or a large window say nothing.
@Timeout(120)
final class LooksTest extends InChromium {
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)\\b(success\\w*|errors?|failed|please|simply)\\b|!");

    @Test
    void axeFindsNothingOnAnyScreenLightOrDark() throws Exception {
        List<String> found = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            chromium.dark(dark);
            String shade = dark ? "dark" : "light";
            for (Step step : Step.values()) {
                journey.show(step);
                look("/", found, shade, step.name());
            }
            journey.show(Step.CHECK).working(31_400);
            look("/", found, shade, "working");
            journey.idle().show(Step.CLEAR).mailOpen();
            look("/", found, shade, "mail-open");
            journey.show(Step.CHECK).left(3);
            for (String path : List.of("left", "left/only-here", "left/only-here/2", "help")) {
                look("/" + path, found, shade, path.replace('/', '-'));
            }
            look("/report", found, shade, "report");
            look("/no-such-page", found, shade, "no-such-page");
        }
        assertThat(found).isEmpty();
    }

    private void look(String path, List<String> found, String shade, String name)
            throws IOException {
        chromium.open(origin + path);
        chromium.violations(shade.equals("dark"))
                .forEach(v -> found.add(shade + " " + name + ": " + v));
        chromium.keep("page-" + name.toLowerCase(Locale.ROOT) + "-" + shade);
        String seen = chromium.ownText();
        if (FORBIDDEN.matcher(seen).find()) {
            found.add(name + " has a word that frightens: " + seen);
        }
        Tallied.look(rows(), found);
    }

    /// The tally's rows: found, proven, approved, left.
    private static List<String> rows() {
        return Chromium.strings(
                chromium.run(
                        """
                        return [...document.querySelectorAll('#tally .wide tbody tr')].map(
                          r => [...r.querySelectorAll('td:not(.bar)')].map(c => c.textContent)
                            .join('\\t'));
                        """));
    }
}
