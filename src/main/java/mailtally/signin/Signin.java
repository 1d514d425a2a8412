package mailtally.signin;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Scheme;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;

/// Where the secrets of one run come from, and where they are kept until it ends: in memory, once
/// for each mailbox. The sources in order: the file or command that the user named, the Keychain,
/// a prompt. A source that the user named and that fails is not passed over.
///
/// May be used by several threads; while one is asked, the others wait.
public final class Signin {
    private final Terminal terminal;
    private final InputStream standardInput;

    /// What the Keychain or a person said, which does not depend on the side.
    private final Map<Mailbox, Secret> asked = new HashMap<>();

    /// @param standardInput what a file named `-` stands for; one line is read of it
    public Signin(Terminal terminal, InputStream standardInput) {
        this.terminal = terminal;
        this.standardInput = standardInput;
    }

    /// The secrets for one side.
    public Secrets secrets(SecretSources sources) {
        return new Side(sources, Optional.empty());
    }

    /// The same; where the user named no other secret, somebody signs in with OAuth.
    ///
    /// @param options how the sign-in's server is spoken to
    /// @param kept a folder of the user's alone for what is kept of a sign-in
    public Secrets secrets(SecretSources sources, OAuth oauth, ServerOptions options, Path kept) {
        return new Side(sources, Optional.of(new OAuthSignin(oauth, options, kept)));
    }

    private record Mailbox(String user, String host, int port) {
        static Mailbox of(ServerAddress address) {
            return new Mailbox(address.user(), address.host(), address.port());
        }
    }

    private final class Side implements Secrets {
        private final SecretSources sources;
        private final Optional<OAuthSignin> oauth;
        private Optional<Secret> named = Optional.empty();

        Side(SecretSources sources, Optional<OAuthSignin> oauth) {
            this.sources = sources;
            this.oauth = oauth;
        }

        @Override
        public Secret ask(ServerAddress address) throws StoreUnavailableException {
            synchronized (asked) {
                if (named.isEmpty()) {
                    named = named();
                }
                if (named.isPresent()) {
                    return named.get();
                }
                if (oauth.isPresent() && oauth.get().serves(address)) {
                    return oauth.get().client(address, terminal, standardInput).token();
                }
                Mailbox mailbox = Mailbox.of(address);
                Secret known = asked.get(mailbox);
                if (known == null) {
                    known = found(address);
                    asked.put(mailbox, known);
                }
                return known;
            }
        }

        /// Files and programs are asked once more; what a person typed is no token.
        @Override
        public Optional<Secret> renew(ServerAddress address, Secret refused)
                throws StoreUnavailableException {
            synchronized (asked) {
                if (named.isPresent()) {
                    if (!sources.readsStandardInput()) {
                        named = named();
                    }
                    return named.filter(another -> !another.equals(refused));
                }
                return oauth.isPresent() && oauth.get().serves(address)
                        ? Optional.of(
                                oauth.get()
                                        .client(address, terminal, standardInput)
                                        .renewed(refused))
                        : Optional.empty();
            }
        }

        private Optional<Secret> named() throws StoreUnavailableException {
            if (sources.passwordFile().isPresent()) {
                SecretFile file = file(sources.passwordFile().get(), "password-file");
                return Optional.of(new Secret.Password(file.password()));
            }
            if (sources.tokenFile().isPresent()) {
                SecretFile file = file(sources.tokenFile().get(), "token-file");
                return Optional.of(new Secret.Token(file.token()));
            }
            if (sources.tokenCommand().isPresent()) {
                TokenCommand command =
                        new TokenCommand(
                                sources.tokenCommand().get(),
                                sources.option("token-command"),
                                TokenCommand.USUAL_PATIENCE);
                return Optional.of(new Secret.Token(command.token()));
            }
            return Optional.empty();
        }

        private SecretFile file(String name, String option) {
            return new SecretFile(name, sources.option(option), standardInput);
        }

        private Secret found(ServerAddress address) throws StoreUnavailableException {
            if (address.scheme() == Scheme.GRAPH) {
                throw new StoreUnavailableException(
                        "Microsoft Graph takes no passwords, and nothing says how to sign in for"
                                + " the mailbox "
                                + address.mailbox()
                                + ". Nothing was sent or changed. Sign in with --oauth-client, or"
                                + " name a token with "
                                + sources.option("token-file")
                                + " or "
                                + sources.option("token-command")
                                + ".");
            }
            Optional<String> password =
                    Keychain.mayBeHere() ? Keychain.find(address) : Optional.<String>empty();
            if (password.isEmpty()) {
                password =
                        terminal.askUnseen(
                                "Password for " + address.user() + " at " + address.host() + ": ");
            }
            return password.filter(typed -> !typed.isEmpty())
                    .map(Secret.Password::new)
                    .orElseThrow(() -> none(address));
        }

        private StoreUnavailableException none(ServerAddress address) {
            String keychain =
                    Keychain.mayBeHere()
                            ? "the Keychain has no entry "
                                    + Keychain.service(address)
                                    + " that may be read"
                            : "this computer has no Keychain";
            return new StoreUnavailableException(
                    "There is no password for "
                            + address.user()
                            + " at "
                            + address.hostAndPort()
                            + ": no file was named, "
                            + keychain
                            + ", and nobody at a terminal typed one. Nothing was sent or changed."
                            + " Name a file with "
                            + sources.option("password-file")
                            + " ('-' is standard input), an OAuth token with "
                            + sources.option("token-file")
                            + " or "
                            + sources.option("token-command")
                            + (Keychain.mayBeHere()
                                    ? ", make the entry with 'security add-generic-password -s "
                                            + Keychain.service(address)
                                            + " -a USER -w'"
                                    : "")
                            + ", or run it in a terminal with its output not redirected.",
                    new NotLetInException(address.text(), null));
        }
    }
}
