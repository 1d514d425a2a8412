package mailtally.store.imap;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import mailtally.store.server.Secret;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.Response;

/// Tells the server who asks: SCRAM (RFC 7677, RFC 5802) where it is offered, so that the password
/// itself is not sent; else PLAIN (RFC 4616), else LOGIN. XOAUTH2 for tokens. One try: a second
/// with the same secret could lock the account.
final class Login {
    private final Session session;
    private final String user;

    Login(Session session, String user) {
        this.session = session;
        this.user = user;
    }

    /// @throws CommandRefusedException if the server does not believe it
    /// @throws IOException if the connection broke, or the server offers no way we know
    void with(Secret secret) throws IOException, CommandRefusedException {
        switch (secret) {
            case Secret.Token(String token) -> token(token);
            case Secret.Password(String password) -> password(password);
        }
    }

    private void token(String token) throws IOException, CommandRefusedException {
        if (!session.hasCapability("AUTH=XOAUTH2")) {
            throw new CommandRefusedException("the server offers no XOAUTH2");
        }
        String initial = "user=" + user + "\1auth=Bearer " + token + "\1\1";
        // A refusal comes as a challenge first, and wants an empty answer.
        exchange("XOAUTH2", initial, challenge -> "");
    }

    private void password(String password) throws IOException, CommandRefusedException {
        for (String mechanism : List.of("SCRAM-SHA-256", "SCRAM-SHA-1")) {
            if (session.hasCapability("AUTH=" + mechanism)) {
                scram(mechanism, password);
                return;
            }
        }
        if (session.hasCapability("AUTH=PLAIN")) {
            exchange("PLAIN", "\0" + user + "\0" + password, challenge -> "");
        } else if (!session.hasCapability("LOGINDISABLED")) {
            Argument arguments = new Argument();
            arguments.writeString(user, StandardCharsets.UTF_8);
            arguments.writeString(password, StandardCharsets.UTF_8);
            session.told(session.run("LOGIN", arguments, answer -> {}));
        } else {
            throw new CommandRefusedException("the server offers no way to log in with a password");
        }
    }

    private void scram(String mechanism, String password)
            throws IOException, CommandRefusedException {
        ScramClient client;
        try {
            client =
                    ScramClient.builder()
                            .advertisedMechanisms(List.of(mechanism))
                            .username(user)
                            .password(password.toCharArray())
                            .build();
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException("user or password cannot be sent by " + mechanism);
        }
        Scram steps = new Scram(client);
        exchange(mechanism, client.clientFirstMessage().toString(), steps);
        if (!steps.verified) {
            throw new IOException("the server did not prove that it knows the password");
        }
    }

    /// Answers what the server asks.
    private interface Challenge {
        String answer(String challenge) throws IOException;
    }

    private static final class Scram implements Challenge {
        private final ScramClient client;
        private boolean first = true;
        private boolean verified;

        Scram(ScramClient client) {
            this.client = client;
        }

        @Override
        public String answer(String challenge) throws IOException {
            try {
                if (first) {
                    first = false;
                    client.serverFirstMessage(challenge);
                    return client.clientFinalMessage().toString();
                }
                client.serverFinalMessage(challenge);
                verified = true;
                return "";
            } catch (ScramException | IllegalArgumentException | IllegalStateException e) {
                throw new IOException("the server's part of the login is wrong", e);
            }
        }
    }

    private void exchange(String mechanism, String initial, Challenge challenges)
            throws IOException, CommandRefusedException {
        Argument arguments = new Argument();
        arguments.writeAtom(mechanism);
        boolean sent = session.hasCapability("SASL-IR");
        if (sent) {
            arguments.writeAtom(base64(initial));
        }
        String tag = session.send("AUTHENTICATE", arguments);
        while (true) {
            Response answer = session.next();
            if (answer.isBYE()) {
                throw new IOException("the server ended the connection: " + answer.getRest());
            }
            if (answer.isContinuation()) {
                String challenge = answer.getRest().trim();
                session.answer(base64(sent ? challenges.answer(decode(challenge)) : initial));
                sent = true;
            } else if (answer.isTagged() && tag.equals(answer.getTag())) {
                if (answer.isOK()) {
                    session.told(answer.getRest());
                    return;
                }
                throw new CommandRefusedException(answer.getRest());
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String challenge) throws IOException {
        try {
            return new String(Base64.getDecoder().decode(challenge), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("the server's part of the login is wrong", e);
        }
    }
}
