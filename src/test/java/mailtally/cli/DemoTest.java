package mailtally.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `mailtally demo`, from the first line to the last.
final class DemoTest {
    private static final int COLUMNS = 80;

    @Test
    void whatLivedOnTheMacAloneIsNamedPutOnTheServerAndProvenThere() {
        Run run = Run.of("demo");
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(ExitStatus.PROVEN);
        assertThat(run.out())
                .containsPattern("what Jane sent, on her server +67 +53 +14\n")
                .containsPattern("the same, after the copy +67 +67 +0\n")
                .contains("Yes: 67 of 67, each compared whole.")
                .doesNotContain("NOT end as it must");
        assertThat(run.out().replace('\n', ' '))
                .contains("4 of these were put there, but this server changes them");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void eachCommandFitsATerminal() {
        assertThat(DemoTyping.typed("copy", "a".repeat(40), "b c".repeat(10), "--yes").lines())
                .allMatch(line -> line.length() < COLUMNS)
                .containsExactly(
                        "$ mailtally copy " + "a".repeat(40) + " \\",
                        "    '" + "b c".repeat(10) + "' --yes");
    }
}
