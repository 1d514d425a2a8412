package mailtally.store.graph;

/// The service answered that it does not do what was asked.
final class GraphRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /// @param code the service's word for it, of letters and digits, or empty
    GraphRefusedException(int status, String code) {
        super("status " + status + (code.isEmpty() ? "" : ", " + code));
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /// True where what was asked for is not there any more.
    boolean gone() {
        return status == 404 && !mailbox();
    }

    /// True where the whole mailbox is concerned.
    boolean mailbox() {
        return switch (code) {
            case "MailboxNotEnabledForRESTAPI",
                    "MailboxNotSupportedForRESTAPI",
                    "ErrorInvalidUser",
                    "Request_ResourceNotFound",
                    "ResourceNotFound",
                    "ErrorNonExistentMailbox" ->
                    true;
            default -> status == 401 || status == 403;
        };
    }
}
