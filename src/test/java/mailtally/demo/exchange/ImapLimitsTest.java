package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mailtally.testing.server.ImapTalk;
import org.junit.jupiter.api.Test;

/// What is refused, and when connections end: each quirk, and the same without it.
final class ImapLimitsTest {
    private static final byte[] MAIL = bytes("\nWords.\n");
    private static final String TOO_LARGE =
            " NO Maximum size of appendable message has been exceeded.";
    private static final String CLOSED = "* BYE Connection is closed. 13";

    @Test
    void messagesAboveTheLimitAreRefusedBeforeTheyAreSentAndAfter() throws Exception {
        ExchangeLimits small = ExchangeLimits.usual().withBytes(1_000, 1L << 30);
        ExchangeSettings limited =
                ExchangeSettings.plain().with(small).with(ExchangeQuirk.SIZE_LIMITED);
        byte[] large = bytes("\n" + "Words. ".repeat(200) + "\n");
        try (OneMailbox mailbox = OneMailbox.with(limited)) {
            mailbox.append("a: b\r\n\r\n");
            assertThat(mailbox.talk().command("APPEND INBOX", large).getLast()).endsWith(TOO_LARGE);
            String pushed = "APPEND INBOX {" + large.length + "+}\r\n" + text(large);
            assertThat(mailbox.talk().command(pushed).getLast()).endsWith(TOO_LARGE);
            mailbox.talk().ok("NOOP");
        }
        try (OneMailbox open = OneMailbox.with(ExchangeSettings.plain().with(small))) {
            open.append(text(large));
        }
    }

    @Test
    void aFullMailboxSaysThatTheServerIsUnavailable() throws Exception {
        ExchangeLimits full = ExchangeLimits.usual().withBytes(1L << 20, MAIL.length + 10L);
        ExchangeSettings limited =
                ExchangeSettings.plain().with(full).with(ExchangeQuirk.QUOTA_REFUSED);
        try (OneMailbox mailbox = OneMailbox.with(limited)) {
            mailbox.append(text(MAIL));
            assertThat(mailbox.talk().command("APPEND INBOX", MAIL).getLast())
                    .endsWith(" NO Server Unavailable. 15");
        }
        try (OneMailbox open = OneMailbox.with(ExchangeSettings.plain().with(full))) {
            open.append(text(MAIL));
            open.append(text(MAIL));
        }
    }

    @Test
    void linesAbove10000BytesAreRefused() throws Exception {
        byte[] fits = bytes("\n" + "x".repeat(10_000) + "\n");
        byte[] longer = bytes("\n" + "x".repeat(10_001) + "\n");
        try (OneMailbox mailbox = with(ExchangeQuirk.LONG_LINES_REFUSED)) {
            mailbox.append(text(fits));
            assertThat(mailbox.talk().command("APPEND INBOX", longer).getLast())
                    .endsWith(" BAD Command Error. 10");
        }
        try (OneMailbox open = with()) {
            open.append(text(longer));
        }
    }

    @Test
    void whatIsNoMessageIsRefused() throws Exception {
        List<String> none = List.of("", "no field\r\n", "\r\nbody\r\n", "a: b\r\n\r\nNUL \0\r\n");
        try (OneMailbox mailbox = with(ExchangeQuirk.MALFORMED_REFUSED)) {
            for (String octets : none) {
                assertThat(
                                mailbox.talk()
                                        .command(
                                                "APPEND INBOX",
                                                octets.getBytes(StandardCharsets.US_ASCII))
                                        .getLast())
                        .endsWith(" BAD Command Argument Error. 11");
            }
        }
        try (OneMailbox open = with()) {
            for (String octets : none) {
                assertThat(open.fetch(open.append(octets))).isEqualTo(octets);
            }
        }
    }

    @Test
    void commandLinesHaveAnEnd() throws Exception {
        String most = "UID FETCH 1".concat(",1".repeat(2_030));
        try (OneMailbox mailbox = with(ExchangeQuirk.COMMAND_LINES_LIMITED)) {
            mailbox.talk().ok("EXAMINE INBOX");
            mailbox.talk().ok(most + " FLAGS");
            assertThat(mailbox.talk().command(most + ",1".repeat(20) + " FLAGS").getLast())
                    .endsWith(" BAD Command Error. 10");
            mailbox.talk().ok("NOOP");
        }
        try (OneMailbox open = with()) {
            open.talk().ok("EXAMINE INBOX");
            open.talk().ok(most + ",1".repeat(20) + " FLAGS");
        }
    }

