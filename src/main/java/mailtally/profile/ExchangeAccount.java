package mailtally.profile;

import java.net.URI;
import java.util.Optional;

/// An Exchange account for Apple Mail. It has no place for a password: macOS asks for that.
///
/// @param address the mail address, which is the user's name too
/// @param ews where Exchange Web Services are, `https`
/// @param oauth true to sign in in a browser window (Exchange Online); macOS finds the host by
///     itself then
/// @param signInUrl where one signs in, for organisations in which macOS does not find it
public record ExchangeAccount(String address, URI ews, boolean oauth, Optional<String> signInUrl) {
    private static final int HTTPS = 443;

    public ExchangeAccount {
        if (ews.getHost() == null || !"https".equalsIgnoreCase(ews.getScheme())) {
            throw new IllegalArgumentException("EWS is reached by https");
        }
    }

    int port() {
        return ews.getPort() < 0 ? HTTPS : ews.getPort();
    }

    String path() {
        return ews.getRawPath().isEmpty() ? "/" : ews.getRawPath();
    }
}
