package mailtally.store.ews;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.WebRequest;

/// Shows the server who asks: a password by Basic (RFC 7617), a token by Bearer (RFC 6750). May be
/// used by several threads.
final class SignIn {
    private final ServerAddress address;
    private final Secrets secrets;
    private Optional<Shown> shown = Optional.empty();

    SignIn(ServerAddress address, Secrets secrets) {
        this.address = address;
        this.secrets = secrets;
    }

    /// What is shown with a request.
    record Shown(Secret secret, ServerAddress address) {
        WebRequest on(WebRequest request) {
            String user = address.user();
            boolean anchor =
                    user.indexOf('@') > 0 && user.chars().allMatch(c -> c > ' ' && c < 127);
            WebRequest signed = request.with("Authorization", header());
            return anchor ? signed.with("X-AnchorMailbox", user) : signed;
        }

        private String header() {
            return switch (secret) {
                case Secret.Token(String token) -> "Bearer " + token;
                case Secret.Password(String password) ->
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (address.user() + ":" + password)
                                                        .getBytes(StandardCharsets.UTF_8));
            };
        }

        @Override
        public String toString() {
            return "(a secret)";
        }
    }

    /// The secret, asked for once.
    synchronized Shown shown() throws StoreUnavailableException {
        if (shown.isEmpty()) {
            shown = Optional.of(new Shown(checked(secrets.ask(address)), address));
        }
        return shown.get();
    }

    /// The server let us in before and does not now: a token may be over. True if there is another
    /// one. A password is not tried twice.
    synchronized boolean renew(Shown refused) throws StoreUnavailableException {
        if (shown.isPresent() && !shown.get().equals(refused)) {
            return true;
        }
        if (refused.secret() instanceof Secret.Password) {
            return false;
        }
        Shown other = new Shown(checked(secrets.ask(address)), address);
        boolean renewed = !other.equals(refused);
        shown = Optional.of(other);
        return renewed;
    }

    /// A token with a line end in it would end the header that it stands in.
    private Secret checked(Secret secret) throws StoreUnavailableException {
        if (secret instanceof Secret.Token(String token)
                && (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127))) {
            throw new StoreUnavailableException(
                    "What should be a token for "
                            + address.user()
                            + " is none: it is empty, or has blanks, line ends or other characters"
                            + " in it that no token has. Nothing was sent.",
                    new NotLetInException(address.text(), null));
        }
        return secret;
    }
}
