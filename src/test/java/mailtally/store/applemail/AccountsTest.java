package mailtally.store.applemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import mailtally.store.AddressException;
import mailtally.store.Finding;
import mailtally.store.applemail.MailAccount.Kind;
import mailtally.testing.TreeDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Accounts, as macOS's and Mail's own lists have them.
class AccountsTest {
    private static final String IMAP = "AAAAAAAA-0000-4000-8000-000000000001";
    private static final String POP = "AAAAAAAA-0000-4000-8000-000000000002";
    private static final String EXCHANGE = "AAAAAAAA-0000-4000-8000-000000000003";
    private static final String GOOGLE = "AAAAAAAA-0000-4000-8000-000000000004";
    private static final String STRANGE = "AAAAAAAA-0000-4000-8000-000000000005";
    private static final String LOCAL = "AAAAAAAA-0000-4000-8000-000000000006";

    @TempDir private Path place;
    private Path library;
    private Path accounts;

    @BeforeEach
    void library() throws Exception {
        library = place.resolve("Mail");
        for (String id : List.of(IMAP, POP, EXCHANGE, GOOGLE, STRANGE, LOCAL)) {
            Files.createDirectories(library.resolve("V10").resolve(id).resolve("INBOX.mbox"));
        }
        accounts = place.resolve("Accounts").resolve("Accounts4.sqlite");
        Shelf.database(
                accounts,
                List.of(
                        "CREATE TABLE ZACCOUNTTYPE (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR)",
                        "INSERT INTO ZACCOUNTTYPE VALUES (1, 'com.apple.account.IMAP'),"
                                + " (2, 'com.apple.account.POP'),"
                                + " (3, 'com.apple.account.Exchange'),"
                                + " (4, 'com.apple.account.Google'),"
                                + " (5, 'com.example.account.Carrier'),"
                                + " (6, 'com.apple.account.CardDAV')",
                        "CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER VARCHAR,"
                                + " ZUSERNAME VARCHAR, ZACCOUNTDESCRIPTION VARCHAR,"
                                + " ZPARENTACCOUNT INTEGER, ZACCOUNTTYPE INTEGER)",
                        "INSERT INTO ZACCOUNT VALUES"
                                + row(10, IMAP, null, "Work", 18, 1)
                                + ","
                                + row(11, POP, "jane", "Old", null, 2)
                                + ","
                                + row(12, EXCHANGE, "CORP\\jane", "Office", null, 3)
                                + ","
                                + row(13, "parent", "jane@gmail.com", "Google", null, 4)
                                + ","
                                + row(14, GOOGLE, null, null, 13, 1)
                                + ","
                                + row(15, STRANGE, "jane", "Carrier", null, 5)
                                + ","
                                + row(16, "card", "jane@example.com", "Cards", null, 6)
                                + ","
                                + row(17, "gone", "joe@example.com", "Gone", null, 2)
                                + ","
                                + row(18, "above", "jane@example.com", null, null, 1),
                        "CREATE TABLE ZACCOUNTPROPERTY (Z_PK INTEGER PRIMARY KEY, ZOWNER INTEGER,"
                                + " ZKEY VARCHAR, ZVALUE BLOB)",
                        property(10, "Hostname", BinaryLists.archived("imap.example.com")),
                        property(11, "Hostname", Shelf.bytes(xml("pop.example.com"))),
                        property(
                                11,
                                "EmailAddresses",
                                BinaryLists.archived(new String[] {"jane@example.com"})),
                        property(12, "Hostname", new byte[] {1, 2, 3}),
                        property(13, "Hostname", Shelf.bytes("imap.gmail.com"))));
    }

