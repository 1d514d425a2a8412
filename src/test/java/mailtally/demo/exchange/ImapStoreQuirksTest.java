package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mailtally.testing.server.ImapTalk;
import org.junit.jupiter.api.Test;

/// Flags, dates, sizes and searches over IMAP: each quirk, and the same without it.
final class ImapStoreQuirksTest {
    private static final byte[] MAIL =
            Written.mail("\nWords.\n").getBytes(StandardCharsets.US_ASCII);
    private static final String DATED = "\"29-Feb-2016 11:12:13 +0100\"";

    @Test
    void keywordsAreLostOrKept() throws Exception {
        String flags = "(\\Seen $Forwarded $MailFlagBit0 $MDNSent)";
        try (OneMailbox lost = with(ExchangeQuirk.KEYWORDS_DROPPED)) {
            append(lost.talk(), flags);
            assertThat(fetch(lost.talk(), "FLAGS")).contains("FLAGS ($MDNSent \\Seen)");
            lost.talk().ok("SELECT INBOX");
            lost.talk().ok("STORE 1 +FLAGS ($Junk \\Answered)");
            assertThat(fetch(lost.talk(), "FLAGS")).contains("FLAGS ($MDNSent \\Answered \\Seen)");
        }
        try (OneMailbox kept = with()) {
            append(kept.talk(), flags);
            assertThat(fetch(kept.talk(), "FLAGS")).contains("$Forwarded", "$MailFlagBit0");
        }
    }

    @Test
    void otherFlagsAreOfferedOrNot() throws Exception {
        String known = "\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent";
        try (OneMailbox none = with(ExchangeQuirk.NO_OTHER_FLAGS)) {
            assertThat(String.join("\n", none.talk().ok("SELECT INBOX")))
                    .contains("[PERMANENTFLAGS (" + known + ")]");
        }
        try (OneMailbox any = with()) {
            assertThat(String.join("\n", any.talk().ok("SELECT INBOX")))
                    .contains("[PERMANENTFLAGS (" + known + " \\*)]");
        }
    }

    @Test
    void flaggedIsForgottenAtAppendAndSticksAtStore() throws Exception {
        try (OneMailbox forgets = with(ExchangeQuirk.FLAGGED_OF_APPEND_FORGOTTEN)) {
            append(forgets.talk(), "(\\Flagged \\Seen)");
            assertThat(fetch(forgets.talk(), "FLAGS")).contains("FLAGS (\\Seen)");
            forgets.talk().ok("SELECT INBOX");
            forgets.talk().ok("UID STORE 1 +FLAGS.SILENT (\\Flagged)");
            assertThat(fetch(forgets.talk(), "FLAGS")).contains("FLAGS (\\Flagged \\Seen)");
        }
        try (OneMailbox keeps = with()) {
            append(keeps.talk(), "(\\Flagged)");
            assertThat(fetch(keeps.talk(), "FLAGS")).contains("FLAGS (\\Flagged)");
        }
    }

    @Test
    void theInternalDateOfAppendIsKeptOrIgnored() throws Exception {
        HandClock clock = new HandClock();
        try (OneMailbox keeps = OneMailbox.with(ExchangeSettings.plain().with(clock))) {
            append(keeps.talk(), DATED);
            assertThat(fetch(keeps.talk(), "INTERNALDATE"))
                    .contains("INTERNALDATE \"29-Feb-2016 10:12:13 +0000\"");
            assertThat(keeps.talk().command("APPEND INBOX \"yesterday\" {1+}\r\na").getLast())
                    .endsWith("BAD Command Argument Error. 11");
        }
        ExchangeSettings ignoring =
                ExchangeSettings.plain().with(clock).with(ExchangeQuirk.INTERNAL_DATE_IGNORED);
        try (OneMailbox ignores = OneMailbox.with(ignoring)) {
            append(ignores.talk(), DATED);
            assertThat(fetch(ignores.talk(), "INTERNALDATE"))
                    .contains("INTERNALDATE \"28-Nov-2026 12:00:00 +0000\"");
        }
    }

