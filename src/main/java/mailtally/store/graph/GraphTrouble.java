package mailtally.store.graph;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;

/// What the service's refusals mean, and who can do what. Of its own text only the error's code is
/// shown.
final class GraphTrouble {
    private static final String CODE = "[A-Za-z0-9._]{1,80}";

    private GraphTrouble() {}

    /// The code of a refusal, `{"error":{"code":"ErrorItemNotFound",…}}`, or empty.
    static String code(byte[] body) {
        AtomicReference<String> code = new AtomicReference<>("");
        try {
            GraphJson.read(
                    new ByteArrayInputStream(body),
                    (name, json) -> {
                        if (name.equals("error")) {
                            GraphJson.object(
                                    json,
                                    (inner, value) -> {
                                        if (inner.equals("code")) {
                                            GraphJson.text(value).ifPresent(code::set);
                                        }
                                    });
                        }
                    });
        } catch (IOException e) {
            return "";
        }
        return code.get().matches(CODE) ? code.get() : "";
    }

    static StoreUnavailableException of(
            ServerAddress address, String host, GraphRefusedException refused) {
        return new StoreUnavailableException(
                host
                        + " does not show the mailbox "
                        + address.mailbox()
                        + " ("
                        + refused.getMessage()
                        + "): "
                        + why(refused)
                        + " Nothing was changed.",
                refused.status() == 401 ? new NotLetInException(address.text(), refused) : refused);
    }

    private static String why(GraphRefusedException refused) {
        return switch (refused.code()) {
            case "MailboxNotEnabledForRESTAPI", "MailboxNotSupportedForRESTAPI" ->
                    "it is not in Exchange Online, or not active there. A mailbox on an Exchange"
                            + " Server is reached with ews:// or imaps://; one that was just made"
                            + " takes a while, and needs a licence.";
            case "ErrorInvalidUser",
                    "Request_ResourceNotFound",
                    "ResourceNotFound",
                    "ErrorNonExistentMailbox" ->
                    "there is none of that name in the directory that was signed in to. Look at the"
                            + " address, and at --oauth-tenant.";
            default ->
                    switch (refused.status()) {
                        case 401 ->
                                "it does not take the token. Sign in with --oauth-client for"
                                        + " Microsoft Graph; a token for IMAP or EWS is none for it.";
                        case 403 ->
                                "who signed in has no right to it. An administrator can give it: for"
                                        + " an application, the application permission Mail.Read"
                                        + " with admin consent, and no rule that leaves this mailbox"
                                        + " out ('Test-ApplicationAccessPolicy'); for a person,"
                                        + " Mail.Read, and Mail.Read.Shared for another's mailbox.";
                        case 404 -> "it is not there. Look at the address, and at --graph-url.";
                        default -> "it may pass. Run this again later.";
                    };
        };
    }
}
