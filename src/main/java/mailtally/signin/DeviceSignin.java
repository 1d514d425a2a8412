package mailtally.signin;

import com.microsoft.aad.msal4j.DeviceCode;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.PublicClientApplication;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;

/// Somebody opens an address in a browser, on whatever device, and types a code there (RFC 8628).
/// Of what the server says nothing is shown but these two.
final class DeviceSignin {
    /// Codes are good for 15 minutes; a server that says longer is not waited for.
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final int MOST_ADDRESS_CHARS = 200;

    private final ServerAddress address;
    private final Terminal terminal;
    private final OAuth choice;

    DeviceSignin(ServerAddress address, Terminal terminal, OAuth choice) {
        this.address = address;
        this.terminal = terminal;
        this.choice = choice;
    }

    /// @throws StoreUnavailableException if nobody signed in
    IAuthenticationResult run(
            PublicClientApplication application, Set<String> scopes, OAuthClient.Work work)
            throws StoreUnavailableException {
        AtomicReference<String> wrong = new AtomicReference<>("");
        try {
            return work.wait(
                    application.acquireToken(
                            DeviceCodeFlowParameters.builder(scopes, code -> show(code, wrong))
                                    .build()),
                    PATIENCE);
        } catch (StoreUnavailableException e) {
            if (!wrong.get().isEmpty()) {
                throw work.trouble().because(wrong.get(), null);
            }
            throw e;
        }
    }

    private void show(DeviceCode code, AtomicReference<String> wrong) {
        if (!sound(code)) {
            wrong.set("its code or address is none that can be shown");
        } else if (!terminal.show(text(code))) {
            wrong.set("nobody is there to be shown the code. Run this in a terminal");
        }
        if (!wrong.get().isEmpty()) {
            throw new IllegalStateException("the code was not shown");
        }
    }

    private String text(DeviceCode code) {
        return "To sign in for the mailbox "
                + address.text()
                + " open "
                + code.verificationUri()
                + " in a browser and enter the code "
                + code.userCode()
                + ". It is good for "
                + Math.clamp(code.expiresIn() / 60, 1, PATIENCE.toMinutes())
                + " minutes.";
    }

    private boolean sound(DeviceCode code) {
        String uri = code.verificationUri();
        if (uri == null || uri.length() > MOST_ADDRESS_CHARS || !uri.matches("[!-~]+")) {
            return false;
        }
        try {
            String scheme = new URI(uri).getScheme();
            return code.userCode() != null
                    && code.userCode().matches("[A-Za-z0-9-]{4,40}")
                    && ("https".equals(scheme) || choice.base().getScheme().equals(scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
