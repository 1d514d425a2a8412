package mailtally.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import mailtally.signin.OAuth;
import mailtally.signin.SecretSources;
import mailtally.store.graph.GraphStore;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that concern servers: where secrets come from, whom to trust, how long to wait. No
/// secret is ever an option's value, since every user of a computer sees the arguments of programs.
final class ServerChoices {
    private static final int MOST_TIMEOUT_SECONDS = 3600;
    private static final String FILE =
            "A file whose first line is the password; - is standard input";
    private static final String TOKEN = "A file whose first line is an OAuth access token, or -";
    private static final String COMMAND =
            "A program that prints an OAuth access token; run without a shell";

    @Option(names = "--source-password-file", paramLabel = "F", description = FILE)
    private String sourcePasswordFile;

    @Option(names = "--target-password-file", paramLabel = "F", description = FILE)
    private String targetPasswordFile;

    @Option(names = "--source-token-file", paramLabel = "F", description = TOKEN)
    private String sourceTokenFile;

    @Option(names = "--target-token-file", paramLabel = "F", description = TOKEN)
    private String targetTokenFile;

    @Option(names = "--source-token-command", paramLabel = "CMD", description = COMMAND)
    private String sourceTokenCommand;

    @Option(names = "--target-token-command", paramLabel = "CMD", description = COMMAND)
    private String targetTokenCommand;

    @Mixin private OAuthChoices oauth = new OAuthChoices();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "Authorities to trust for TLS besides the system's own, in PEM form")
    private Path authorities;

    @Option(
            names = "--graph-url",
            paramLabel = "URL",
            converter = Service.class,
            description =
                    "Where Microsoft Graph is, for graph://. Default:"
                            + " https://graph.microsoft.com/v1.0")
    private URI graph = GraphStore.USUAL;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            converter = Seconds.class,
            description = "How long a server may take for one answer, 1 to 3600. Default: 60")
    private int timeoutSeconds = 60;

    /// Where the secret of one side comes from.
    SecretSources secrets(Side side) {
        return switch (side) {
            case SOURCE ->
                    new SecretSources(
                            "source",
                            Optional.ofNullable(sourcePasswordFile),
                            Optional.ofNullable(sourceTokenFile),
                            Optional.ofNullable(sourceTokenCommand));
            case TARGET ->
                    new SecretSources(
                            "target",
                            Optional.ofNullable(targetPasswordFile),
                            Optional.ofNullable(targetTokenFile),
                            Optional.ofNullable(targetTokenCommand));
        };
    }

    /// Where Microsoft Graph is.
    URI graph() {
        return graph;
    }

    /// How somebody signs in with OAuth, where a side has no other secret.
    Optional<OAuth> oauth() {
        return oauth.choice();
    }

    /// The same with an application that a person typed.
    OAuth oauth(String client, String tenant) {
        return oauth.with(client, tenant);
    }

    /// The one host that gets a token, where one was named.
    Optional<String> tokenHost() {
        return oauth.host();
    }

    Optional<Path> authorities() {
        return Optional.ofNullable(authorities);
    }

    Duration patience() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    /// What does not fit together, as a sentence.
    Optional<String> problem() {
        SecretSources source = secrets(Side.SOURCE);
        SecretSources target = secrets(Side.TARGET);
        if (source.readsStandardInput() && target.readsStandardInput()) {
            return Optional.of(
                    "Standard input (-) can be the secret of one side only. Name a file for the"
                            + " other.");
        }
        boolean token = source.tokens().named() || target.tokens().named();
        return source.problem().or(target::problem).or(() -> oauth.problem(token));
    }

    static final class Seconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return CommonOptions.number(text, MOST_TIMEOUT_SECONDS);
        }
    }

    /// A token goes there, so it is a host with TLS, or this computer.
    static final class Service implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException e) {
                throw none(text);
            }
            boolean local = "localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost());
            boolean sound =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && ("https".equals(uri.getScheme())
                                    || (local && "http".equals(uri.getScheme())));
            if (!sound) {
                throw none(text);
            }
            return uri;
        }

        private static TypeConversionException none(String text) {
            return new TypeConversionException(
                    "'" + text + "' is no https:// address of a service");
        }
    }
}
