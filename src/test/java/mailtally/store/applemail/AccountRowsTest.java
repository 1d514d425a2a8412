package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mailtally.store.StoreUnavailableException;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rows of System Settings' list, out of the accounts that macOS keeps.
class AccountRowsTest {
    private static final String[] TYPES = {
        "IMAP",
        "POP",
        "Exchange",
        "Google",
        "SMTP",
        "CalDAV",
        "CardDAV",
        "OnMyDevice",
        "IMAPNotes",
        "iTunesStore",
        "LDAP",
        "com.example.Carrier"
    };

    @TempDir private Path place;
    private Path accounts;
    private final List<String> statements = new ArrayList<>();

    @BeforeEach
    void tables() {
        accounts = place.resolve("Accounts").resolve("Accounts4.sqlite");
        statements.add("CREATE TABLE ZACCOUNTTYPE (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR)");
        for (int i = 0; i < TYPES.length; i++) {
            String type = TYPES[i].contains(".") ? TYPES[i] : "com.apple.account." + TYPES[i];
            statements.add("INSERT INTO ZACCOUNTTYPE VALUES (" + i + ", '" + type + "')");
        }
        statements.add(
                "CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR, ZUSERNAME"
                        + " VARCHAR, ZACCOUNTDESCRIPTION VARCHAR, ZPARENTACCOUNT INTEGER,"
                        + " ZACCOUNTTYPE INTEGER, ZVISIBLE INTEGER)");
        statements.add(
                "CREATE TABLE ZACCOUNTPROPERTY (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER, ZKEY"
                        + " VARCHAR, ZVALUE BLOB)");
    }

    private void account(
            int key, String id, String type, Integer parent, String name, String user) {
        statements.add(
                "INSERT INTO ZACCOUNT VALUES (%d, %s, %s, %s, %d, %d, 1)"
                        .formatted(
                                key,
                                quoted(id),
                                quoted(user),
                                quoted(name),
                                parent,
                                List.of(TYPES).indexOf(type)));
    }

    private static String quoted(String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }

    private void property(int owner, String key, String value) {
        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        statements.add(
                "INSERT INTO ZACCOUNTPROPERTY (ZOWNER, ZKEY, ZVALUE) VALUES (%d, '%s', x'%s')"
                        .formatted(owner, key, hex));
    }

    private List<AccountRow> rows() throws Exception {
        Shelf.database(accounts, statements);
        Map<String, String> before = TreeDigest.of(accounts.getParent());
        List<AccountRow> rows = AppleMailLibrary.rows(accounts, place.resolve("temporary"));
        assertThat(TreeDigest.of(accounts.getParent())).isEqualTo(before);
        assertThat(place.resolve("temporary")).isEmptyDirectory();
        return rows;
    }

    @Test
    void aRowIsItsAccountWithAllBelowIt() throws Exception {
        account(1, "TOP", "IMAP", null, "Work", "jane@example.com");
        account(2, "SMTP", "SMTP", 1, null, "jane");
        property(1, "Hostname", "imap.example.com");
        property(2, "Hostname", "smtp.example.com");
        assertThat(rows())
                .containsExactly(
                        new AccountRow(
                                "TOP",
                                "Work",
                                "IMAP",
                                "jane@example.com",
                                "imap.example.com",
                                "jane@example.com",
                                List.of(),
                                java.util.Set.of("TOP", "SMTP")));
    }

    @Test
    void whatAParentSaysHoldsForItsChildrenAndTheirServicesForIt() throws Exception {
        account(9, "PARENT", "Google", null, "Gmail", "jane@gmail.com");
        account(5, "MAIL", "IMAP", 9, null, null);
        account(3, "DAV", "CalDAV", 9, null, null);
        account(4, "CARD", "CardDAV", 9, null, null);
        account(6, "NOTES", "IMAPNotes", 5, null, null);
        account(7, "ODD", "com.example.Carrier", 9, null, null);
        property(5, "Hostname", "imap.gmail.com");
        property(4, "Hostname", "google.com");
        AccountRow row = rows().getFirst();
        assertThat(row.id()).isEqualTo("PARENT");
        assertThat(row.name()).isEqualTo("Gmail");
        assertThat(row.kind()).isEqualTo("IMAP");
        assertThat(row.address()).isEqualTo("jane@gmail.com");
        assertThat(row.host()).isEqualTo("imap.gmail.com");
        assertThat(row.services()).containsExactly("calendars", "contacts", "notes", "Carrier");
        assertThat(row.family())
                .containsExactlyInAnyOrder("PARENT", "MAIL", "DAV", "CARD", "NOTES", "ODD");
    }

    @Test
    void anotherServicesHostIsNotTheMails() throws Exception {
        account(1, "TOP", "Google", null, "Gmail", "jane@gmail.com");
        account(2, "DAV", "CalDAV", 1, null, null);
        account(3, "MAIL", "IMAP", 1, null, null);
        property(2, "Hostname", "calendar.example.com");
        assertThat(rows().getFirst().host()).isEmpty();
    }

