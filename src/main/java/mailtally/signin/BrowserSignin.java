package mailtally.signin;

import com.microsoft.aad.msal4j.AuthorizationCodeParameters;
import com.microsoft.aad.msal4j.AuthorizationRequestUrlParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;

/// Somebody signs in with a browser of this computer, which brings the answer back to a port that
/// only this computer reaches (RFC 8252 section 7.3). The code is of use to nobody who does not
/// know what it was asked with (PKCE, RFC 7636). It comes as a form, so that it stands in no
/// browser's history.
final class BrowserSignin {
    /// A password, a second factor, and perhaps a telephone to look for.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int SECRET_BYTES = 32;

    private final ServerAddress address;
    private final Terminal terminal;
    private final OAuth choice;

    BrowserSignin(ServerAddress address, Terminal terminal, OAuth choice) {
        this.address = address;
        this.terminal = terminal;
        this.choice = choice;
    }

    /// @throws StoreUnavailableException if nobody signed in
    IAuthenticationResult run(
            PublicClientApplication application, Set<String> scopes, OAuthClient.Work work)
            throws StoreUnavailableException {
        String verifier = random();
        String state = random();
        String code;
        URI back;
        try (BrowserReturn port = BrowserReturn.open(state)) {
            back = port.address();
            lead(url(application, scopes, back, state, verifier), work);
            code =
                    switch (port.await(PATIENCE)) {
                        case BrowserReturn.Answer.Code(String value) -> value;
                        case BrowserReturn.Answer.Refusal(String error, String text) ->
                                throw work.trouble().refused(error, text);
                        case BrowserReturn.Answer.Nothing _ ->
                                throw work.trouble()
                                        .because(
                                                "nobody signed in within "
                                                        + PATIENCE.toMinutes()
                                                        + " minutes. Run this again",
                                                null);
                    };
        } catch (IOException e) {
            throw work.trouble()
                    .because("no port of this computer can wait for the browser's answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw work.trouble().because("it was stopped", e);
        }
        return work.wait(
                application.acquireToken(
                        AuthorizationCodeParameters.builder(code, back)
                                .scopes(scopes)
                                .codeVerifier(verifier)
                                .build()),
                PATIENCE);
    }

    private void lead(URI url, OAuthClient.Work work) throws StoreUnavailableException {
        boolean opened = terminal.browse(url);
        String text =
                opened
                        ? "A browser was opened. Sign in there for the mailbox "
                                + address.text()
                                + ". If it shows an error, stop this, and give the error's number to"
                                + " your administrator."
                        : "To sign in for the mailbox "
                                + address.text()
                                + " open this address in a browser of this computer: "
                                + url;
        if (!terminal.show(text) && !opened) {
            throw work.trouble()
                    .because(
                            "nobody is there to be shown an address. Run this in a terminal", null);
        }
    }

    private URI url(
            PublicClientApplication application,
            Set<String> scopes,
            URI back,
            String state,
            String verifier) {
        AuthorizationRequestUrlParameters.Builder ask =
                AuthorizationRequestUrlParameters.builder(back.toString(), scopes)
                        .codeChallenge(challenge(verifier))
                        .codeChallengeMethod("S256")
                        .state(state);
        if (address.mailbox().indexOf('@') > 0) {
            ask.loginHint(address.mailbox());
        }
        return OAuthWeb.named(
                choice.base(),
                URI.create(application.getAuthorizationRequestUrl(ask.build()).toString()));
    }

    private static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return base64(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return base64(
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