    @Test
    void internalDatesHaveWholeSeconds() throws Exception {
        Instant precise = Instant.parse("2016-02-29T10:12:13.987Z");
        for (boolean whole : List.of(true, false)) {
            ExchangeQuirk[] quirks =
                    whole
                            ? new ExchangeQuirk[] {ExchangeQuirk.WHOLE_SECONDS}
                            : new ExchangeQuirk[0];
            try (OneMailbox mailbox = with(quirks)) {
                ExchangeMailbox inside = mailbox.server().mailbox(OneMailbox.USER);
                ExchangeFolder inbox = inside.folder(List.of("INBOX")).orElseThrow();
                ExchangeItem item = inside.add(inbox, MAIL, precise, Set.of(), false);
                assertThat(item.received())
                        .isEqualTo(whole ? Instant.parse("2016-02-29T10:12:13Z") : precise);
            }
        }
    }

    @Test
    void sizesAreEstimatesOrNot() throws Exception {
        try (OneMailbox guesses = with(ExchangeQuirk.SIZE_ESTIMATED)) {
            append(guesses.talk(), "()");
            assertThat(fetch(guesses.talk(), "RFC822.SIZE"))
                    .doesNotContain("RFC822.SIZE " + MAIL.length + ")");
            assertThat(fetch(guesses.talk(), "BODY.PEEK[]")).contains("{" + MAIL.length + "}");
        }
        try (OneMailbox counts = with()) {
            append(counts.talk(), "()");
            assertThat(fetch(counts.talk(), "RFC822.SIZE"))
                    .contains("RFC822.SIZE " + MAIL.length + ")");
        }
    }

    @Test
    void searchDoesNotSeeWhatWasJustAppendedAndFetchByUidDoes() throws Exception {
        HandClock clock = new HandClock();
        ExchangeSettings blind =
                ExchangeSettings.plain().with(clock).with(ExchangeQuirk.SEARCH_BLIND);
        try (OneMailbox mailbox = OneMailbox.with(blind)) {
            append(mailbox.talk(), "()");
            mailbox.talk().ok("EXAMINE INBOX");
            assertThat(mailbox.talk().ok("UID SEARCH ALL").getFirst()).isEqualTo("* SEARCH");
            assertThat(mailbox.talk().ok("UID FETCH 1:* (UID)").getFirst())
                    .isEqualTo("* 1 FETCH (UID 1)");
            assertThat(mailbox.talk().ok("STATUS INBOX (MESSAGES)").getFirst())
                    .contains("MESSAGES 1");
            clock.pass(Duration.ofSeconds(2));
            assertThat(mailbox.talk().ok("UID SEARCH ALL").getFirst()).isEqualTo("* SEARCH 1");
        }
    }

    @Test
    void aMessageIsADraftOnlyWhereAppendSaidSo() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(ExchangeSettings.everyday())) {
            append(mailbox.talk(), "(\\Seen)");
            append(mailbox.talk(), "(\\Draft)");
            mailbox.talk().ok("EXAMINE INBOX");
            assertThat(mailbox.talk().ok("FETCH 1:2 (FLAGS)"))
                    .startsWith("* 1 FETCH (FLAGS (\\Seen))", "* 2 FETCH (FLAGS (\\Draft))");
        }
    }

    private static void append(ImapTalk talk, String arguments) throws Exception {
        assertThat(talk.ok("APPEND INBOX " + arguments, MAIL).getLast())
                .containsPattern("\\[APPENDUID \\d+ \\d+\\] APPEND completed");
    }

    private static String fetch(ImapTalk talk, String item) throws Exception {
        talk.ok("EXAMINE INBOX");
        return talk.ok("FETCH 1 (" + item + ")").getFirst();
    }

    private static OneMailbox with(ExchangeQuirk... quirks) throws Exception {
        return OneMailbox.with(ExchangeSettings.plain().with(quirks));
    }
}