    @Test
    void anExchangeAccountHoldsMoreThanMail() throws Exception {
        account(1, "EX", "Exchange", null, "Office", "CORP\\jane");
        property(1, "EWSExternalURL", "https://outlook.example.com:443/EWS/Exchange.asmx");
        property(1, "EmailAddress", "jane@example.com");
        AccountRow row = rows().getFirst();
        assertThat(row.kind()).isEqualTo("EXCHANGE");
        assertThat(row.host()).isEqualTo("outlook.example.com");
        assertThat(row.address()).isEqualTo("jane@example.com");
        assertThat(row.services()).containsExactly("calendars", "contacts", "notes", "reminders");
    }

    @Test
    void whatIsSwitchedOnDecidesWhereItIsKnown() throws Exception {
        account(1, "EX", "Exchange", null, "Office", "jane");
        account(2, "IMAP", "IMAP", null, "Home", "jane@example.com");
        statements.add("CREATE TABLE ZDATACLASS (Z_PK INTEGER PRIMARY KEY, ZNAME VARCHAR)");
        statements.add(
                "INSERT INTO ZDATACLASS VALUES (1, 'com.apple.Dataclass.Mail'),"
                        + " (2, 'com.apple.Dataclass.Calendars'), (3, 'com.apple.Dataclass.Notes')");
        statements.add(
                "CREATE TABLE Z_2ENABLEDDATACLASSES (Z_2ENABLEDACCOUNTS INTEGER,"
                        + " Z_7ENABLEDDATACLASSES INTEGER)");
        statements.add("INSERT INTO Z_2ENABLEDDATACLASSES VALUES (1,1), (1,2), (2,1), (2,3)");
        assertThat(rows())
                .extracting(AccountRow::services)
                .containsExactly(List.of("calendars"), List.of("notes"));
    }

    @Test
    void whatTheListDoesNotShowIsNoRow() throws Exception {
        account(1, "LOCAL", "OnMyDevice", null, "On My Mac", null);
        account(2, "STORE", "iTunesStore", null, null, "jane@example.com");
        account(3, "CARDS", "LDAP", null, "Directory", "jane");
        account(4, "HIDDEN", "CardDAV", null, "Hidden", "jane");
        account(5, "MAIL", "POP", null, null, "jane");
        statements.add("UPDATE ZACCOUNT SET ZVISIBLE = 0 WHERE Z_PK IN (4, 5)");
        // A mail account counts whatever else is said of it: it must not be missed.
        assertThat(rows())
                .extracting(AccountRow::id, AccountRow::kind, AccountRow::name)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("CARDS", "LDAP", "Directory"),
                        org.assertj.core.groups.Tuple.tuple("MAIL", "POP", "jane"));
    }

    @Test
    void twoRowsWithOneAddressAreTwo() throws Exception {
        account(1, "A", "IMAP", null, "Mail", "jane@example.com");
        account(2, "B", "POP", null, "Mail", "jane@example.com");
        property(1, "Hostname", "imap.example.com");
        property(2, "Hostname", "pop.example.com");
        assertThat(rows())
                .extracting(AccountRow::kind, AccountRow::host)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("IMAP", "imap.example.com"),
                        org.assertj.core.groups.Tuple.tuple("POP", "pop.example.com"));
    }

    @Test
    void parentsInACircleOrMissingLoseNoAccount() throws Exception {
        account(1, "A", "IMAP", 2, "A", "a@example.com");
        account(2, "B", "POP", 1, "B", "b@example.com");
        account(3, "C", "IMAP", 77, "C", "c@example.com");
        account(4, null, "IMAP", null, null, null);
        List<AccountRow> rows = rows();
        assertThat(rows.stream().flatMap(r -> r.family().stream()).collect(Collectors.toSet()))
                .contains("A", "B", "C", "account 4");
        assertThat(rows).extracting(AccountRow::id).doesNotHaveDuplicates();
    }

    @Test
    void aListThatCannotBeReadIsSaid() throws Exception {
        assertUnavailable(place.resolve("none.sqlite"), "no longer there");
        assertUnavailable(Files.write(place.resolve("bad.sqlite"), new byte[9000]), "list of acc");
        Path link = Files.createSymbolicLink(place.resolve("link.sqlite"), place);
        assertUnavailable(link, "list of accounts");
        Shelf.database(accounts, List.of("CREATE TABLE OTHER (x)"));
        assertUnavailable(accounts, "no table of accounts");
    }

    @Test
    void aListWithoutEndIsNotTakenForWhole() throws Exception {
        statements.add(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 1200)"
                        + " INSERT INTO ZACCOUNT SELECT i, 'ID' || i, 'u', 'd', NULL, 0, 1 FROM n");
        Shelf.database(accounts, statements);
        assertUnavailable(accounts, "1000 accounts or more");
    }

    private void assertUnavailable(Path file, String reason) {
        assertThatThrownBy(() -> AppleMailLibrary.rows(file, place.resolve("temporary")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("Full Disk Access");
        assertThat(place.resolve("temporary")).isEmptyDirectory();
    }
}
