package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.testing.server.ImapTalk;
import org.junit.jupiter.api.Test;

/// The throttle, by a clock that the test holds in its hand.
final class ImapThrottleTest {
    private static final byte[] MAIL =
            Written.mail("\nWords.\n").getBytes(StandardCharsets.US_ASCII);
    private static final Pattern TOLD =
            Pattern.compile(
                    "(?:\\S+) (?:NO|BAD) Request is throttled\\. Suggested Backoff Time: (\\d+)"
                            + " milliseconds");

    private final HandClock clock = new HandClock();

    @Test
    void aFifthMessageInASecondIsThrottledAndTheConnectionEnds() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(throttled(ExchangePace.usual()))) {
            for (int i = 0; i < 4; i++) {
                mailbox.talk().ok("APPEND INBOX", MAIL);
            }
            assertThat(told(mailbox.talk().command("APPEND INBOX", MAIL))).isEqualTo(250);
            assertThat(mailbox.talk().line()).isNull();
            clock.pass(Duration.ofMillis(250));
            try (ImapTalk talk = OneMailbox.in(mailbox.server())) {
                talk.ok("APPEND INBOX", MAIL);
                assertThat(talk.ok("EXAMINE INBOX").getFirst()).isEqualTo("* 5 EXISTS");
            }
            assertThat(mailbox.server().abuses()).isEmpty();
        }
    }

    @Test
    void bytesAreCountedOverTheirWindow() throws Exception {
        ExchangePace pace = new ExchangePace(3L * MAIL.length, Duration.ofSeconds(30), 100);
        try (OneMailbox mailbox = OneMailbox.with(throttled(pace))) {
            for (int i = 0; i < 3; i++) {
                mailbox.talk().ok("APPEND INBOX", MAIL);
            }
            assertThat(told(mailbox.talk().command("APPEND INBOX", MAIL))).isEqualTo(10_000);
        }
    }

    @Test
    void whoObeysGetsInAnHourAllThatIsPermitted() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(throttled(ExchangePace.usual()))) {
            ExchangeThrottle throttle = mailbox.server().mailbox(OneMailbox.USER).throttle();
            long messages = 0;
            Duration passed = Duration.ZERO;
            while (passed.compareTo(Duration.ofHours(1)) < 0) {
                Duration wait = throttle.take(1_000).orElse(Duration.ZERO);
                messages += wait.isZero() ? 1 : 0;
                passed = passed.plus(wait);
                clock.pass(wait);
            }
            assertThat(messages).isBetween(4L * 3_600, 4L * 3_600 + 5);
        }
    }

    @Test
    void whoComesBackBeforeItsTimeIsRememberedAndWhoWasThereIsNot() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(throttled(ExchangePace.usual()));
                ImapTalk before = OneMailbox.in(mailbox.server())) {
            for (int i = 0; i < 5; i++) {
                mailbox.talk().command("APPEND INBOX", MAIL);
            }
            assertThat(told(before.command("NOOP"))).isEqualTo(250);
            assertThat(mailbox.server().abuses()).isEmpty();
            TimeUnit.MILLISECONDS.sleep(150);
            try (ImapTalk early = OneMailbox.out(mailbox.server())) {
                String token = OneMailbox.xoauth2(OneMailbox.USER, OneMailbox.TOKEN);
                assertThat(told(early.command("AUTHENTICATE XOAUTH2 " + token))).isEqualTo(250);
            }
            assertThat(mailbox.server().abuses()).containsExactly("a command during a back-off");
        }
    }

    @Test
    void withoutTheQuirkNobodyWaits() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(ExchangeSettings.everyday().with(clock))) {
            for (int i = 0; i < 40; i++) {
                mailbox.talk().ok("APPEND INBOX", MAIL);
            }
        }
    }

    private ExchangeSettings throttled(ExchangePace pace) {
        return ExchangeSettings.plain().with(clock).with(pace).with(ExchangeQuirk.THROTTLED);
    }

    private static long told(List<String> answers) {
        Matcher told = TOLD.matcher(answers.getLast());
        assertThat(told.matches()).as(answers.toString()).isTrue();
        return Long.parseLong(told.group(1));
    }
}
