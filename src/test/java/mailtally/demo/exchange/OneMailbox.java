package mailtally.demo.exchange;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.testing.server.ImapTalk;

/// A stand-in with one user, and a client that is in.
final class OneMailbox implements AutoCloseable {
    static final String USER = "jane@example.com";
    static final String PASSWORD = "secret";
    static final String TOKEN = "token-of-jane";

    private static final Pattern APPENDED =
            Pattern.compile("(?s).*\\[APPENDUID (\\d+) (\\d+)\\].*");
    private static final Pattern BODY =
            Pattern.compile("(?s)\\* .* BODY\\[\\] \\{(\\d+)\\}\r\n(.*)");

    private final ExchangeStandIn server;
    private final ImapTalk talk;

    private OneMailbox(ExchangeStandIn server, ImapTalk talk) {
        this.server = server;
        this.talk = talk;
    }

    static OneMailbox with(ExchangeSettings settings) throws IOException {
        ExchangeStandIn server = ExchangeStandIn.start(settings, Optional.empty());
        server.user(USER, PASSWORD, TOKEN);
        return new OneMailbox(server, in(server));
    }

    /// Another client, by token.
    static ImapTalk in(ExchangeStandIn server) throws IOException {
        ImapTalk talk = out(server);
        talk.ok("AUTHENTICATE XOAUTH2 " + xoauth2(USER, TOKEN));
        return talk;
    }

    /// Another client that is not in yet.
    static ImapTalk out(ExchangeStandIn server) throws IOException {
        ImapTalk talk = new ImapTalk(server.imapPort());
        talk.line();
        return talk;
    }

    static String xoauth2(String user, String token) {
        String initial = "user=" + user + "\1auth=Bearer " + token + "\1\1";
        return Base64.getEncoder().encodeToString(initial.getBytes(StandardCharsets.UTF_8));
    }

    ExchangeStandIn server() {
        return server;
    }

    ImapTalk talk() {
        return talk;
    }

    /// Puts a message into INBOX.
    ///
    /// @return its UID
    long append(String octets) throws IOException {
        List<String> answer = talk.ok("APPEND INBOX", octets.getBytes(StandardCharsets.ISO_8859_1));
        Matcher where = APPENDED.matcher(answer.getLast());
        if (!where.matches()) {
            throw new AssertionError(answer.getLast());
        }
        return Long.parseLong(where.group(2));
    }

    /// A message's bytes, one character each.
    String fetch(long uid) throws IOException {
        talk.ok("EXAMINE INBOX");
        String answer = talk.ok("UID FETCH " + uid + " (BODY.PEEK[])").getFirst();
        Matcher body = BODY.matcher(answer);
        if (!body.matches()) {
            throw new AssertionError(answer);
        }
        return body.group(2).substring(0, Integer.parseInt(body.group(1)));
    }

    /// What becomes of a message.
    static String kept(ExchangeSettings settings, String octets) throws IOException {
        try (OneMailbox mailbox = with(settings)) {
            return mailbox.fetch(mailbox.append(octets));
        }
    }

    /// As another library reads it.
    static MimeMessage read(String octets) throws MessagingException {
        return new MimeMessage(
                null, new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() throws IOException {
        talk.close();
        server.close();
    }
}
