package mailtally.store.ews;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.WebRequest;

/// Shows the server who asks: a password by Basic (RFC 7617), a token by Bearer (RFC 6750).
final class SignIn {
    private SignIn() {}

    /// The request with the secret.
    ///
    /// @throws StoreUnavailableException if no header can say it; nothing was sent
    static WebRequest shown(Secret secret, ServerAddress address, WebRequest request)
            throws StoreUnavailableException {
        String user = address.user();
        boolean anchor = user.indexOf('@') > 0 && user.chars().allMatch(c -> c > ' ' && c < 127);
        WebRequest signed = request.with("Authorization", header(secret, address));
        // Which of its servers is asked is Exchange's business; this names the shortest way.
        return anchor ? signed.with("X-AnchorMailbox", user) : signed;
    }

    private static String header(Secret secret, ServerAddress address)
            throws StoreUnavailableException {
        return switch (secret) {
            case Secret.Token(String token) -> "Bearer " + checked(token, address);
            case Secret.Password(String password) -> {
                if (address.user().indexOf(':') >= 0) {
                    throw new StoreUnavailableException(
                            "A user's name with a colon in it cannot be told an Exchange Server"
                                    + " (Basic). Name the user as DOMAIN\\name or by the address."
                                    + " Nothing was sent.");
                }
                yield "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (address.user() + ":" + password)
                                                .getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /// A token with a line end in it would end the header that it stands in.
    private static String checked(String token, ServerAddress address)
            throws StoreUnavailableException {
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new StoreUnavailableException(
                    "What should be a token for "
                            + address.user()
                            + " is none: it is empty, or has blanks, line ends or other characters"
                            + " in it that no token has. Nothing was sent.",
                    new NotLetInException(address.text(), null));
        }
        return token;
    }

    /// True where an application signed in, which has no mailbox of its own and must say in whose
    /// name it asks. Exchange tells so by name of the header that lacks.
    static boolean mustNameUser(Secret secret, Refusal refusal) {
        return secret instanceof Secret.Token && refusal.words().contains("ExchangeImpersonation");
    }
}
