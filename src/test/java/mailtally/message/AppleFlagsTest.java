package mailtally.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppleFlagsTest {
    @Test
    void eachBitWithAMeaningInImapHasItsName() {
        assertThat(AppleFlags.translate(1).text()).isEqualTo("\\Seen");
        assertThat(AppleFlags.translate(1 << 1).deleted()).isTrue();
        assertThat(AppleFlags.translate(1 << 2).text()).isEqualTo("\\Answered");
        assertThat(AppleFlags.translate(1 << 4).text()).isEqualTo("\\Flagged");
        assertThat(AppleFlags.translate(1 << 6).text()).isEqualTo("\\Draft");
        assertThat(AppleFlags.translate(1 << 8).text()).isEqualTo("$Forwarded");
        assertThat(AppleFlags.translate(1 << 24).text()).isEqualTo("$Junk");
        assertThat(AppleFlags.translate(1 << 25).text()).isEqualTo("$NotJunk");
    }

    @Test
    void bitsThatCountOrThatNobodyKnowsNameNothingButAreKept() {
        long count = 63L << 10;
        long priority = 127L << 16;
        for (long raw : new long[] {count, priority, 1L << 31, 1L << 40, 1L << 63, 1L << 5}) {
            assertThat(AppleFlags.translate(raw).names()).isEmpty();
            assertThat(AppleFlags.translate(raw).appleRaw()).hasValue(raw);
        }
    }

    @Test
    void aNumberOfMoreThan32BitsFromARealFileIsRead() {
        Flags flags = AppleFlags.translate(25803555845L);
        assertThat(flags.text()).isEqualTo("$NotJunk \\Answered \\Seen");
        assertThat(flags.appleRaw()).hasValue(25803555845L);
    }
}
