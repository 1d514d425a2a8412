package mailtally.store.pop3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import mailtally.store.server.Secret;

/// Tells the server who asks: AUTH PLAIN (RFC 5034, RFC 4616) where it is offered, else USER and
/// PASS; XOAUTH2 for tokens. APOP is not used, since its MD5 can be undone. One try: a second with
/// the same secret could lock the account.
final class Login {
    private final Session session;
    private final String user;

    Login(Session session, String user) {
        this.session = session;
        this.user = user;
    }

    /// @throws RefusedException if the server does not let us in, or offers no way we know
    void with(Secret secret) throws BrokenException, RefusedException {
        switch (secret) {
            case Secret.Token(String token) -> token(token);
            case Secret.Password(String password) -> password(password);
        }
    }

    private void token(String token) throws BrokenException, RefusedException {
        if (!offers("XOAUTH2")) {
            throw new RefusedException("(nothing: it offers no XOAUTH2)");
        }
        authenticate("XOAUTH2", "user=" + user + "\1auth=Bearer " + token + "\1\1");
    }

    private void password(String password) throws BrokenException, RefusedException {
        if ((user + password).chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n')) {
            throw new RefusedException("(nothing: user or password cannot be sent by POP3)");
        }
        if (offers("PLAIN")) {
            authenticate("PLAIN", "\0" + user + "\0" + password);
        } else if (session.mayKnow("USER")) {
            session.run("USER " + user);
            session.run("PASS " + password);
        } else {
            throw new RefusedException("(nothing: it offers no way to log in with a password)");
        }
    }

    private boolean offers(String mechanism) {
        return session.capability("SASL").orElse(List.of()).contains(mechanism);
    }

    /// The secret follows the server's go-ahead, as a command line has no room for a long one (RFC
    /// 5034 section 4).
    private void authenticate(String mechanism, String response)
            throws BrokenException, RefusedException {
        session.send("AUTH " + mechanism);
        session.flush();
        String answer = session.line();
        if (!continues(answer)) {
            throw RefusedException.of(answer);
        }
        session.send(Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)));
        session.flush();
        answer = session.line();
        if (continues(answer)) {
            // XOAUTH2 says why it refuses as a question, and wants an empty answer.
            session.send("");
            session.flush();
            answer = session.line();
        }
        if (!answer.startsWith("+OK")) {
            throw RefusedException.of(answer);
        }
    }

    private static boolean continues(String answer) {
        return answer.startsWith("+") && !answer.startsWith("+OK");
    }
}
