package mailtally.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mailtally.journey.Application;
import mailtally.journey.Login;
import mailtally.journey.Person;
import mailtally.mac.Host;
import mailtally.signin.ExchangeOnline;
import mailtally.signin.OAuth;
import mailtally.signin.SecretSources;
import mailtally.signin.Signin;
import mailtally.store.AddressException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Scheme;
import mailtally.store.server.Secret;
import mailtally.store.server.Secrets;
import mailtally.store.server.ServerAddress;

/// Which secret each mailbox of a journey gets. Two of them are on servers, so a token goes to
/// Exchange Online alone, or to the one host that the options name. May be used by several threads.
final class JourneySecrets {
    private final CommonOptions options;
    private final Host host;
    private final Servers servers;
    private final JourneyDoor.Passwords known;
    private final Map<Of, Secrets> made = new HashMap<>();
    private volatile Optional<Person> person = Optional.empty();

    private record Of(SecretSources sources, Optional<OAuth> oauth) {}

    JourneySecrets(CommonOptions options, Host host, Servers servers, JourneyDoor.Passwords known) {
        this.options = options;
        this.host = host;
        this.servers = servers;
        this.known = known;
    }

    /// From now on somebody looks at a screen.
    void meets(Person somebody) {
        person = Optional.of(somebody);
    }

    /// What the person typed comes first; then what the options name, a sign-in, and the Keychain.
    ///
    /// @throws StoreUnavailableException if nobody could sign in; nothing was sent then
    Secrets of(String mailbox, Login login) throws AddressException, StoreUnavailableException {
        ServerAddress address = ServerAddress.parse(mailbox);
        Optional<String> obstacle = obstacle(address, login.application());
        if (obstacle.isPresent()) {
            throw new StoreUnavailableException(obstacle.get());
        }
        if (!ExchangeOnline.has(address)) {
            if (login.password().isPresent()) {
                Secret typed = new Secret.Password(login.password().get());
                return _ -> typed;
            }
            Optional<String> file = known.of(mailbox).map(String::valueOf);
            if (file.isPresent()) {
                Optional<String> none = Optional.empty();
                return made(new SecretSources("target", file, none, none), Optional.empty());
            }
        }
        SecretSources named = options.servers().secrets(Side.TARGET);
        if (byToken(address, login.application())) {
            return made(named.tokens(), oauth(login.application()));
        }
        return made(named.passwords(), Optional.empty());
    }

    /// What is in the way of signing in, as a sentence.
    Optional<String> obstacle(ServerAddress address, Optional<Application> typed) {
        Optional<String> wrong = oauth(typed).flatMap(OAuth::problem);
        if (wrong.isPresent()) {
            return wrong.map(sentence -> sentence + " Nothing was changed.");
        }
        if (!ExchangeOnline.has(address) || byToken(address, typed)) {
            return Optional.empty();
        }
        return Optional.of(
                "Exchange Online takes no password, and "
                        + options.servers()
                                .tokenHost()
                                .filter(_ -> !mayHaveToken(address))
                                .map(one -> "the sign-in is for " + one + " alone (--oauth-host)")
                                .orElse("the application to sign in with is not named")
                        + ". Nothing was sent or changed. Type the application's ID and the"
                        + " directory's beside the new mailbox, or name them with --oauth-client and"
                        + " --oauth-tenant. Whoever administers your Microsoft 365 has them: the"
                        + " guide for administrators says how to register one.");
    }

    /// True where a token opens the mailbox, and no password is of use.
    boolean byToken(ServerAddress address, Optional<Application> typed) {
        SecretSources named = options.servers().secrets(Side.TARGET);
        return mayHaveToken(address) && (oauth(typed).isPresent() || named.tokens().named());
    }

    private boolean mayHaveToken(ServerAddress address) {
        return address.scheme() == Scheme.GRAPH
                || options.servers()
                        .tokenHost()
                        .map(one -> one.equals(address.host()))
                        .orElseGet(() -> ExchangeOnline.has(address));
    }

    /// The options come first.
    private Optional<OAuth> oauth(Optional<Application> typed) {
        return options.servers()
                .oauth()
                .or(() -> typed.map(a -> options.servers().oauth(a.client(), a.tenant())));
    }

    /// One for all stores, so that a person signs in once.
    private synchronized Secrets made(SecretSources sources, Optional<OAuth> oauth)
            throws StoreUnavailableException {
        Of of = new Of(sources, oauth.map(this::here));
        Secrets before = made.get(of);
        if (before != null) {
            return before;
        }
        JourneyTerminal terminal = new JourneyTerminal(host, () -> person);
        Signin signin = new Signin(terminal, System.in);
        Secrets fresh =
                terminal.around(
                        of.oauth().isEmpty()
                                ? signin.secrets(sources)
                                : signin.secrets(
                                        sources,
                                        of.oauth().get(),
                                        servers.settings(),
                                        options.state().make("tokens")));
        made.put(of, fresh);
        return fresh;
    }

    /// On a Mac with a person before the screen the browser is at hand: nothing is to be typed.
    private OAuth here(OAuth choice) {
        return person.isPresent() && host.macOsVersion().isPresent() ? choice.orBrowser() : choice;
    }
}
