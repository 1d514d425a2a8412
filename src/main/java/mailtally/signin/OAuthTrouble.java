package mailtally.signin;

import com.microsoft.aad.msal4j.MsalClientException;
import com.microsoft.aad.msal4j.MsalInteractionRequiredException;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.aad.msal4j.MsalThrottlingException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;
import mailtally.store.server.WebClient;

/// Why a sign-in came to nothing, and who can do what. Of the server's own text only the number of
/// its error is shown: the rest can hold anything.
final class OAuthTrouble {
    private static final Pattern NUMBER = Pattern.compile("AADSTS([0-9]{4,8})");

    private static final String CONSENT =
            "the application has no consent for %s there. An administrator of the directory can"
                    + " give it: in the Entra admin centre, at the application, API permissions,"
                    + " 'Grant admin consent'";
    private static final String CLIENT =
            "no application with that id is known in the directory %s. Look at both IDs"
                    + " (--oauth-client, --oauth-tenant). An application of another directory has to be added to this"
                    + " one by an administrator's consent";
    private static final String TENANT =
            "there is no directory %s, or it is not the one of who signed in. Look at the"
                    + " directory's ID (--oauth-tenant); one of its domains will do";
    private static final String RULES =
            "a rule of the directory (conditional access) does not let this sign-in through. An"
                    + " administrator can see which one under 'Sign-in logs'; a sign-in with --oauth"
                    + " browser on a managed computer may meet it";
    private static final String PUBLIC =
            "the application is not set up for persons who sign in by themselves. Whoever registered"
                    + " it can change that: Authentication, 'Allow public client flows'";
    private static final String PROOF =
            "what should prove that it is the application is not what was registered, or has"
                    + " expired. Whoever registered it can add a new one: 'Certificates & secrets'";
    private static final String REDIRECT =
            "the application may not hand its answer to this computer. Whoever registered it can add"
                    + " it: Authentication, 'Mobile and desktop applications', http://localhost";
    private static final String ASSIGN =
            "who signed in may not use the application. An administrator can assign them to it:"
                    + " 'Enterprise applications', 'Users and groups'";
    private static final String SCOPE =
            "the directory does not know what was asked for (%s), or the application does not name"
                    + " it. Whoever registered it can add it under API permissions";
    private static final String PERSON =
            "who signed in is not known in the directory %s. Sign in with an account of it, or look"
                    + " at the directory's ID (--oauth-tenant)";

    /// By the number of the error, as Microsoft's list of AADSTS codes has them.
    private static final Map<Integer, String> BY_NUMBER =
            Map.ofEntries(
                    Map.entry(65001, CONSENT),
                    Map.entry(65004, CONSENT),
                    Map.entry(90008, CONSENT),
                    Map.entry(90093, CONSENT),
                    Map.entry(90094, CONSENT),
                    Map.entry(650056, CONSENT),
                    Map.entry(650057, SCOPE),
                    Map.entry(70011, SCOPE),
                    Map.entry(650053, SCOPE),
                    Map.entry(500011, SCOPE),
                    Map.entry(700016, CLIENT),
                    Map.entry(700038, CLIENT),
                    Map.entry(700054, PUBLIC),
                    Map.entry(7000218, PUBLIC),
                    Map.entry(7000215, PROOF),
                    Map.entry(7000222, PROOF),
                    Map.entry(7000229, CLIENT),
                    Map.entry(700027, PROOF),
                    Map.entry(50011, REDIRECT),
                    Map.entry(50034, PERSON),
                    Map.entry(50020, PERSON),
                    Map.entry(51004, PERSON),
                    Map.entry(50105, ASSIGN),
                    Map.entry(50194, TENANT),
                    Map.entry(90002, TENANT),
                    Map.entry(900023, TENANT),
                    Map.entry(50158, RULES),
                    Map.entry(50005, RULES),
                    Map.entry(53000, RULES),
                    Map.entry(53001, RULES),
                    Map.entry(53002, RULES),
                    Map.entry(53003, RULES),
                    Map.entry(53004, RULES),
                    Map.entry(530031, RULES),
                    Map.entry(530035, RULES),
                    Map.entry(500139, RULES));

