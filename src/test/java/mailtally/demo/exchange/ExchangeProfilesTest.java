package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The quirks as a whole: which day has which, and that each is written down and tried.
final class ExchangeProfilesTest {
    private static final Path TABLE = Path.of("docs", "stand-in.md");
    private static final String BEGIN = "| quirk |";
    private static final Path TESTS = Path.of("src", "test", "java", "mailtally");

    private static final Set<ExchangeQuirk> ASKED_FOR_ONLY =
            EnumSet.of(
                    ExchangeQuirk.ONE_BCC_DROPPED,
                    ExchangeQuirk.INTERNAL_DATE_IGNORED,
                    ExchangeQuirk.EWS_BLOCKED);
    private static final Set<ExchangeQuirk> TROUBLE =
            EnumSet.of(
                    ExchangeQuirk.SEARCH_BLIND,
                    ExchangeQuirk.THROTTLED,
                    ExchangeQuirk.CUT_AFTER_COMMANDS,
                    ExchangeQuirk.CUT_AFTER_STORING);

    @Test
    void thePlainDayHasNoneAndTheWorstAllButWhatIsAskedForAlone() {
        assertThat(ExchangeSettings.plain().quirks()).isEmpty();
        assertThat(ExchangeSettings.worstDay().quirks())
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(ASKED_FOR_ONLY)));
        EnumSet<ExchangeQuirk> quiet = EnumSet.copyOf(ExchangeSettings.worstDay().quirks());
        quiet.removeAll(TROUBLE);
        assertThat(ExchangeSettings.everyday().quirks()).isEqualTo(quiet);
    }

    @Test
    void eachQuirkSaysInOneSentenceWhatItDoesAndWhereThatIsKnownFrom() {
        for (ExchangeQuirk quirk : ExchangeQuirk.values()) {
            assertThat(quirk.fact()).endsWith(".").doesNotContain("|").hasSizeLessThan(160);
            assertThat(quirk.source()).as(quirk.name()).isNotBlank().doesNotContain("|");
        }
    }

    @Test
    void eachQuirkIsTriedByNameInATest() throws Exception {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path test : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                boolean own = test.endsWith("ExchangeProfilesTest.java");
                tests.append(own ? "" : Files.readString(test));
            }
        }
        Set<String> untried = new TreeSet<>();
        for (ExchangeQuirk quirk : ExchangeQuirk.values()) {
            if (!tests.toString().contains("ExchangeQuirk." + quirk.name())) {
                untried.add(quirk.name());
            }
        }
        assertThat(untried).isEmpty();
    }

    @Test
    void theDocumentListsEachQuirk() throws Exception {
        StringBuilder table = new StringBuilder(BEGIN + " what it does | known from | days |\n");
        table.append("|---|---|---|---|\n");
        for (ExchangeQuirk quirk : ExchangeQuirk.values()) {
            String days =
                    ASKED_FOR_ONLY.contains(quirk)
                            ? "only where asked for"
                            : TROUBLE.contains(quirk) ? "worst" : "every, worst";
            table.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(quirk.name(), quirk.fact(), quirk.source(), days));
        }
        String written = Files.readString(TABLE);
        int from = written.indexOf(BEGIN);
        if (System.getenv("MAILTALLY_RENEW") != null) {
            Files.writeString(TABLE, written.substring(0, from) + table);
            return;
        }
        assertThat(written.substring(from))
                .as("MAILTALLY_RENEW=1 ./test writes the table anew")
                .isEqualTo(table.toString());
    }
}
