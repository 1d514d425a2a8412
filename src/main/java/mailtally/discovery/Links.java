package mailtally.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// Addresses that servers send.
final class Links {
    private static final int MOST_CHARS = 2_000;
    private static final int HTTPS = 443;
    private static final int MOST_PORT = 65_535;

    private Links() {}

    /// The address, where it is one of `https` with a host and without a user in it.
    static Optional<URI> https(String text) {
        return parsed(text.strip()).filter(Links::fits);
    }

    /// Where an answer of `from` points.
    static Optional<URI> resolved(URI from, String location) {
        return parsed(location.strip()).map(from::resolve);
    }

    /// True where something may be asked there.
    static boolean fits(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme())
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawFragment() == null
                && uri.getPort() != 0
                && uri.getPort() <= MOST_PORT;
    }

    /// Host, and the port where it is not the usual one, in lower case.
    static String authority(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        int port = port(uri);
        return port == HTTPS ? host : host + ":" + port;
    }

    static int port(URI uri) {
        return uri.getPort() < 0 ? HTTPS : uri.getPort();
    }

    private static Optional<URI> parsed(String text) {
        if (text.isEmpty() || text.length() > MOST_CHARS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
