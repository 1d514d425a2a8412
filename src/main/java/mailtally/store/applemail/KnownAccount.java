package mailtally.store.applemail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import mailtally.store.applemail.MailAccount.Kind;

/// An account as macOS or Mail has it in its list of accounts.
///
/// @param id the name of its folder in the library
/// @param types identifiers of its kind, its own first, then its parent's
/// @param address the mail address, or empty
/// @param name the description, or empty
/// @param host the server, or empty
/// @param user the user, or empty
/// @param family ids of its parents and their other children, as far as there are any
record KnownAccount(
        String id,
        List<String> types,
        String address,
        String name,
        String host,
        String user,
        Set<String> family) {
    KnownAccount {
        types = List.copyOf(types);
        family = Set.copyOf(family);
    }

    /// The kind that the first identifier means that is known here.
    Kind kind() {
        return types.stream()
                .map(KnownAccount::kindOf)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Kind.UNKNOWN);
    }

    /// True where it is an account of mail beyond doubt: its own identifier says so.
    boolean holdsMail() {
        return !types.isEmpty() && last(types.getFirst()).matches("imap|imapmail|pop|exchange");
    }

    /// Reads `com.apple.account.IMAP` of Accounts4.sqlite as well as `IMAPAccount` of
    /// Accounts.plist. The big providers' own identifiers are IMAP to Mail.
    private static Optional<Kind> kindOf(String type) {
        return switch (last(type)) {
            case "imap",
                    "imapaccount",
                    "imapmail",
                    "google",
                    "yahoo",
                    "aol",
                    "aosimapaccount",
                    "icloudaccount",
                    "macaccount",
                    "appleaccount" ->
                    Optional.of(Kind.IMAP);
            case "pop", "pop3", "popaccount" -> Optional.of(Kind.POP);
            case "exchange", "ews", "exchangeaccount", "ewsaccount" -> Optional.of(Kind.EXCHANGE);
            case "local", "localaccount", "onmydevice", "onmymac" -> Optional.of(Kind.LOCAL);
            default -> Optional.empty();
        };
    }

    /// The end of an identifier, in lower case: `imap` of `com.apple.account.IMAP`.
    static String last(String type) {
        return type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
