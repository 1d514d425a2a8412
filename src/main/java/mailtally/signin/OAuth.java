package mailtally.signin;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a person, or an application of an administrator's, signs in with OAuth 2 (RFC 6749), as the
/// options say it. Nothing is registered for Mailtally anywhere: the client is the user's own.
///
/// @param client the application's id, as it was registered
/// @param tenant the directory: its id, one of its domains, or `organizations`
/// @param authority where one signs in, without the tenant; https, or http to this computer
/// @param way `device`, `browser` or `app`; where nothing is said, `app` if there is something to
///     prove that it is the application, else `device`
/// @param certificate a file with certificate and key, PEM or PKCS #12, which proves that it is the
///     application
/// @param secretFile a file whose first line is the application's secret, or the certificate
///     file's password; `-` is standard input
/// @param scopes what is asked for; where nothing is said, what the protocol needs
/// @param host the one host that gets the token; where nothing is said, the side's only one
public record OAuth(
        String client,
        String tenant,
        String authority,
        Optional<String> way,
        Optional<String> certificate,
        Optional<String> secretFile,
        Set<String> scopes,
        Optional<String> host) {
    /// The directory where nobody named one: that of the person who signs in.
    public static final String USUAL_TENANT = "organizations";

    /// Where one signs in where nobody named another place.
    public static final String USUAL_AUTHORITY = "https://login.microsoftonline.com";

    private static final Set<String> NO_TENANT = Set.of("organizations", "common", "consumers");

    public OAuth {
        scopes = new TreeSet<>(scopes);
        host = host.map(name -> name.toLowerCase(Locale.ROOT));
    }

    /// Who signs in, and where.
    enum Way {
        /// A person, in a browser anywhere, who types a code there (RFC 8628).
        DEVICE,
        /// A person, in a browser of this computer (RFC 8252, RFC 7636).
        BROWSER,
        /// An application by itself (RFC 6749 section 4.4).
        APP
    }

    /// What is wrong with it, as a sentence.
    public Optional<String> problem() {
        if (!client.matches("[A-Za-z0-9._~-]{1,200}")) {
            return Optional.of(
                    "The application's ID (--oauth-client) is none: it has letters, digits and"
                            + " hyphens, as your administrator's registration shows it.");
        }
        if (!tenant.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}")) {
            return Optional.of("The directory (--oauth-tenant) is neither an ID nor a domain.");
        }
        if (!soundAuthority()) {
            return Optional.of(
                    "--oauth-authority: write https:// and a host, and nothing behind it.");
        }
        if (way.isPresent() && !way.get().matches("device|browser|app")) {
            return Optional.of("--oauth: it is one of device, browser and app.");
        }
        if (scopes.stream().anyMatch(scope -> !scope.matches("[!#-\\[\\]-~]{1,500}"))) {
            return Optional.of("--oauth-scope: that is no scope.");
        }
        return chosen() == Way.APP ? problemOfApp() : problemOfPerson();
    }

    private Optional<String> problemOfApp() {
        if (certificate.isEmpty() && secretFile.isEmpty()) {
            return Optional.of(
                    "--oauth app needs --oauth-certificate or --oauth-secret-file: the application"
                            + " has to prove that it is the one.");
        }
        if (NO_TENANT.contains(tenant)) {
            return Optional.of(
                    "--oauth app needs --oauth-tenant: an application signs in to one directory.");
        }
        return Optional.empty();
    }

    private Optional<String> problemOfPerson() {
        return certificate.isPresent() || secretFile.isPresent()
                ? Optional.of(
                        "--oauth-certificate and --oauth-secret-file are for --oauth app: a person"
                                + " proves who they are in the browser.")
                : Optional.empty();
    }

    /// The same; where nobody chose a way, a person signs in with a browser of this computer.
    public OAuth orBrowser() {
        return way.isPresent() || chosen() == Way.APP
                ? this
                : new OAuth(
                        client,
                        tenant,
                        authority,
                        Optional.of("browser"),
                        certificate,
                        secretFile,
                        scopes,
                        host);
    }

    Way chosen() {
        return way.map(word -> Way.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(certificate.isPresent() || secretFile.isPresent() ? Way.APP : Way.DEVICE);
    }

    /// Where one signs in, without the tenant and without a slash at its end.
    URI base() {
        return URI.create(
                authority.endsWith("/")
                        ? authority.substring(0, authority.length() - 1)
                        : authority);
    }

    private boolean soundAuthority() {
        try {
            new URI(authority);
        } catch (URISyntaxException e) {
            return false;
        }
        URI base = base();
        boolean local = "localhost".equals(base.getHost()) || "127.0.0.1".equals(base.getHost());
        return base.getHost() != null
                && base.getRawUserInfo() == null
                && base.getRawQuery() == null
                && base.getRawFragment() == null
                && base.getRawPath().isEmpty()
                && ("https".equals(base.getScheme()) || (local && "http".equals(base.getScheme())));
    }

    @Override
    public String toString() {
        return "(a sign-in at " + authority + ")";
    }
}
