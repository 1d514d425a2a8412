package mailtally.demo.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is there: LOGIN, PLAIN (RFC 4616) and XOAUTH2. One connection's.
final class ImapLogin {
    private final ExchangeStandIn server;
    private final ExchangeSettings settings;
    private final ImapInput in;
    private final ImapOutput out;
    private Optional<Who> who = Optional.empty();

    /// @param user whose mailbox was asked for
    /// @param allowed false where somebody else was recognised than its owner
    /// @param token what let in, or nothing where a password did
    record Who(String user, boolean allowed, Optional<String> token) {
        @Override
        public String toString() {
            return "a user";
        }
    }

    ImapLogin(ExchangeStandIn server, ImapInput in, ImapOutput out) {
        this.server = server;
        this.settings = server.settings();
        this.in = in;
        this.out = out;
    }

    boolean done() {
        return who.isPresent();
    }

    Optional<Who> who() {
        return who;
    }

    /// True if the token that let in is refused by now.
    boolean expired() {
        return settings.has(ExchangeQuirk.TOKENS_EXPIRE)
                && who.isPresent()
                && who.get().token().filter(token -> !server.lasts(token)).isPresent();
    }

    /// Lets in, or not.
    ///
    /// @return what stands behind OK
    String with(ImapCommand command) throws IOException, ImapRefusal {
        if (command.name().equals("LOGIN")) {
            if (command.size() != 2) {
                throw ImapRefusal.badArgument();
            }
            password(utf8(command.word(0)), utf8(command.word(1)), "LOGIN");
            return "LOGIN completed.";
        }
        String mechanism = command.word(0).toUpperCase(Locale.ROOT);
        if (!List.of("PLAIN", "XOAUTH2").contains(mechanism)) {
            throw ImapRefusal.no("AUTHENTICATE failed.");
        }
        String[] parts = initial(command).split(mechanism.equals("PLAIN") ? "\0" : "\1", -1);
        if (mechanism.equals("PLAIN") && parts.length == 3) {
            password(parts[1], parts[2], "AUTHENTICATE");
        } else if (mechanism.equals("XOAUTH2")
                && parts.length == 4
                && parts[0].startsWith("user=")
                && parts[1].startsWith("auth=Bearer ")) {
            token(parts[0].substring(5), parts[1].substring(12));
        } else {
            throw ImapRefusal.no("AUTHENTICATE failed.");
        }
        return "AUTHENTICATE completed.";
    }

    private String initial(ImapCommand command) throws IOException, ImapRefusal {
        String base64;
        if (command.size() > 1) {
            base64 = command.word(1);
        } else {
            out.line("+ ");
            out.flush();
            base64 = in.line().orElse("*");
        }
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ImapRefusal.badArgument();
        }
    }

    private void password(String user, String password, String command) throws ImapRefusal {
        if (settings.has(ExchangeQuirk.TOKENS_ONLY)) {
            throw ImapRefusal.no(command + " failed.");
        }
        boolean owner = server.account(user).filter(a -> same(a.password(), password)).isPresent();
        boolean other = server.accounts().stream().anyMatch(a -> same(a.password(), password));
        let(user, owner, other, Optional.empty(), command);
    }

    private void token(String user, String token) throws ImapRefusal {
        TokenAccess access = server.opens(user, token);
        boolean other = access == TokenAccess.NO_RIGHT || server.lasts(token);
        let(user, access == TokenAccess.OPEN, other, Optional.of(token), "AUTHENTICATE");
    }

    private void let(
            String user, boolean owner, boolean other, Optional<String> token, String command)
            throws ImapRefusal {
        boolean known = other && settings.has(ExchangeQuirk.NOT_CONNECTED);
        if (!owner && !known) {
            throw ImapRefusal.no(command + " failed.");
        }
        who = Optional.of(new Who(user, owner, token));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
