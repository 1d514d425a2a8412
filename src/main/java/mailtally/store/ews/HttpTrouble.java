package mailtally.store.ews;

import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.WebAnswer;

/// What a status of HTTP that ends the run means, and who can do what about it.
final class HttpTrouble {
    private static final String NOTHING = " Nothing was changed. ";
    private static final String KEPT = " What was done so far is kept. ";

    private final ServerAddress address;
    private final Clock clock;

    HttpTrouble(ServerAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /// What this status means, if it ends the run.
    ///
    /// @param before true if the server let us in before
    Optional<StoreUnavailableException> of(WebAnswer answer, Secret secret, boolean before) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return Optional.of(new StoreUnavailableException(elsewhere(answer, before)));
        }
        return switch (status) {
            case 401 -> Optional.of(notLetIn(answer, secret, before));
            case 403 -> Optional.of(new StoreUnavailableException(forbidden(answer, before)));
            case 404, 405, 410 ->
                    Optional.of(new StoreUnavailableException(notThere(status, before)));
            case 440, 456 -> Optional.of(barred(status, before));
            default -> Optional.empty();
        };
    }

    private static String soFar(boolean before) {
        return before ? KEPT : NOTHING;
    }

    private String elsewhere(WebAnswer answer, boolean before) {
        return address.hostAndPort()
                + " answered that EWS is elsewhere (HTTP "
                + answer.status()
                + "), "
                + answer.header("Location")
                        .flatMap(l -> host(answer.from(), l))
                        .map(h -> "at " + h)
                        .orElse("and did not say where")
                + ". Neither user nor secret was sent there."
                + soFar(before)
                + "If you know that host as your mail server, name it in the address.";
    }

    private static Optional<String> host(URI from, String location) {
        try {
            return Optional.ofNullable(from.resolve(location).getHost());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private StoreUnavailableException notLetIn(WebAnswer answer, Secret secret, boolean before) {
        String offered = offered(answer);
        String said =
                address.hostAndPort()
                        + (before ? " no longer lets " : " did not let ")
                        + address.user()
                        + " in (HTTP 401)."
                        + soFar(before);
        return new StoreUnavailableException(
                said + advice(secret, offered), new NotLetInException(address.text(), null));
    }

    private static String advice(Secret secret, String offered) {
        return switch (secret) {
            case Secret.Password _ ->
                    offered.isEmpty() || offered.contains("basic")
                            ? "Look at the user's name and the password. The password was tried"
                                    + " once, so that the account is not locked."
                            : "It takes no password over HTTPS (Basic), only: "
                                    + offered
                                    + ". The server's administrator can allow it"
                                    + " (Set-WebServicesVirtualDirectory -BasicAuthentication"
                                    + " $true); else use a token where it takes Bearer, or name the"
                                    + " mailbox by imaps://.";
            case Secret.Token _ ->
                    offered.isEmpty() || offered.contains("bearer")
                            ? "The token is over, or not for this server and mailbox. Get a new one"
                                    + " and run this again. For EWS it needs the permission"
                                    + " EWS.AccessAsUser.All."
                            : "It takes no tokens (Bearer), only: "
                                    + offered
                                    + ". Use a password, if Basic is among them.";
        };
    }

    /// The ways to sign in that it names (RFC 9110 section 11.6.1), in small letters.
    private static String offered(WebAnswer answer) {
        return answer.headers("WWW-Authenticate").stream()
                .map(h -> h.strip().split("[ ,]", 2)[0].toLowerCase(Locale.ROOT))
                .filter(h -> h.matches("[a-z0-9-]{1,20}"))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .limit(6)
                .collect(Collectors.joining(", "));
    }

    private String forbidden(WebAnswer answer, boolean before) {
        String said =
                address.hostAndPort()
                        + " does not let "
                        + address.user()
                        + " use EWS (HTTP 403)."
                        + soFar(before);
        return ExchangeOnline.answered(answer)
                ? said + ExchangeOnline.blocked(clock)
                : said
                        + "On an Exchange Server its administrator can allow it: Set-CASMailbox"
                        + " -EwsEnabled $true for the mailbox, and the program's name, Mailtally,"
                        + " where Set-OrganizationConfig keeps a list (EwsAllowList). "
                        + ExchangeOnline.blocked(clock);
    }

    private String notThere(int status, boolean before) {
        return "There is no EWS at "
                + address.hostAndPort()
                + " (HTTP "
                + status
                + " for "
                + Service.PATH
                + ")."
                + soFar(before)
                + "Look at the host's name: it is the one that Outlook on the web has.";
    }

    private StoreUnavailableException barred(int status, boolean before) {
        return new StoreUnavailableException(
                address.hostAndPort()
                        + " wants "
                        + address.user()
                        + " to sign in on its web page first (HTTP "
                        + status
                        + "): the account is locked, or must accept something there."
                        + soFar(before)
                        + "Sign in there with a browser, or ask the administrator. Then run this"
                        + " again.",
                new NotLetInException(address.text(), null));
    }
}
