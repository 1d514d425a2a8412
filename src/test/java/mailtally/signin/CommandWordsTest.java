package mailtally.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    @Test
    void blanksDivideAndQuotesHoldTogether() {
        assertThat(CommandWords.split("  token  --for 'Jane Doe' "))
                .isEqualTo(List.of("token", "--for", "Jane Doe"));
        assertThat(CommandWords.split("a\"b c\"'d e'f\\ g \"\" \"x\\\"y\\n\""))
                .isEqualTo(List.of("ab cd ef g", "", "x\"y\\n"));
        assertThat(CommandWords.split("'$(rm) | `x`' \"a|b;c>d\" \\$HOME"))
                .isEqualTo(List.of("$(rm) | `x`", "a|b;c>d", "$HOME"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a | b",
                "a; b",
                "a & b",
                "a > b",
                "a < b",
                "a $B",
                "a `b`",
                "a \"$B\"",
                "a $(b)",
                "a\nb",
                "a\0b"
            })
    void whatOnlyAShellCouldDoIsRefused(String command) {
        assertThatThrownBy(() -> CommandWords.split(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without a shell")
                .hasMessageNotContaining(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \\", "", "  "})
    void whatHasNoEndOrNothingInItIsRefused(String command) {
        assertThat(CommandWords.problem(command)).isPresent();
    }
}