    @Test
    void tenErrorsEndTheConnection() throws Exception {
        try (OneMailbox mailbox = with(ExchangeQuirk.ERRORS_LIMITED)) {
            for (int i = 0; i < 9; i++) {
                assertThat(mailbox.talk().command("NONSENSE")).hasSize(1);
            }
            mailbox.talk().ok("NOOP");
            assertThat(mailbox.server().abuses()).isEmpty();
            assertThat(mailbox.talk().command("NONSENSE").getFirst()).contains(" BAD ");
            assertThat(mailbox.talk().line()).isEqualTo(CLOSED);
            assertThat(mailbox.talk().line()).isNull();
            assertThat(mailbox.server().abuses()).hasSize(1);
        }
        try (OneMailbox open = with()) {
            for (int i = 0; i < 12; i++) {
                assertThat(open.talk().command("NONSENSE").getLast()).contains(" BAD ");
            }
            open.talk().ok("NOOP");
            assertThat(open.server().abuses()).hasSize(3).last().asString().contains("after 10");
        }
    }

    @Test
    void aUserHasSixteenConnections() throws Exception {
        try (OneMailbox mailbox = with(ExchangeQuirk.CONNECTIONS_LIMITED)) {
            List<ImapTalk> others = new ArrayList<>();
            for (int i = 1; i < 16; i++) {
                others.add(OneMailbox.in(mailbox.server()));
            }
            assertThat(mailbox.server().abuses()).isEmpty();
            String login =
                    "AUTHENTICATE XOAUTH2 " + OneMailbox.xoauth2(OneMailbox.USER, OneMailbox.TOKEN);
            try (ImapTalk tooMany = OneMailbox.out(mailbox.server())) {
                assertThat(tooMany.command(login)).containsExactly(CLOSED);
            }
            assertThat(mailbox.server().abuses()).hasSize(1);
            others.getFirst().ok("LOGOUT");
            for (ImapTalk other : others) {
                other.close();
            }
        }
    }

    @Test
    void connectionsBreakAfterSoManyCommandsAndWhileSomethingIsStored() throws Exception {
        ExchangeSettings cut =
                ExchangeSettings.plain()
                        .with(new ExchangeCuts(4, 2))
                        .with(ExchangeQuirk.CUT_AFTER_COMMANDS);
        try (OneMailbox mailbox = OneMailbox.with(cut)) {
            for (int i = 0; i < 3; i++) {
                mailbox.talk().ok("NOOP");
            }
            assertThat(mailbox.talk().command("NOOP")).isEmpty();
        }
        ExchangeSettings lost =
                ExchangeSettings.plain()
                        .with(new ExchangeCuts(4, 2))
                        .with(ExchangeQuirk.CUT_AFTER_STORING);
        try (OneMailbox mailbox = OneMailbox.with(lost)) {
            mailbox.append(text(MAIL));
            assertThat(mailbox.talk().command("APPEND INBOX", MAIL)).isEmpty();
            try (ImapTalk again = OneMailbox.in(mailbox.server())) {
                assertThat(again.ok("EXAMINE INBOX").getFirst()).isEqualTo("* 2 EXISTS");
            }
        }
    }

    @Test
    void hostileInputIsRefusedAndTheServerGoesOn() throws Exception {
        try (OneMailbox mailbox = OneMailbox.with(ExchangeSettings.everyday())) {
            for (String odd :
                    Arrays.asList(
                            "APPEND INBOX {99999999999999+}",
                            "SEARCH " + "(".repeat(500),
                            "FETCH 0 FLAGS",
                            "FETCH 1:99999999999 FLAGS",
                            "LIST \"\" \"unfinished",
                            "CREATE \"\0\"",
                            "UID",
                            "EXAMINE {3}")) {
                try (ImapTalk talk = OneMailbox.in(mailbox.server())) {
                    talk.send("x EXAMINE INBOX\r\nx " + odd + "\r\n");
                    talk.patience(2_000);
                    String line = talk.line();
                    while (line != null && !line.matches("(x BAD|x NO|\\+).*")) {
                        line = talk.line();
                    }
                    assertThat(line).as(odd).isNotNull();
                }
            }
            mailbox.talk().ok("NOOP");
        }
    }

    private static byte[] bytes(String fieldsAndBody) {
        return Written.mail(fieldsAndBody).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.US_ASCII);
    }

    private static OneMailbox with(ExchangeQuirk... quirks) throws Exception {
        return OneMailbox.with(ExchangeSettings.plain().with(quirks));
    }
}
