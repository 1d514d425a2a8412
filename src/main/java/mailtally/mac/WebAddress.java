package mailtally.mac;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/// What may be handed to a browser: an address that cannot be taken for an option or for a program.
final class WebAddress {
    private static final Set<String> SCHEMES = Set.of("http", "https", "file");

    private WebAddress() {}

    static boolean mayBeOpened(String address) {
        try {
            String scheme = new URI(address).getScheme();
            return scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
