package mailtally.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlainTest {
    @Test
    void longLinesAreBrokenAtSpacesAndNothingIsLost() {
        assertThat(Plain.folded("  one two three four", "    ", 10).lines())
                .containsExactly("  one two", "    three", "    four");
        assertThat(Plain.folded("a path/that/has/no/space stays", "", 8).lines())
                .containsExactly("a", "path/that/has/no/space", "stays");
        assertThat(Plain.folded("  as it  is", "    ", Integer.MAX_VALUE)).isEqualTo("  as it  is");
    }

    @Test
    void widePicturesAndLettersTakeTwoColumns() {
        assertThat(Plain.columns("ab📮")).isEqualTo(4);
        assertThat(Plain.columns("日本")).isEqualTo(4);
        assertThat(Plain.columns("u\u0308")).isEqualTo(1);
    }
}