    private final OAuth choice;
    private final ServerAddress address;

    OAuthTrouble(OAuth choice, ServerAddress address) {
        this.choice = choice;
        this.address = address;
    }

    /// The sentence for what MSAL threw.
    StoreUnavailableException of(Throwable failure) {
        return switch (failure) {
            case MsalThrottlingException e ->
                    because(
                            "the sign-in asks to be left alone for "
                                    + (e.retryInMs() / 1000 + 1)
                                    + " seconds. Run this again after that",
                            null);
            case MsalServiceException e -> refused(e.errorCode(), e.getMessage());
            case MsalClientException e -> because(client(e), null);
            default -> because("its answer cannot be understood", null);
        };
    }

    /// The whole sentence. MSAL's own exceptions are left away: their texts are the server's.
    StoreUnavailableException because(String why, Exception cause) {
        return new StoreUnavailableException(
                "Cannot sign in at "
                        + choice.base().getHost()
                        + " for the mailbox "
                        + address.text()
                        + ": "
                        + why
                        + ". Nothing was changed.",
                cause);
    }

    /// Refresh tokens end, and are taken back with a password's change; then the person signs in
    /// again. Where consent is missing that would not help.
    static boolean needsPerson(Throwable failure) {
        return switch (failure) {
            case MsalInteractionRequiredException e ->
                    number(e.getMessage()).filter(BY_NUMBER::containsKey).isEmpty();
            case MsalClientException e -> "cache_miss".equals(e.errorCode());
            default -> false;
        };
    }

    private static Optional<Integer> number(String description) {
        Matcher found = NUMBER.matcher(String.valueOf(description));
        return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
    }

    /// The sentence for what the server answered (RFC 6749 sections 4.1.2.1 and 5.2).
    ///
    /// @param error the protocol's word, or null
    /// @param description the server's own text, of which the number alone is used, or null
    StoreUnavailableException refused(String error, String description) {
        return because(reason(String.valueOf(error), number(description)), null);
    }

    private String reason(String code, Optional<Integer> number) {
        String known = number.map(BY_NUMBER::get).orElse("");
        if (!known.isEmpty()) {
            return filled(known) + " (error AADSTS" + number.get() + ")";
        }
        return switch (code) {
            case "expired_token", "code_expired" ->
                    "nobody entered the code in time. Run this again, and enter the new one";
            case "authorization_declined", "access_denied" ->
                    "whoever signed in said no, or may not say yes. Run this again to try once"
                            + " more, or ask an administrator of the directory";
            case "unauthorized_client" -> filled(CLIENT);
            case "invalid_client" -> PROOF;
            case "invalid_scope", "invalid_resource" -> filled(SCOPE);
            case "consent_required" -> filled(CONSENT);
            default ->
                    "it was refused"
                            + number.map(n -> " (error AADSTS" + n + ")").orElse("")
                            + ". Whoever administers the directory can look under 'Sign-in logs'";
        };
    }

    private String filled(String sentence) {
        String value = sentence.equals(CONSENT) ? right() : choice.tenant();
        return sentence.equals(SCOPE)
                ? sentence.formatted(String.join(" ", OAuthScopes.of(choice, address.scheme())))
                : sentence.replace("%s", value);
    }

    private String right() {
        return OAuthScopes.right(address.scheme(), choice.chosen());
    }

    private String client(MsalClientException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broke) {
                return WebClient.explain(broke);
            }
        }
        return "code_expired".equals(e.errorCode())
                ? "nobody entered the code in time. Run this again, and enter the new one"
                : "its answer cannot be understood. Look at --oauth-authority";
    }
}
