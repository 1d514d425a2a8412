package mailtally.store.applemail;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import mailtally.store.PathText;

/// One account in an Apple Mail library. What is not known is empty text.
///
/// @param id the account's own name in the library: a UUID, before V3 such as `IMAP-jane@host`;
///     unique
/// @param kind what kind of server holds its mail, if any
/// @param address the mail address
/// @param name the description that Mail shows
/// @param host the server
/// @param user the name it signs in with
/// @param folders the library's folders that hold it; empty where only the index knows it
public record MailAccount(
        String id,
        Kind kind,
        String address,
        String name,
        String host,
        String user,
        List<Path> folders) {
    /// The name of the account that lives on this Mac only.
    public static final String ON_MY_MAC = "On My Mac";

    /// What kind of account it is.
    public enum Kind {
        IMAP,
        POP,
        EXCHANGE,
        /// Mail that is on this Mac only.
        LOCAL,
        /// Mail's accounts do not tell, or name a kind that is not known here.
        UNKNOWN;

        /// The kind as a person reads it.
        public String label() {
            return switch (this) {
                case IMAP, POP -> name();
                case EXCHANGE -> "Exchange";
                case LOCAL -> "on this Mac";
                case UNKNOWN -> "unknown kind";
            };
        }
    }

    public MailAccount {
        folders = List.copyOf(folders);
    }

    /// What a person would call it: the address, else the description, else the id.
    public String label() {
        if (kind == Kind.LOCAL) {
            return ON_MY_MAC;
        }
        return !address.isEmpty() ? address : !name.isEmpty() ? name : id;
    }

    /// True where the name, in any case, is the account's address, description, id or user.
    boolean isCalled(String wanted) {
        String lower = wanted.strip().toLowerCase(Locale.ROOT);
        return List.of(address, name, id, user, label()).stream()
                .anyMatch(n -> !n.isEmpty() && n.toLowerCase(Locale.ROOT).equals(lower));
    }

    /// One line that tells this account from others.
    String line() {
        return label()
                + " ("
                + kind.label()
                + (host.isEmpty() ? "" : ", " + host)
                + ", id "
                + id
                + ")";
    }

    /// The id that a folder in the library stands for.
    static String idOf(Path folder) {
        return PathText.display(folder);
    }
}