    @Test
    void kindAddressNameAndServerAreKnown() throws Exception {
        var before = TreeDigest.of(place.resolve("Accounts"));
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.accounts())
                    .extracting(
                            MailAccount::kind,
                            MailAccount::address,
                            MailAccount::name,
                            MailAccount::host)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    Kind.IMAP, "jane@example.com", "Work", "imap.example.com"),
                            org.assertj.core.groups.Tuple.tuple(
                                    Kind.POP, "jane@example.com", "Old", "pop.example.com"),
                            org.assertj.core.groups.Tuple.tuple(Kind.EXCHANGE, "", "Office", ""),
                            org.assertj.core.groups.Tuple.tuple(
                                    Kind.IMAP, "jane@gmail.com", "Google", "imap.gmail.com"),
                            org.assertj.core.groups.Tuple.tuple(Kind.UNKNOWN, "", "Carrier", ""),
                            org.assertj.core.groups.Tuple.tuple(Kind.UNKNOWN, "", "", ""));
            assertThat(opened.findings())
                    .extracting(Finding::text)
                    .satisfiesExactly(
                            t -> assertThat(t).contains("Envelope Index"),
                            t -> assertThat(t).contains("knows the account joe@example.com (POP)"));
        }
        assertThat(TreeDigest.of(place.resolve("Accounts"))).isEqualTo(before);
        assertThat(place.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void anUnknownKindIsNamedInAFinding() throws Exception {
        try (AppleMailLibrary opened = open();
                var store = opened.store(opened.account("Carrier"))) {
            assertThat(store.findings())
                    .extracting(Finding::text)
                    .anyMatch(t -> t.contains("com.example.account.Carrier"));
        }
    }

    @Test
    void anAccountIsFoundByAddressDescriptionAndId() throws Exception {
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.account("JANE@gmail.com").id()).isEqualTo(GOOGLE);
            assertThat(opened.account("office").id()).isEqualTo(EXCHANGE);
            assertThat(opened.account(POP.toLowerCase(java.util.Locale.ROOT)).id()).isEqualTo(POP);
        }
    }

    @Test
    void aNameOfTwoAccountsListsBothAndAWrongNameListsAll() throws Exception {
        try (AppleMailLibrary opened = open()) {
            assertThatThrownBy(() -> opened.account("jane@example.com"))
                    .isInstanceOf(AddressException.class)
                    .hasMessageContaining("2 accounts")
                    .hasMessageContaining("IMAP, imap.example.com, id " + IMAP)
                    .hasMessageContaining("POP, pop.example.com, id " + POP)
                    .message()
                    .doesNotContain(GOOGLE);
            assertThatThrownBy(() -> opened.account("nobody"))
                    .isInstanceOf(AddressException.class)
                    .hasMessageContaining("No account")
                    .hasMessageContaining(GOOGLE)
                    .hasMessageContaining(LOCAL);
            try (var store = opened.everything()) {
                assertThat(store.folders())
                        .extracting(f -> f.path().names().getFirst())
                        .doesNotHaveDuplicates()
                        .contains("jane@example.com (" + POP + ")", "jane@gmail.com");
            }
        }
    }

    @Test
    void theIndexTellsWhatTheListDoesNot() throws Exception {
        Shelf.index(
                library,
                java.util.Map.of(
                        1, "local://" + LOCAL + "/INBOX", 2, "pop://" + STRANGE + "/INBOX"),
                List.of());
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.account("On My Mac").id()).isEqualTo(LOCAL);
            assertThat(opened.account(STRANGE).kind()).isEqualTo(Kind.POP);
        }
    }

    @Test
    void withoutAListAccountsAreKnownByTheirFolders() throws Exception {
        Files.write(accounts, new byte[5000]);
        Files.delete(Path.of(accounts + "-wal")); // from it alone everything could be read
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.accounts()).hasSize(6).allMatch(a -> a.kind() == Kind.UNKNOWN);
            assertThat(opened.findings())
                    .extracting(Finding::text)
                    .anyMatch(t -> t.contains("known by their folders only"));
        }
    }

    @Test
    void aListThatIsNotThereIsSaidWithItsPathAndWhatFollows() throws Exception {
        Files.delete(accounts);
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.accounts()).hasSize(6);
            assertThat(opened.findings())
                    .extracting(Finding::text)
                    .contains(
                            "This Mac's list of accounts is not at "
                                    + accounts
                                    + ", where --accounts or the default says that it is. Accounts"
                                    + " are known by their folders only: kind, address, name and"
                                    + " server may be missing, and an account may have to be named"
                                    + " by its id. Their mail is read all the same.");
        }
    }

    @Test
    void theListOfV2IsRead() throws Exception {
        Path old = place.resolve("Old");
        Files.createDirectories(old.resolve("V2/IMAP-jane@imap.example.com/INBOX.mbox"));
        Files.createDirectories(old.resolve("V2/Mailboxes/Kept.mbox"));
        Shelf.put(
                old.resolve("V2/MailData/Accounts.plist"),
                Shelf.bytes(
                        Shelf.plist(
                                "<key>MailAccounts</key><array><dict>"
                                        + "<key>AccountName</key><string>Jane &amp; Co</string>"
                                        + "<key>AccountPath</key><string>~/Library/Mail/V2/"
                                        + "IMAP-jane@imap.example.com</string>"
                                        + "<key>AccountType</key><string>IMAPAccount</string>"
                                        + "<key>Hostname</key><string>imap.example.com</string>"
                                        + "<key>EmailAddresses</key><array>"
                                        + "<string>jane@example.com</string></array>"
                                        + "</dict></array>")));
        try (AppleMailLibrary opened = Shelf.open(old)) {
            MailAccount account = opened.account("jane & co");
            assertThat(account.kind()).isEqualTo(Kind.IMAP);
            assertThat(account.address()).isEqualTo("jane@example.com");
            assertThat(account.host()).isEqualTo("imap.example.com");
        }
    }

    private AppleMailLibrary open() throws Exception {
        return AppleMailLibrary.open(library, accounts, place.resolve("temporary"));
    }

    private static String row(
            int key, String id, String user, String name, Integer parent, int type) {
        return " ("
                + key
                + ", '"
                + id
                + "', "
                + quoted(user)
                + ", "
                + quoted(name)
                + ", "
                + parent
                + ", "
                + type
                + ")";
    }

    private static String quoted(String text) {
        return text == null ? "NULL" : "'" + text + "'";
    }

    private static String property(int owner, String key, byte[] value) {
        return "INSERT INTO ZACCOUNTPROPERTY (ZOWNER, ZKEY, ZVALUE) VALUES ("
                + owner
                + ", '"
                + key
                + "', x'"
                + HexFormat.of().formatHex(value)
                + "')";
    }

    private static String xml(String text) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><plist version=\"1.0\"><string>"
                + text
                + "</string></plist>";
    }
}
