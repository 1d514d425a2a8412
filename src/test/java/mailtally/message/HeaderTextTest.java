package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 2047's own examples (section 8), and what mail programs make of it.
class HeaderTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=?US-ASCII?Q?Keith_Moore?= <moore@cs.utk.edu> | Keith Moore <moore@cs.utk.edu>",
                "=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?= <k@dk> | Keld Jørn Simonsen <k@dk>",
                "=?ISO-8859-1?Q?Andr=E9?= Pirard <P@vm1.be> | André Pirard <P@vm1.be>",
                "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?= | If you can read this you understand the example.",
                "(=?ISO-8859-1?Q?a?=) | (a)",
                "(=?ISO-8859-1?Q?a?= b) | (a b)",
                "(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=) | (ab)",
                "(=?ISO-8859-1?Q?a?=    =?ISO-8859-1?Q?b?=) | (ab)",
                "(=?ISO-8859-1?Q?a_b?=) | (a b)",
                "(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=) | (a b)",
                "=?utf-8*en?q?a=C3=A9?= | aé",
                "=?UTF8?b?w6k=?= | é",
            })
    void theStandardsExamplesAreRead(String value, String text) {
        assertThat(HeaderText.decode(value, 200)).isEqualTo(text);
    }

    @Test
    void aCharacterCutInTwoByTheMailProgramIsJoined() {
        assertThat(HeaderText.decode("=?utf-8?Q?caf=C3?=\r\n =?utf-8?Q?=A9?=", 200))
                .isEqualTo("café");
        assertThat(HeaderText.decode("=?utf-8?B?w4M=?= =?UTF-8?Q?=C3?= =?utf-8?Q?=A9?=", 200))
                .isEqualTo("Ãé");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?utf-8?Q?caf=E9?=",
                "=?utf-8?Q?caf=E9?=x",
                "=?utf-8?Q?caf=E9?= =?utf-8?Q?caf=E8?= x",
                "=?x-unknown?Q?abc?=",
                "=?utf-8?Q?a=4?=",
                "=?utf-8?Q?a=ZZ?=",
                "=?utf-8?B?SGVsbG8?=",
                "=?utf-8?B?SGVsbG9=?=",
                "=?utf-8?B?SG*sbG8=?=",
                "=?utf-8?X?abc?=",
                "=?utf-8?Q?a b?=",
                "=?utf-8?Q?abc",
                "=?utf-8?Q",
                "=?",
                "=??Q?abc?=",
            })
    void whatIsNotStrictlyAnEncodedWordIsLeftAsItIs(String value) {
        assertThat(HeaderText.decode(value, 200)).isEqualTo(value);
    }

    @Test
    void bytesOutsideAsciiAreUtf8OrElseWindows1252() {
        assertThat(HeaderText.decode("caf\u00c3\u00a9", 200)).isEqualTo("café");
        assertThat(HeaderText.decode("caf\u00e9 \u0080", 200)).isEqualTo("café €");
        assertThat(HeaderText.text("\u0081")).isEqualTo("\u0081");
    }

    @Test
    void foldsAndRunsOfBlanksAreOneBlank() {
        assertThat(HeaderText.decode("  a\r\n\t b \n c ", 200)).isEqualTo("a b c");
    }

    @Test
    void peopleSeeNoControlsAndNoTurnedText() {
        assertThat(HeaderText.decode("a\u001b[31m=?utf-8?q?=E2=80=AEgpj.exe?=\u0000", 200))
                .isEqualTo("a\uFFFD[31m\uFFFDgpj.exe\uFFFD");
    }

    @Test
    void theResultIsNeverLongerThanTheLimitAndNeverHalfACharacter() {
        assertThat(HeaderText.decode("abcdef", 6)).isEqualTo("abcdef");
        assertThat(HeaderText.decode("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(HeaderText.decode("=?utf-8?q?=F0=9F=98=80=F0=9F=98=80?=", 3)).isEqualTo("😀…");
        assertThat(HeaderText.decode("abc", 1)).isEqualTo("…");
    }

    @Test
    void theComparedTextIsComposed() {
        assertThat(HeaderText.canonical("=?utf-8?q?e=CC=81?=")).isEqualTo("é");
    }

    @Test
    void aMegabyteOfNonsenseTakesNoTime() {
        for (String piece :
                new String[] {
                    "=?", "=?a?q?", "=?utf-8?q?=C3?= ", "?", "=?utf-8?b?", "=?a?q?x?= "
                }) {
            String value = piece.repeat((1 << 20) / piece.length());
            assertThat(HeaderText.text(value)).isNotEmpty();
        }
    }
}
