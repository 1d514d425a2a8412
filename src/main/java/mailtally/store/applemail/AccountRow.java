package mailtally.store.applemail;

import java.util.List;
import java.util.Set;

/// A row in System Settings' list of internet accounts: what a person clicks on. Behind it lie one
/// or more accounts, such as mail and notes.
///
/// @param id of the topmost account
/// @param name what the row shows: the description, else the address, else the user
/// @param kind `IMAP`, `POP`, `EXCHANGE`, or what macOS calls it, for the reader
/// @param address the mail address, or empty
/// @param host the server, or empty
/// @param user the user, or empty
/// @param services what goes with the row besides mail, in words: "calendars", "contacts", "notes"
/// @param family ids of all accounts behind the row, its own among them
public record AccountRow(
        String id,
        String name,
        String kind,
        String address,
        String host,
        String user,
        List<String> services,
        Set<String> family) {
    public AccountRow {
        services = List.copyOf(services);
        family = Set.copyOf(family);
    }
}
