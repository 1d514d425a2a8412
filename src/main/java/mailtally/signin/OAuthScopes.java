package mailtally.signin;

import java.util.Set;
import mailtally.store.server.Scheme;

/// What a token is asked for: the least that reads or writes mail by one protocol.
final class OAuthScopes {
    private static final String PERSONS_MAIL = "https://outlook.office.com/";
    private static final String GRAPH = "https://graph.microsoft.com/";
    private static final String EVERYTHING_GRANTED = "https://outlook.office365.com/.default";

    private OAuthScopes() {}

    /// @param choice whose own scopes come first
    static Set<String> of(OAuth choice, Scheme scheme) {
        if (!choice.scopes().isEmpty()) {
            return choice.scopes();
        }
        // An application gets what an administrator gave it, all or nothing.
        boolean app = choice.chosen() == OAuth.Way.APP;
        return switch (scheme) {
            case IMAP, IMAPS ->
                    Set.of(app ? EVERYTHING_GRANTED : PERSONS_MAIL + "IMAP.AccessAsUser.All");
            case POP3, POP3S ->
                    Set.of(app ? EVERYTHING_GRANTED : PERSONS_MAIL + "POP.AccessAsUser.All");
            case EWS -> Set.of(app ? EVERYTHING_GRANTED : PERSONS_MAIL + "EWS.AccessAsUser.All");
            case GRAPH -> Set.of(GRAPH + (app ? ".default" : "Mail.Read"));
        };
    }

    /// What an administrator must have consented to, in the words of the portal.
    static String right(Scheme scheme, OAuth.Way way) {
        boolean app = way == OAuth.Way.APP;
        return switch (scheme) {
            case IMAP, IMAPS -> app ? "IMAP.AccessAsApp" : "IMAP.AccessAsUser.All";
            case POP3, POP3S -> app ? "POP.AccessAsApp" : "POP.AccessAsUser.All";
            case EWS -> app ? "full_access_as_app" : "EWS.AccessAsUser.All";
            case GRAPH -> "Mail.Read";
        };
    }
}
