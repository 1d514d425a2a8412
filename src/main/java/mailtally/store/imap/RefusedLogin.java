package mailtally.store.imap;

import java.util.Locale;
import mailtally.store.server.Secret;

/// What to do where a server does not let us in, and who can do it.
final class RefusedLogin {
    private static final String MAY_NOT_OPEN =
            "The sign-in counts, but not for this mailbox: there is none of that name, or no right to"
                    + " it. Whoever administers the mailboxes can give it: 'Add-MailboxPermission"
                    + " -Identity MAILBOX -User USER -AccessRights FullAccess'; for an application,"
                    + " 'New-ServicePrincipal' comes first. It can take an hour to count.";

    private RefusedLogin() {}

    /// True where Exchange knows who asks, and that one may not open the mailbox. It can say so at
    /// the login or at the first command after it.
    private static boolean noMailbox(CommandRefusedException refused) {
        return refused.getMessage()
                .toLowerCase(Locale.ROOT)
                .contains("authenticated but not connected");
    }

    /// What there is to do where a command was refused after the login; may be empty.
    static String afterwards(CommandRefusedException refused) {
        return noMailbox(refused) ? " " + MAY_NOT_OPEN : "";
    }

    /// @param tokens whether the server offers to take tokens (XOAUTH2)
    /// @param shown what it was shown
    static String advice(CommandRefusedException refused, boolean tokens, Secret shown) {
        if (refused.passing()) {
            return "The server is busy. Wait a while and run this again.";
        }
        if (noMailbox(refused)) {
            return MAY_NOT_OPEN;
        }
        return switch (shown) {
            case Secret.Token _ ->
                    tokens
                            ? "Look at the user's name: it must be the mailbox's own address. Whoever"
                                    + " administers the mailboxes can look whether IMAP is on for"
                                    + " it ('Get-CASMailbox'), and whether the application that"
                                    + " signed in has the right IMAP.AccessAsUser.All, or"
                                    + " IMAP.AccessAsApp where it signs in by itself. The login was"
                                    + " tried once."
                            : "It takes no tokens. Name a password with --source-password-file or"
                                    + " --target-password-file, and leave the OAuth options away.";
            case Secret.Password _ ->
                    tokens
                            ? "Exchange Online takes no passwords: sign in with --oauth-client. For"
                                    + " another server look at the user's name and the password,"
                                    + " and whether an app password is needed. The login was tried"
                                    + " once, so that the account is not locked."
                            : "Look at the user's name and the password; where two-step login is on,"
                                    + " an app password may be needed. The login was tried once, so"
                                    + " that the account is not locked.";
        };
    }
}
