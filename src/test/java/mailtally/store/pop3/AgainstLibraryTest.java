package mailtally.store.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mailtally.inventory.Inventory;
import mailtally.inventory.InventoryTaker;
import mailtally.inventory.Progress;
import mailtally.ledger.Ledger;
import mailtally.store.Completeness;
import mailtally.store.Store;
import mailtally.tally.Exceptional;
import mailtally.tally.ServerNames;
import mailtally.tally.Tally;
import mailtally.tally.TallyMaker;
import mailtally.testing.Ledgers;
import mailtally.testing.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A library that was filled from a POP3 server, checked against that server.
final class AgainstLibraryTest {
    @TempDir private Path spill;

    private final List<Ledger> ledgers = new ArrayList<>();

    @AfterEach
    void closeLedgers() {
        ledgers.forEach(Ledger::close);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheServerNoLongerKeepsIsNamed(Ledgers database) throws Exception {
        try (SmallServer server = new SmallServer(Reading.mail("b"), Reading.mail("new"))) {
            MemoryStore library =
                    library("gone", Reading.mail("a"), server.uidl(1), Reading.mail("b"));
            Tally tally = tally(database, library, server);
            assertThat(tally.proven()).isFalse();
            assertThat(exceptions(tally)).extracting(Exceptional::subject).containsExactly("a");
            assertThat(tally.serverNames()).contains(new ServerNames(2, 1, 1, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatNamesMessagesAnewStillProvesTheirContent(Ledgers database) throws Exception {
        try (SmallServer server = new SmallServer(Reading.mail("a"), Reading.mail("b"))) {
            MemoryStore library = library("old-1", Reading.mail("a"), "old-2", Reading.mail("b"));
            Tally tally = tally(database, library, server);
            assertThat(tally.proven()).isTrue();
            assertThat(tally.serverNames()).contains(new ServerNames(2, 0, 2, 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalMessagesThatArePairedCrosswiseAreNotTakenForRenamed(Ledgers database)
            throws Exception {
        try (SmallServer server =
                new SmallServer(Reading.mail("a"), Reading.mail("a")) {
                    @Override
                    String uidl(int number) {
                        return "z" + (2 - number);
                    }
                }) {
            MemoryStore library = library("z0", Reading.mail("a"), "z1", Reading.mail("a"));
            assertThat(tally(database, library, server).serverNames())
                    .contains(new ServerNames(2, 2, 0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theUidsOfAnImapAccountAreNotTakenForUidls(Ledgers database) throws Exception {
        try (SmallServer server = new SmallServer(Reading.mail("a"))) {
            MemoryStore library = library("7", Reading.mail("a"), "4294967295", Reading.mail("a"));
            assertThat(tally(database, library, server).serverNames()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatRemovesMailAfterDaysProvesNothing(Ledgers database) throws Exception {
        for (String expire : List.of("EXPIRE NEVER", "EXPIRE 14")) {
            try (SmallServer server =
                    new SmallServer(Reading.mail("a")) {
                        @Override
                        List<String> capabilities() {
                            return List.of("UIDL", "USER", expire);
                        }
                    }) {
                MemoryStore library = new MemoryStore("library", false);
                library.add("INBOX", Reading.mail("a"));
                Tally tally = tally(database, library, server);
                assertThat(tally.proven()).isEqualTo(expire.endsWith("NEVER"));
                assertThat(exceptions(tally))
                        .extracting(Exceptional::reason)
                        .allMatch(reason -> reason.contains("INBOX, which empties itself"));
            }
        }
    }

    private static MemoryStore library(String... namesAndMails) {
        MemoryStore library = new MemoryStore("library", false);
        for (int i = 0; i < namesAndMails.length; i += 2) {
            library.add(
                    "INBOX",
                    namesAndMails[i],
                    Optional.empty(),
                    namesAndMails[i + 1],
                    Completeness.WHOLE);
        }
        return library;
    }

    private static List<Exceptional> exceptions(Tally tally) throws Exception {
        List<Exceptional> all = new ArrayList<>();
        tally.exceptions(all::add);
        return all;
    }

    private Tally tally(Ledgers database, Store source, SmallServer server) throws Exception {
        Ledger ledger = database.open();
        ledgers.add(ledger);
        try (Store target = Reading.open(server.port(), spill)) {
            List<Inventory> taken =
                    new InventoryTaker(ledger, 2, Progress.NONE).take(List.of(source, target));
            return new TallyMaker(ledger, Progress.NONE)
                    .make(taken.getFirst(), source, taken.getLast(), target);
        }
    }
}
