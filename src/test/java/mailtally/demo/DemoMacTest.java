package mailtally.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import mailtally.mac.Host;
import mailtally.store.Folder;
import mailtally.store.Store;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.applemail.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Mac that does not exist behaves as one does.
class DemoMacTest {
    private static final Instant NOW = Instant.parse("2026-03-12T20:14:00.5Z");

    @TempDir private Path place;
    private DemoLibrary library;
    private DemoMac mac;
    private final List<String> browsed = new ArrayList<>();

    @BeforeEach
    void aMac() throws Exception {
        library = DemoLibrary.write(place.resolve("home"), 7);
        mac =
                DemoMac.start(
                        MacFiles.of(library),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        browsed::add,
                        () -> mac.mailOf(DemoAccount.IMAP.id()).open());
    }

    @AfterEach
    void off() {
        mac.close();
    }

    private AppleMailLibrary open() throws Exception {
        return AppleMailLibrary.open(
                library.library(), library.accountsDatabase(), place.resolve("temporary"));
    }

    @Test
    void itsRowsAreThoseOfTheLibrary() throws Exception {
        assertThat(mac.rows())
                .extracting(AccountRow::name, AccountRow::kind, AccountRow::address)
                .containsExactly(
                        row("Example Mail", "IMAP", "jane@example.com"),
                        row("Old Provider", "POP", "jane.old@example.net"),
                        row("Calendar", "CalDAV", "jane@example.com"));
        try (AppleMailLibrary opened = open()) {
            for (MailAccount account : opened.accounts()) {
                assertThat(opened.waiting(account)).isEqualTo(new Waiting(0, 0, 0, List.of()));
            }
        }
    }

    private static org.assertj.core.groups.Tuple row(String name, String kind, String address) {
        return org.assertj.core.groups.Tuple.tuple(name, kind, address);
    }

    @Test
    void aRowGoesWithItsMailAndNothingElseDoes() throws Exception {
        // The POP account's row is its parent's.
        assertThat(mac.removeRow("PARENT")).isTrue();
        assertThat(mac.removeRow("PARENT")).isFalse();
        assertThat(mac.rows())
                .extracting(AccountRow::name)
                .containsExactly("Example Mail", "Calendar");
        try (AppleMailLibrary opened = open()) {
            assertThat(opened.accounts())
                    .extracting(MailAccount::id)
                    .containsExactlyInAnyOrder(DemoAccount.IMAP.id(), DemoAccount.LOCAL.id());
            assertThat(opened.findings()).isEmpty();
        }
        assertThat(library.library().resolve("V10").resolve(DemoAccount.POP.id())).doesNotExist();
    }

    @Test
    void aRowIsRenamed() throws Exception {
        assertThat(mac.renameRow(DemoAccount.IMAP.id(), "MT-4K7")).isTrue();
        assertThat(mac.renameRow("NONE", "MT-4K7")).isFalse();
        assertThat(mac.rows()).extracting(AccountRow::name).startsWith("MT-4K7", "Old Provider");
    }

    @Test
    void anExchangeAccountComesWithTheMailOfItsMailbox() throws Exception {
        String id = mac.addExchangeAccount("jane@example.com", "outlook.example.com");
        AccountRow row = mac.rows().getLast();
        assertThat(row.id()).isEqualTo(id);
        assertThat(row.kind()).isEqualTo("EXCHANGE");
        assertThat(row.host()).isEqualTo("outlook.example.com");
        assertThat(row.services()).contains("calendars", "contacts");
        try (AppleMailLibrary opened = open();
                Store store = opened.store(opened.account(id))) {
            assertThat(opened.account(id).kind()).isEqualTo(MailAccount.Kind.EXCHANGE);
            long held = 0;
            for (Folder folder : store.folders()) {
                held += folder.witnesses().stream().mapToLong(w -> w.count()).sum();
            }
            // Some cannot be read, and did not come along.
            long there = library.messages(DemoAccount.IMAP).size();
            assertThat(held).isBetween(there - 20, there - 1);
            assertThat(opened.findings()).isEmpty();
        }
    }

    @Test
    void aRestartClosesMailAndIsSeen() {
        assertThat(mac.macOsVersion()).hasValue("15.6.1");
        assertThat(mac.mailRuns()).hasValue(false);
        mac.startMail();
        assertThat(mac.mailRuns()).hasValue(true);
        Instant before = mac.bootTime().orElseThrow();
        assertThat(before).isBefore(NOW);
        mac.restart();
        assertThat(mac.mailRuns()).hasValue(false);
        Instant first = mac.bootTime().orElseThrow();
        assertThat(first).isAfter(NOW).isBefore(NOW.plusSeconds(1));
        mac.restart();
        assertThat(mac.bootTime().orElseThrow()).isAfter(first);
    }

    @Test
    void internetAccountsIsAPageAndOtherPanesAreNotThere() throws Exception {
        assertThat(mac.open(Host.Pane.INTERNET_ACCOUNTS)).isTrue();
        assertThat(mac.open(Host.Pane.FULL_DISK_ACCESS)).isFalse();
        assertThat(browsed).containsExactly(mac.settingsAddress());
        assertThat(mac.opened()).containsExactly("INTERNET_ACCOUNTS", "FULL_DISK_ACCESS");
        assertThat(mac.mayRead(library.library())).isTrue();
        Path copy = place.resolve("copy");
        mac.cloneTree(library.library(), copy);
        assertThat(copy.resolve("PersistenceInfo.plist")).exists();
    }
}
