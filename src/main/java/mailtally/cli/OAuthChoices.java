package mailtally.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mailtally.signin.OAuth;
import picocli.CommandLine.Option;

/// The options of a sign-in with OAuth. They are for a side that has no other secret named.
final class OAuthChoices {
    @Option(
            names = "--oauth-client",
            paramLabel = "ID",
            description =
                    "Sign in with OAuth, as Exchange Online wants it, where no other secret is"
                            + " named: the id of the application that your directory registered")
    private String client;

    @Option(
            names = "--oauth",
            paramLabel = "WAY",
            description =
                    "device: a person types a code in any browser; browser: in one of this"
                            + " computer; app: the application signs in by itself. Default: app where"
                            + " it has a certificate or secret, else device; serve and move open a"
                            + " browser on a Mac")
    private String way;

    @Option(
            names = "--oauth-tenant",
            paramLabel = "TENANT",
            description = "The directory's id or a domain of it. Default: that of who signs in")
    private String tenant = OAuth.USUAL_TENANT;

    @Option(
            names = "--oauth-authority",
            paramLabel = "URL",
            description = "Where one signs in. Default: " + OAuth.USUAL_AUTHORITY)
    private String authority = OAuth.USUAL_AUTHORITY;

    @Option(
            names = "--oauth-certificate",
            paramLabel = "FILE",
            description = "For app: its certificate with the key, PEM or PKCS #12, yours alone")
    private String certificate;

    @Option(
            names = "--oauth-secret-file",
            paramLabel = "F",
            description =
                    "For app: a file whose first line is its secret, or the certificate file's"
                            + " password; - is standard input")
    private String secretFile;

    @Option(
            names = "--oauth-host",
            paramLabel = "HOST",
            description =
                    "The host that gets the token. Needed where both places are on servers and"
                            + " neither has another secret named. serve, move, clear and remove: else"
                            + " Exchange Online alone")
    private String host;

    @Option(
            names = "--oauth-scope",
            paramLabel = "SCOPE",
            description =
                    "What the token is for, in another cloud than the usual one. May be repeated")
    private List<String> scopes = List.of();

    Optional<OAuth> choice() {
        return Optional.ofNullable(client).map(id -> with(id, tenant));
    }

    /// The same with an application that a person typed.
    ///
    /// @param directory empty: as the options say
    OAuth with(String id, String directory) {
        return new OAuth(
                id,
                (directory.isEmpty() ? tenant : directory).toLowerCase(Locale.ROOT),
                authority,
                Optional.ofNullable(way),
                Optional.ofNullable(certificate),
                Optional.ofNullable(secretFile),
                Set.copyOf(scopes),
                host());
    }

    /// The one host that gets a token, where one was named.
    Optional<String> host() {
        return Optional.ofNullable(host).map(name -> name.toLowerCase(Locale.ROOT));
    }

    /// What does not fit together, as a sentence.
    ///
    /// @param token true where a token was named, which a host can be named for too
    Optional<String> problem(boolean token) {
        boolean more =
                way != null
                        || certificate != null
                        || secretFile != null
                        || (host != null && !token)
                        || !scopes.isEmpty()
                        || !tenant.equals(OAuth.USUAL_TENANT)
                        || !authority.equals(OAuth.USUAL_AUTHORITY);
        if (client == null && more) {
            return Optional.of(
                    "The OAuth options need --oauth-client: the id of the application that your"
                            + " directory registered.");
        }
        return choice().flatMap(OAuth::problem);
    }
}
