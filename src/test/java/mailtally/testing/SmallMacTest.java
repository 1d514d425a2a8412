package mailtally.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mailtally.store.FolderPath;
import mailtally.store.Store;
import mailtally.store.Witness;
import mailtally.store.applemail.AccountRow;
import mailtally.store.applemail.AppleMailLibrary;
import mailtally.store.applemail.MailAccount;
import mailtally.store.applemail.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The small Mac is read as a Mac is.
class SmallMacTest {
    @TempDir private Path place;

    private AppleMailLibrary open(SmallMac mac) throws Exception {
        return AppleMailLibrary.open(mac.library(), mac.accounts(), place.resolve("temporary"));
    }

    @Test
    void accountsMailAndIndexAgree() throws Exception {
        SmallMac mac = SmallMac.usual(place.resolve("home"));
        try (AppleMailLibrary library = open(mac)) {
            assertThat(library.accounts())
                    .extracting(MailAccount::kind, MailAccount::address, MailAccount::host)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    MailAccount.Kind.IMAP, "jane@example.com", "imap.example.com"),
                            org.assertj.core.groups.Tuple.tuple(MailAccount.Kind.LOCAL, "", ""));
            MailAccount jane = library.account("jane@example.com");
            try (Store store = library.store(jane)) {
                assertThat(store.folders())
                        .extracting(f -> f.path().text(), f -> f.witnesses())
                        .containsExactlyInAnyOrder(
                                org.assertj.core.groups.Tuple.tuple(
                                        "Archive/2019", List.of(new Witness("ENVELOPE_INDEX", 10))),
                                org.assertj.core.groups.Tuple.tuple("Archive", List.of()),
                                org.assertj.core.groups.Tuple.tuple(
                                        "INBOX", List.of(new Witness("ENVELOPE_INDEX", 20))),
                                org.assertj.core.groups.Tuple.tuple(
                                        "Sent Messages",
                                        List.of(new Witness("ENVELOPE_INDEX", 3))));
                assertThat(store.findings()).isEmpty();
            }
            assertThat(library.waiting(jane)).isEqualTo(new Waiting(0, 0, 0, List.of()));
        }
    }

    @Test
    void aServerIsFilledWithWhatIsNotOnlyHere() throws Exception {
        SmallMac mac = SmallMac.usual(place.resolve("home"));
        String jane = mac.messages().getFirst().account();
        Mailbox server = new Mailbox();
        mac.fill(jane, server.open());
        assertThat(server.in("INBOX")).hasSize(20);
        assertThat(server.in("Sent Messages")).isEmpty();
    }

    @Test
    void aRowGoesWithItsMailAndNothingElseDoes() throws Exception {
        SmallMac mac = SmallMac.in(place.resolve("home"));
        String imap = mac.imap("jane@example.com");
        String pop = mac.pop("jane@example.com");
        String calendar = mac.files().addOther("CalDAV", imap, "Calendar");
        mac.received(imap, "INBOX", 3);
        mac.received(pop, "INBOX", 4);
        mac.files().queue(imap, 2);
        try (AppleMailLibrary library = open(mac)) {
            assertThat(library.waiting(library.account(imap)).queued()).isEqualTo(2);
        }
        assertThat(rows(mac)).extracting(AccountRow::id).containsExactly(imap, pop);
        assertThat(rows(mac).getFirst().services()).containsExactly("calendars");
        assertThat(rows(mac).getFirst().family()).contains(imap, calendar);
        assertThat(mac.files().renameRow(pop, "MT-4K7")).isTrue();
        assertThat(mac.files().removeRow(imap)).isTrue();
        assertThat(mac.files().removeRow(imap)).isFalse();
        assertThat(rows(mac)).extracting(AccountRow::name).containsExactly("MT-4K7");
        assertThat(mac.library().resolve("V10").resolve(imap)).doesNotExist();
        try (AppleMailLibrary library = open(mac)) {
            assertThat(library.accounts()).extracting(MailAccount::id).containsExactly(pop);
            assertThat(library.findings()).isEmpty();
            try (Store store = library.store(library.account(pop))) {
                assertThat(store.folders().getFirst().witnesses())
                        .containsExactly(new Witness("ENVELOPE_INDEX", 4));
            }
        }
    }

    @Test
    void aMessageIsDeleted() throws Exception {
        SmallMac mac = SmallMac.usual(place.resolve("home"));
        SmallMac.Message first = mac.messages().getFirst();
        Path file = mac.files().file(first.account(), FolderPath.of("INBOX"), first.number());
        assertThat(Files.readString(file)).contains("letter number 1.");
        mac.delete(first);
        assertThat(file).doesNotExist();
        assertThat(mac.messages()).hasSize(37);
    }

    private List<AccountRow> rows(SmallMac mac) throws Exception {
        return AppleMailLibrary.rows(mac.accounts(), place.resolve("temporary"));
    }
}
