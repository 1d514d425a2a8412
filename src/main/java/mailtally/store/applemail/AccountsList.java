package mailtally.store.applemail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Mail's own list of accounts up to V2, `MailData/Accounts.plist`: MailAccounts, each with
/// AccountPath (its folder), AccountType, Hostname, Username, EmailAddresses.
final class AccountsList {
    private AccountsList() {}

    /// Every account in the list.
    ///
    /// @throws IOException if the file cannot be read, or is no property list
    static List<KnownAccount> read(Path file) throws IOException {
        Map<String, Object> root =
                PropertyList.dictionary(SmallFile.read(file, PropertyList.LIMIT_BYTES))
                        .orElseThrow(() -> new IOException("It is no property list"));
        List<KnownAccount> known = new ArrayList<>();
        if (root.get("MailAccounts") instanceof List<?> accounts) {
            for (Object account : accounts) {
                PropertyList.asDictionary(account).ifPresent(values -> add(values, known));
            }
        }
        return known;
    }

    private static void add(Map<String, Object> account, List<KnownAccount> known) {
        String path = text(account, "AccountPath").replaceAll("/+$", "");
        String type = text(account, "AccountType");
        String user = text(account, "Username");
        Optional<String> address = Optional.empty();
        if (account.get("EmailAddresses") instanceof List<?> addresses && !addresses.isEmpty()) {
            address = PropertyList.text(addresses.getFirst());
        }
        known.add(
                new KnownAccount(
                        path.substring(path.lastIndexOf('/') + 1),
                        type.isEmpty() ? List.of() : List.of(type),
                        address.orElse(user.contains("@") ? user : ""),
                        text(account, "AccountName"),
                        text(account, "Hostname"),
                        user,
                        Set.of()));
    }

    private static String text(Map<String, Object> values, String name) {
        return PropertyList.text(values.get(name)).orElse("");
    }
}
