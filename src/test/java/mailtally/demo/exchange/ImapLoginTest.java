package mailtally.demo.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import mailtally.testing.server.ImapTalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Greeting, capabilities and signing in over IMAP: each quirk, and the same without it.
final class ImapLoginTest {
    private static final String BEFORE =
            "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT"
                    + " CHILDREN IDLE NAMESPACE LITERAL+";
    private static final String AFTER =
            "* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT"
                    + " CLIENTACCESSRULES CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE"
                    + " CHILDREN IDLE NAMESPACE LITERAL+";

    private ExchangeStandIn server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theGreetingIsBareOrSaysWhatItCan() throws Exception {
        start(ExchangeQuirk.BARE_GREETING);
        try (ImapTalk talk = new ImapTalk(server.imapPort())) {
            assertThat(talk.line())
                    .matches("\\* OK The Microsoft Exchange IMAP4 service is ready\\. \\[.+\\]")
                    .doesNotContain("CAPABILITY");
        }
        server.close();
        start();
        try (ImapTalk talk = new ImapTalk(server.imapPort())) {
            assertThat(talk.line()).startsWith("* OK [CAPABILITY IMAP4rev1 ");
        }
    }

    @Test
    void capabilitiesAreOthersAfterTheLogin() throws Exception {
        start(ExchangeQuirk.CAPABILITIES_AS_LOGGED);
        try (ImapTalk talk = OneMailbox.out(server)) {
            assertThat(talk.ok("CAPABILITY").getFirst()).isEqualTo(BEFORE);
            talk.ok("LOGIN " + OneMailbox.USER + " " + OneMailbox.PASSWORD);
            assertThat(talk.ok("CAPABILITY").getFirst()).isEqualTo(AFTER);
        }
        server.close();
        start();
        try (ImapTalk talk = OneMailbox.out(server)) {
            String before = talk.ok("CAPABILITY").getFirst();
            talk.ok("LOGIN " + OneMailbox.USER + " " + OneMailbox.PASSWORD);
            assertThat(talk.ok("CAPABILITY").getFirst()).isEqualTo(before);
        }
    }

    @Test
    void passwordsLetInOnExchangeServerAndNotOnExchangeOnline() throws Exception {
        String login = "LOGIN " + OneMailbox.USER + " \"" + OneMailbox.PASSWORD + '"';
        String plain = "AUTHENTICATE PLAIN " + plain(OneMailbox.PASSWORD);
        start();
        for (String command : List.of(login, plain, "AUTHENTICATE XOAUTH2 " + token())) {
            try (ImapTalk talk = OneMailbox.out(server)) {
                talk.ok(command);
                talk.ok("EXAMINE INBOX");
            }
        }
        server.close();
        start(ExchangeQuirk.TOKENS_ONLY);
        try (ImapTalk talk = OneMailbox.out(server)) {
            assertThat(talk.command(login).getLast()).endsWith(" NO LOGIN failed.");
            assertThat(talk.command(plain).getLast()).endsWith(" NO AUTHENTICATE failed.");
            assertThat(talk.command("EXAMINE INBOX").getLast())
                    .endsWith(" BAD Command received in Invalid state.");
            talk.ok("AUTHENTICATE XOAUTH2 " + token());
        }
    }

    @Test
    void aTokenMayFollowTheCommandInALineOfItsOwn() throws Exception {
        start();
        try (ImapTalk talk = OneMailbox.out(server)) {
            talk.send("a AUTHENTICATE XOAUTH2\r\n");
            assertThat(talk.line()).startsWith("+");
            talk.send(token() + "\r\n");
            assertThat(talk.line()).isEqualTo("a OK AUTHENTICATE completed.");
        }
    }

    @Test
    void whoIsKnownAndHasNoRightIsAuthenticatedButNotConnected() throws Exception {
        start(ExchangeQuirk.NOT_CONNECTED);
        server.user("other@example.com", "other-secret", "token-of-other");
        String foreign = OneMailbox.xoauth2("other@example.com", OneMailbox.TOKEN);
        try (ImapTalk talk = OneMailbox.out(server)) {
            talk.ok("AUTHENTICATE XOAUTH2 " + foreign);
            assertThat(talk.command("LIST \"\" *").getLast())
                    .endsWith(" BAD User is authenticated but not connected.");
        }
        try (ImapTalk talk = OneMailbox.out(server)) {
            String nobody = OneMailbox.xoauth2(OneMailbox.USER, "made-up");
            assertThat(talk.command("AUTHENTICATE XOAUTH2 " + nobody).getLast())
                    .endsWith(" NO AUTHENTICATE failed.");
        }
        server.close();
        start();
        server.user("other@example.com", "other-secret", "token-of-other");
        try (ImapTalk talk = OneMailbox.out(server)) {
            assertThat(talk.command("AUTHENTICATE XOAUTH2 " + foreign).getLast())
                    .endsWith(" NO AUTHENTICATE failed.");
        }
    }

    @Test
    void aTokenEndsInTheMiddleAndItsConnectionsAreCut() throws Exception {
        start(ExchangeQuirk.TOKENS_EXPIRE);
        try (ImapTalk old = OneMailbox.in(server)) {
            old.ok("EXAMINE INBOX");
            server.renew(OneMailbox.USER, "the-next");
            assertThat(old.command("NOOP"))
                    .containsExactly("* BYE Session invalidated - AccessTokenExpired");
            assertThat(old.line()).isNull();
        }
        try (ImapTalk talk = OneMailbox.out(server)) {
            assertThat(talk.command("AUTHENTICATE XOAUTH2 " + token()).getLast()).contains(" NO ");
            talk.ok("AUTHENTICATE XOAUTH2 " + OneMailbox.xoauth2(OneMailbox.USER, "the-next"));
        }
        server.close();
        start();
        try (ImapTalk old = OneMailbox.in(server)) {
            server.renew(OneMailbox.USER, "the-next");
            old.ok("NOOP");
        }
    }

    private void start(ExchangeQuirk... quirks) throws Exception {
        server = ExchangeStandIn.start(ExchangeSettings.plain().with(quirks), Optional.empty());
        server.user(OneMailbox.USER, OneMailbox.PASSWORD, OneMailbox.TOKEN);
    }

    private static String token() {
        return OneMailbox.xoauth2(OneMailbox.USER, OneMailbox.TOKEN);
    }

    private static String plain(String password) {
        String initial = "\0" + OneMailbox.USER + "\0" + password;
        return Base64.getEncoder().encodeToString(initial.getBytes(StandardCharsets.UTF_8));
    }
}
