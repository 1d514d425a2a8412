package mailtally.store.ews;

import mailtally.store.NotLetInException;
import mailtally.store.StoreUnavailableException;
import mailtally.store.server.ServerAddress;

/// What it means where Exchange refuses to show a mailbox at all, and who can do what about it.
final class MailboxTrouble {
    private final ServerAddress address;

    MailboxTrouble(ServerAddress address) {
        this.address = address;
    }

    StoreUnavailableException of(Refusal refusal) {
        String said =
                address.hostAndPort()
                        + " does not show the mailbox of "
                        + address.user()
                        + ". It answered: "
                        + refusal.text()
                        + ". Nothing was changed. ";
        return switch (refusal.code()) {
            case "ErrorNonExistentMailbox", "ErrorMissingEmailAddress", "ErrorFolderNotFound" ->
                    new StoreUnavailableException(
                            said
                                    + "The user can sign in and has no mailbox here. Look at the"
                                    + " user's name, or ask the administrator where the mailbox"
                                    + " is.");
            case "ErrorAccessDenied", "ErrorImpersonateUserDenied", "ErrorTokenDoesNotMatch" ->
                    new StoreUnavailableException(
                            said
                                    + "The administrator must give the right to this mailbox"
                                    + " (Add-MailboxPermission with FullAccess), or the mailbox's"
                                    + " own user must sign in.",
                            new NotLetInException(address.text(), null));
            case "ErrorMailboxMoveInProgress", "ErrorMailboxStoreUnavailable" ->
                    new StoreUnavailableException(
                            said
                                    + "The mailbox is being moved or its database is not mounted."
                                    + " Run this again later.");
            case "ErrorInvalidServerVersion", "ErrorIncorrectSchemaVersion" ->
                    new StoreUnavailableException(
                            said
                                    + "The server is older than Exchange 2013 SP1. Name the mailbox"
                                    + " by imaps://.");
            default -> new StoreUnavailableException(said + "Ask the administrator what it means.");
        };
    }
}
