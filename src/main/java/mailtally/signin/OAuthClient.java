package mailtally.signin;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.Secret;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.ServerOptions;
import mailtally.store.server.WebClient;

/// Gets access tokens for one mailbox, by MSAL. What a person's sign-in gave is kept, so that the
/// next run need not ask; of an application's nothing is kept, as what proves it is at hand. Used
/// by one thread at a time.
final class OAuthClient {
    /// A token that ends sooner than this is not handed out.
    private static final Duration SPARE = Duration.ofMinutes(5);

    private final OAuth choice;
    private final ServerAddress address;
    private final ServerOptions options;
    private final TokenCache cache;
    private final Terminal terminal;
    private final InputStream standardInput;
    private final Set<String> scopes;
    private Optional<com.microsoft.aad.msal4j.IClientCredential> credential = Optional.empty();
    private Optional<Held> held = Optional.empty();

    private record Held(Secret.Token token, Instant ends) {}

    OAuthClient(
            OAuth choice,
            ServerAddress address,
            ServerOptions options,
            TokenCache cache,
            Terminal terminal,
            InputStream standardInput) {
        this.choice = choice;
        this.address = address;
        this.options = options;
        this.cache = cache;
        this.terminal = terminal;
        this.standardInput = standardInput;
        this.scopes = OAuthScopes.of(choice, address.scheme());
    }

    /// A token that is good for some minutes at least.
    ///
    /// @throws StoreUnavailableException if nobody signed in; the message says who can do what
    Secret token() throws StoreUnavailableException {
        if (held.filter(one -> Instant.now().plus(SPARE).isBefore(one.ends())).isEmpty()) {
            held = Optional.of(get(false));
        }
        return held.get().token();
    }

    /// Another token than the one that a server refuses.
    Secret renewed(Secret refused) throws StoreUnavailableException {
        if (held.isEmpty() || held.get().token().equals(refused)) {
            held = Optional.of(get(true));
        }
        return held.get().token();
    }

    private Held get(boolean anew) throws StoreUnavailableException {
        OAuthTrouble trouble = new OAuthTrouble(choice, address);
        try (WebClient web = WebClient.open(options);
                Work work = new Work(trouble)) {
            OAuthWeb way = new OAuthWeb(web, choice.base());
            IAuthenticationResult result =
                    choice.chosen() == OAuth.Way.APP
                            ? app(way, work, anew)
                            : person(way, work, anew);
            if (result.accessToken() == null || !result.accessToken().matches("[!-~]+")) {
                throw trouble.because("the answer has no token in it that can be used", null);
            }
            return new Held(
                    new Secret.Token(result.accessToken()), result.expiresOnDate().toInstant());
        } catch (MalformedURLException e) {
            throw trouble.because("the address of the sign-in cannot be used", e);
        }
    }

    private IAuthenticationResult app(OAuthWeb way, Work work, boolean anew)
            throws MalformedURLException, StoreUnavailableException {
        if (credential.isEmpty()) {
            credential = Optional.of(AppCredential.of(choice, standardInput));
        }
        ConfidentialClientApplication application =
                ConfidentialClientApplication.builder(choice.client(), credential.get())
                        .authority(OAuthWeb.told(choice.base(), choice.tenant()))
                        .instanceDiscovery(false)
                        .disableInternalRetries()
                        .httpClient(way)
                        .executorService(work.thread)
                        .build();
        return work.wait(
                application.acquireToken(
                        ClientCredentialParameters.builder(scopes).skipCache(anew).build()),
                options.patience());
    }

    private IAuthenticationResult person(OAuthWeb way, Work work, boolean anew)
            throws MalformedURLException, StoreUnavailableException {
        PublicClientApplication application =
                PublicClientApplication.builder(choice.client())
                        .authority(OAuthWeb.told(choice.base(), choice.tenant()))
                        .instanceDiscovery(false)
                        .disableInternalRetries()
                        .httpClient(way)
                        .executorService(work.thread)
                        .setTokenCacheAccessAspect(cache)
                        .build();
        Optional<IAuthenticationResult> silent = silently(application, work, anew);
        if (silent.isPresent()) {
            return silent.get();
        }
        return choice.chosen() == OAuth.Way.BROWSER
                ? new BrowserSignin(address, terminal, choice).run(application, scopes, work)
                : new DeviceSignin(address, terminal, choice).run(application, scopes, work);
    }

    /// With what an earlier sign-in left.
    private Optional<IAuthenticationResult> silently(
            PublicClientApplication application, Work work, boolean anew)
            throws MalformedURLException, StoreUnavailableException {
        Set<IAccount> accounts = work.wait(application.getAccounts(), options.patience());
        Optional<IAccount> account =
                accounts.stream()
                        .filter(one -> address.mailbox().equalsIgnoreCase(one.username()))
                        .findFirst()
                        .or(() -> accounts.stream().findFirst());
        if (account.isEmpty()) {
            return Optional.empty();
        }
        return work.silent(
                application.acquireTokenSilently(
                        SilentParameters.builder(scopes, account.get()).forceRefresh(anew).build()),
                options.patience());
    }

    /// The one thread on which MSAL works, and the wait for it.
    static final class Work implements AutoCloseable {
        final ExecutorService thread =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().daemon().name("sign-in-", 0).factory());

        private final OAuthTrouble trouble;

        Work(OAuthTrouble trouble) {
            this.trouble = trouble;
        }

        <T> T wait(CompletableFuture<T> answer, Duration patience)
                throws StoreUnavailableException {
            try {
                return get(answer, patience);
            } catch (ExecutionException e) {
                throw trouble.of(e.getCause());
            }
        }

        /// Nothing where it needs a person.
        <T> Optional<T> silent(CompletableFuture<T> answer, Duration patience)
                throws StoreUnavailableException {
            try {
                return Optional.of(get(answer, patience));
            } catch (ExecutionException e) {
                if (OAuthTrouble.needsPerson(e.getCause())) {
                    return Optional.empty();
                }
                throw trouble.of(e.getCause());
            }
        }

        private <T> T get(CompletableFuture<T> answer, Duration patience)
                throws StoreUnavailableException, ExecutionException {
            try {
                return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw trouble.because("nothing came of it in time", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw trouble.because("it was stopped", e);
            } finally {
                answer.cancel(true);
            }
        }

        OAuthTrouble trouble() {
            return trouble;
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
