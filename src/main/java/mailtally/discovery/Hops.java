package mailtally.discovery;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Follows where answers point, by hand: a few times, to `https` alone, never twice to the same
/// place. Each step is shown.
final class Hops {
    private static final int MOST = 5;

    private final SearchSettings settings;
    private final Set<String> seen = new HashSet<>();
    private Optional<URI> next;

    Hops(SearchSettings settings, URI first) {
        this.settings = settings;
        this.next = Optional.of(first);
        seen.add(first.toString());
    }

    /// Where to ask now; nothing where there is no more.
    Optional<URI> next() {
        Optional<URI> now = next;
        next = Optional.empty();
        return now;
    }

    /// The address to connect to: another host may be asked instead.
    URI reached(URI uri) {
        String at = settings.reached(Links.authority(uri));
        return at.equals(Links.authority(uri))
                ? uri
                : URI.create(
                        "https://"
                                + at
                                + uri.getRawPath()
                                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    /// The address as evidence names it: without the query, since that is the mail address.
    String shown(URI uri) {
        String at = settings.reached(Links.authority(uri));
        String said = "https://" + Links.authority(uri) + uri.getRawPath();
        return at.equals(Links.authority(uri)) ? said : said + " (at " + at + ")";
    }

    /// An answer points somewhere.
    ///
    /// @param answered what it said, such as `302`
    void points(Answered to, URI from, String answered, String location) {
        Optional<URI> where = Links.resolved(from, location);
        String says = answered + " to " + shortened(location);
        if (where.isEmpty() || !Links.fits(where.get())) {
            to.says(shown(from), says, "It points to no https address. Not followed.");
        } else if (!seen.add(where.get().toString())) {
            to.says(shown(from), says, "It points in a circle. Not followed.");
        } else if (seen.size() > MOST + 1) {
            to.says(shown(from), says, "It points on more than " + MOST + " times. Not followed.");
        } else {
            boolean same = Links.authority(where.get()).equals(Links.authority(from));
            to.says(
                    shown(from),
                    says,
                    same
                            ? "Asked there next."
                            : "It points to another host. Asked there next, without a password.");
            next = where;
        }
    }

    private static String shortened(String location) {
        int query = location.indexOf('?');
        String bare = query < 0 ? location : location.substring(0, query);
        return bare.length() > 200 ? bare.substring(0, 200) + "…" : bare;
    }
}
