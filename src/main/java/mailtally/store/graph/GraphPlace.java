package mailtally.store.graph;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import mailtally.store.server.ServerAddress;

/// Where a mailbox is at the service: addresses below the one that the user named, and never
/// another. A link of the server's is followed only within it: the token goes along.
final class GraphPlace {
    private static final int MOST_LINK_CHARS = 16 << 10;

    private final URI base;
    private final String mailbox;

    /// @param base as the user named it, `https://graph.microsoft.com/v1.0`
    GraphPlace(URI base, ServerAddress address) {
        this.base = base;
        this.mailbox = address.mailbox();
    }

    URI base() {
        return base;
    }

    /// An address within the mailbox.
    ///
    /// @param path what stands behind the user, from a slash on
    URI within(String path) {
        return URI.create(root() + "/users/" + segment(mailbox) + path);
    }

    private String root() {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /// One name in a path, whatever is in it (RFC 3986 section 3.3).
    static String segment(String name) {
        StringBuilder text = new StringBuilder(name.length() + 8);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x7f && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", b));
        }
        return text.toString();
    }

    /// Where a link of the server's leads, if it leads to the same service.
    Optional<URI> followed(String link) {
        if (link.length() > MOST_LINK_CHARS) {
            return Optional.empty();
        }
        try {
            URI to = new URI(link);
            boolean same =
                    base.getScheme().equalsIgnoreCase(String.valueOf(to.getScheme()))
                            && base.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))
                            && port(base) == port(to)
                            && to.getRawUserInfo() == null
                            && to.getRawFragment() == null
                            && String.valueOf(to.normalize().getRawPath())
                                    .startsWith(URI.create(root() + "/").getRawPath());
            return same ? Optional.of(to) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
